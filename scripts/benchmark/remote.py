"""The cloud's process, seen from the process that is measured."""

import asyncio
import json
from typing import Any, Self

from .cloud import LONGEST_LINE, LOOPBACK


class Remote:
    """Gives orders to the cloud."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Use a connection."""
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, port: int) -> Self:
        """Connect to the cloud that listens to orders there."""
        return cls(*await asyncio.open_connection(LOOPBACK, port, limit=LONGEST_LINE))

    async def order(self, do: str, **details: object) -> Any:
        """Let the cloud do something; return its answer."""
        self._writer.write(json.dumps({"do": do, **details}).encode() + b"\n")
        await self._writer.drain()
        return json.loads(await self._reader.readline())

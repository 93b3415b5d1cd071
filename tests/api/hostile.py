"""A server that answers with whatever bytes it is told, or without an end."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Self

type Parts = Callable[[bytes], Iterable[bytes]]


class HostileServer:
    """Answers each connection with parts of bytes, made from the head of its request.

    It counts the connections and the bytes that were taken from it.
    """

    def __init__(self, parts: Parts) -> None:
        """Prepare; `running` starts it."""
        self._parts = parts
        self.heads: list[bytes] = []
        self.written = 0
        self.port = 0

    @property
    def base_url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[Self]:
        """Listen."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            server.close_clients()
            await server.wait_closed()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head)
            for part in self._parts(head):
                writer.write(part)
                self.written += len(part)
                await writer.drain()
        writer.close()


def answering(content: bytes, *headers: str, status: str = "200 OK") -> Parts:
    """Return what answers each request alike."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(content)}"]
    head = "\r\n".join([*lines, "", ""]).encode()
    return lambda _: (head, content)

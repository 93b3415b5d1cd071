"""The HTTP server of a device: one request at a time, then the connection is closed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
import socket
import struct
import time
from typing import Final

from .device import Cut, Gone, LocalDevice
from .exchange import Answer, Request

LONGEST_REQUEST: Final = 65_536
PAUSE: Final = 0.2
SILENCE: Final = 30.0
_ABORT: Final = struct.pack("ii", 1, 0)
_FILLERS: Final = 2

type Serve = Callable[[Request, float], Awaitable[Answer]]


class DeviceServer:
    """Listens where a device is, as long as it is there."""

    def __init__(
        self,
        device: LocalDevice,
        serve: Serve,
        answered: Callable[[Answer], None],
        on_reset: Callable[[], None],
    ) -> None:
        """Serve a device; resets are counted, and answers told when they are out."""
        self._device = device
        self._serve_request = serve
        self._answered = answered
        self._on_reset = on_reset
        self._server: asyncio.Server | None = None
        self._blocked: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_serving = False
        self._free_at = 0.0

    async def open(self) -> None:
        """Listen, or be away as the device is."""
        await self.close()
        if self._device.faults.gone is Gone.DROPS:
            self._block()
        elif self._device.faults.gone is None:
            self._server = await asyncio.start_server(
                self._connected,
                self._device.host,
                self._device.port,
                limit=LONGEST_REQUEST,
            )
            if not self._device.port:
                self._device.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more; what is being served is cut."""
        for held in self._blocked:
            held.close()
        self._blocked.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in tuple(self._tasks):
            task.cancel()

    def _block(self) -> None:
        """Let the queue of connections be full, so that no packet is answered."""
        address = (self._device.host, self._device.port)
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._blocked.append(listening)
        listening.bind(address)
        listening.listen(0)
        for _ in range(_FILLERS):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(address)
            self._blocked.append(filler)

    def _connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        connected = time.monotonic()
        if self._must_reset():
            self._on_reset()
            await _cut(reader, writer, self._device.faults.cut)
            return
        self._is_serving = True
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
                request = await _read(reader)
                answer = await self._serve_request(request, connected)
                await self._write(writer, answer)
        finally:
            self._is_serving = False
            self._free_at = time.monotonic() + PAUSE
            writer.close()

    def _must_reset(self) -> bool:
        faults = self._device.faults
        if faults.resets > 0:
            faults.resets -= 1
            return True
        is_early = self._is_serving or time.monotonic() < self._free_at
        return faults.strict and is_early

    async def _write(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        if answer.text is None:
            self._answered(answer)
            await asyncio.sleep(SILENCE)
            return
        raw = answer.text.encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {answer.kind}\r\n"
            f"Content-Length: {len(raw)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + raw)
        self._answered(answer)
        await writer.drain()


async def _cut(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, how: Cut
) -> None:
    if how is not Cut.EARLY:
        with suppress(ConnectionError):
            await reader.read(LONGEST_REQUEST)
    if how is Cut.CLOSED:
        writer.close()
        return
    raw: socket.socket = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
    writer.transport.abort()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, *_ = first.split(" ")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    length = int(headers.get("content-length", 0))
    body = await reader.readexactly(min(length, LONGEST_REQUEST))
    return Request(method=method, target=target, headers=headers, body=body)

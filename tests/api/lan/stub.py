"""A device's server, made of bare sockets so that it can fail as devices do."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
import json
import socket
import struct
from typing import Any

from .announcing import KEY, opened, sealed

type Answer = dict[str, Any] | bytes


def obeyed(**more: object) -> Answer:
    """Return the answer of a device that obeys."""
    return {"seq": 1, "sequence": "1", "error": 0, **more}


def telling(params: dict[str, Any], key: str = KEY) -> Answer:
    """Return the answer of a newer chip, with its state."""
    data, iv = sealed(params, key)
    return obeyed(encrypt=True, iv=iv, data=data)


def page(status: str = "200 OK", body: bytes = b"<html></html>") -> bytes:
    """Return a page, as some have it for what they do not know."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float

    @property
    def data(self) -> Any:
        """Return its data, opened where they are sealed."""
        return opened(self.body) if self.body.get("encrypt") else self.body["data"]


@dataclass
class StubDevice:
    """Answers with what is queued, else that it obeys.

    None among the answers resets the connection, a number of seconds delays the next.
    """

    answers: deque[Answer | float | None] = field(default_factory=deque)
    received: list[Received] = field(default_factory=list)
    on_request: Callable[[Received], None] = lambda _: None
    open_now: int = 0
    most_open: int = 0
    port: int = 0
    host: str = "127.0.0.1"
    _server: asyncio.Server | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
            self._server.close_clients()
        for task in tuple(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    @property
    def paths(self) -> list[str]:
        """Return the paths that were asked for."""
        return [it.path for it in self.received]

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            await self._answer(reader, writer)
        except OSError, asyncio.IncompleteReadError:
            pass
        finally:
            self._serving.discard(task)
            self.open_now -= 1
            writer.close()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.answers and self.answers[0] is None:
            self.answers.popleft()
            _reset(writer)
            return
        request = await _read(reader)
        self.received.append(request)
        self.on_request(request)
        answer = self.answers.popleft() if self.answers else obeyed()
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            answer = self.answers.popleft() if self.answers else obeyed()
        if answer is None:
            _reset(writer)
            return
        writer.write(answer if isinstance(answer, bytes) else _spelt(answer))
        await writer.drain()


def _spelt(answer: object) -> bytes:
    body = json.dumps(answer).encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    body = json.loads(await reader.readexactly(int(headers["content-length"])))
    path = first.split()[1].removeprefix("/zeroconf/")
    return Received(path, headers, body, asyncio.get_running_loop().time())


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

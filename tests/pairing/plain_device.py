"""A device in pairing mode for tests of what talks to it: one connection at a time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
import json
import socket
import struct
import threading
from typing import Final

ANSWER: Final = {
    "deviceid": "100000788a",
    "apikey": "6f1ee4d5-0b76-4a4b-8a9c-2f6f4f2c1f10",
    "chipid": "00F3A1B2",
    "accept": " post",
}
OK: Final = b'{"error":0}'
REFUSAL: Final = b'{"error":1}'
# Ends the connection without an answer.
SILENCE: Final = b""
# Resets the connection, and ends the hotspot.
GONE: Final = b"gone"
# Ends the hotspot, and keeps the connection open without an answer.
HANGING: Final = b"hanging"


@dataclass
class PlainDevice:
    """Answers `GET /device` always, `POST /ap` with what is next in `replies`."""

    answer: bytes = json.dumps(ANSWER).encode()
    replies: list[bytes] = field(default_factory=lambda: [OK])
    requests: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen, one in the queue."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def bodies(self) -> list[bytes]:
        """Return what was posted, byte by byte."""
        posts = [it for it in self.requests if it.startswith(b"POST /ap HTTP/1.1\r\n")]
        return [it.partition(b"\r\n\r\n")[2] for it in posts]

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Leave pairing mode."""
        self._stop_listening()
        self._thread.join(5)

    def _stop_listening(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection:
                    connection.settimeout(5)
                    self._serve_one(connection)

    def _serve_one(self, connection: socket.socket) -> None:
        request = _read(connection)
        self.requests.append(request)
        content = self.answer
        if request.startswith(b"POST /ap HTTP/1.1\r\n"):
            content = self.replies.pop(0)
        elif not request.startswith(b"GET /device HTTP/1.1\r\n"):
            return
        if content in {GONE, HANGING}:
            self._stop_listening()
        if content == GONE:
            _reset(connection)
        elif content == HANGING:
            connection.settimeout(20)
            connection.recv(1)
        elif content:
            connection.sendall(_head(content) + content)


def _read(connection: socket.socket) -> bytes:
    """Return a request; its length is looked for as the devices do it."""
    request = b""
    while b"\r\n\r\n" not in request:
        if not (part := connection.recv(512)):
            return request
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    _, found, length = head.partition(b"Content-Length: ")
    missing = int(length.partition(b"\r\n")[0]) - len(body) if found else 0
    while missing > 0 and (part := connection.recv(missing)):
        request += part
        missing -= len(part)
    return request


def _head(content: bytes) -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        b"Connection: keep-alive\r\nContent-Length: %d\r\n\r\n" % len(content)
    )


def _reset(connection: socket.socket) -> None:
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


@contextmanager
def plain_device(answer: bytes | None = None, *replies: bytes) -> Iterator[PlainDevice]:
    """Let a device be in pairing mode."""
    device = PlainDevice()
    if answer is not None:
        device.answer = answer
    if replies:
        device.replies = list(replies)
    device.start()
    try:
        yield device
    finally:
        device.close()

"""What somebody in a hotspot sends: bytes, over bare sockets."""

import asyncio
import json
from typing import Any

import pytest

from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

PACE = 0.02
ASK = b"GET /device HTTP/1.1\r\nHost: 10.10.7.1\r\n\r\n"
HEAD = (
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    "Connection: keep-alive\r\nContent-Length: {}\r\n\r\n"
)
STORED = HEAD.format(11).encode() + b'{"error":0}'
WIFI = {
    "port": 443,
    "serverName": "as-dispd.coolkit.cc",
    "password": WIFI_PASSWORD,
    "ssid": WIFI_SSID,
}


def give(*, header: str = "Content-Length: ", **changes: Any) -> bytes:
    """Return a `POST /ap` with the home's Wi-Fi; None leaves a field out."""
    fields = {**WIFI, **changes}
    kept = {key: value for key, value in fields.items() if value is not None}
    return posted(json.dumps(kept, ensure_ascii=False).encode(), header)


def posted(body: bytes, header: str = "Content-Length: ") -> bytes:
    """Return a `POST /ap` with a body."""
    return f"POST /ap HTTP/1.1\r\n{header}{len(body)}\r\n\r\n".encode() + body


async def exchange(server: HotspotServer, raw: bytes) -> bytes:
    """Return all that is answered until the device closes."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    try:
        writer.write(raw)
        return await asyncio.wait_for(reader.read(), 2)
    finally:
        writer.close()


async def reset(server: HotspotServer, raw: bytes, size: int) -> bytes:
    """Return what is answered before the device resets the connection."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    try:
        writer.write(raw)
        answer = await asyncio.wait_for(reader.readexactly(size), 2) if size else b""
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.read(), 2)
        return answer
    finally:
        writer.close()


async def identify(server: HotspotServer) -> dict[str, Any]:
    """Return what a device tells about itself."""
    answer: dict[str, Any] = json.loads(body_of(await exchange(server, ASK)))
    return answer


async def pair(server: HotspotServer, **changes: Any) -> bytes:
    """Ask, then give the home's Wi-Fi, and return the last answer."""
    await exchange(server, ASK)
    return await exchange(server, give(**changes))


def body_of(answer: bytes) -> bytes:
    """Return the body of an answer."""
    return answer.partition(b"\r\n\r\n")[2]


async def until_led(server: HotspotServer, led: str) -> None:
    """Wait until the LED shows something."""
    deadline = asyncio.get_running_loop().time() + 2
    while server.led != led:
        assert asyncio.get_running_loop().time() < deadline, f"it shows {server.led}"
        await asyncio.sleep(0.005)

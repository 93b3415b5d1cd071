"""A cloud that redirects, floods, or names a socket elsewhere."""

import base64
from collections.abc import AsyncGenerator, Iterator
import gzip
import hashlib
import re
import tracemalloc
from typing import Final
import zlib

import aiohttp
import pytest

from custom_components.ewelink.api.errors import EwelinkConnectionError, EwelinkError
from custom_components.ewelink.api.http.cloud_http import Call, CloudHttp
from custom_components.ewelink.api.http.limiter import Limiter
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.websocket.handshake import open_socket, receive

from .conftest import APP, FAST_LIMITS
from .hostile import HostileServer, Parts, answering
from .line import FAST, Line
from .stub import Answer, StubCloud

GET: Final = Call(method="GET", path="/v2/x", region="eu", token="the-token")
MB: Final = 1024 * 1024
LARGEST: Final = 4 * MB
WEBSOCKET_KEY: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@pytest.fixture
async def elsewhere(socket_enabled: None) -> AsyncGenerator[HostileServer]:
    """Run a server that nobody may come to."""
    async with HostileServer(answering(b"{}")).running() as server:
        yield server


@pytest.fixture
async def plain_session(socket_enabled: None) -> AsyncGenerator[aiohttp.ClientSession]:
    """Return a session that would follow redirects."""
    async with aiohttp.ClientSession() as session:
        yield session


async def _call(session: aiohttp.ClientSession, parts: Parts) -> EwelinkError:
    """Return the error of a call that is answered so."""
    async with HostileServer(parts).running() as server:
        http = CloudHttp(session, Cloud(server.base_url), Limiter(FAST_LIMITS), APP)
        with pytest.raises(EwelinkConnectionError) as caught:
            await http.call(GET)
        return caught.value


def _redirect(to: HostileServer, status: int) -> Parts:
    location = f"Location: {to.base_url}/eu/v2/x"
    return answering(b"", location, status=f"{status} Elsewhere")


REDIRECTS: Final = (300, 301, 302, 303, 305, 307, 308)


@pytest.mark.parametrize("status", REDIRECTS)
async def test_call_is_redirected(
    session: aiohttp.ClientSession, elsewhere: HostileServer, status: int
) -> None:
    """A call goes where it was sent, and its token nowhere else."""
    error = await _call(session, _redirect(elsewhere, status))
    assert error.code == status
    assert elsewhere.heads == []


@pytest.mark.parametrize("status", REDIRECTS)
async def test_call_is_redirected_in_any_session(
    plain_session: aiohttp.ClientSession, elsewhere: HostileServer, status: int
) -> None:
    """The call itself asks for no redirects, whatever the session would follow."""
    error = await _call(plain_session, _redirect(elsewhere, status))
    assert error.code == status
    assert elsewhere.heads == []


@pytest.mark.parametrize("status", REDIRECTS)
async def test_socket_is_redirected(
    session: aiohttp.ClientSession, elsewhere: HostileServer, status: int
) -> None:
    """A socket opens where the dispatch said, or not at all."""
    async with HostileServer(_redirect(elsewhere, status)).running() as server:
        url = f"ws://127.0.0.1:{server.port}/api/ws"
        with pytest.raises(EwelinkConnectionError, match="RedirectError"):
            async with open_socket(session, url, FAST):
                pass
    assert elsewhere.heads == []


@pytest.mark.parametrize("domain", ["localhost", "127.0.0.2", "[::1]", "::1"])
async def test_socket_of_another_host(
    line: Line, stub: StubCloud, elsewhere: HostileServer, domain: str
) -> None:
    """A dispatch that names another host is refused where nothing is encrypted."""
    place = {"error": 0, "domain": domain, "port": elsewhere.port}
    stub.plan("GET /dispatch/app", Answer(content=place))
    with pytest.raises(EwelinkConnectionError):
        await line.up()
    assert elsewhere.heads == []
    assert stub.greetings == []


async def test_gzip_bomb(session: aiohttp.ClientSession) -> None:
    """A body that grows when it is decompressed is given up while it grows."""
    bomb = gzip.compress(bytes(200 * MB), compresslevel=1)
    tracemalloc.start()
    error = await _call(session, answering(bomb, "Content-Encoding: gzip"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(error) == "the cloud's answer is too large"
    assert peak < 10 * LARGEST


def _endless(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b" " * 0x10000 + b"\r\n"


async def test_endless_body(session: aiohttp.ClientSession) -> None:
    """A body without an end is given up when it is too long, and the line with it."""
    error = await _call(session, _endless)
    assert str(error) == "the cloud's answer is too large"


async def test_largest_body(http: CloudHttp, stub: StubCloud) -> None:
    """A list may be long."""
    content = b'{"error": 0, "data": {"a": "' + b"x" * (3 * MB) + b'"}}'
    stub.plan("GET /v2/x", Answer(content=content))
    http.timeout = 5
    assert len(str((await http.call(GET))["a"])) == 3 * MB


def _upgraded(*frames: bytes) -> Parts:
    """Return what opens a socket and sends frames."""

    def _parts(head: bytes) -> Iterator[bytes]:
        key = re.findall(rb"(?i)sec-websocket-key: (\S+)", head)[0]
        digest = hashlib.sha1(key + WEBSOCKET_KEY).digest()  # noqa: S324 - the protocol's
        yield (
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Accept: %b\r\n"
            b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
        ) % base64.b64encode(digest)
        yield from frames

    return _parts


def _frame(first: int, content: bytes) -> bytes:
    return bytes((first, 127)) + len(content).to_bytes(8) + content


def _deflated(content: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush(zlib.Z_SYNC_FLUSH)


TEXT, MORE, LAST, DEFLATED = 0x81, 0x01, 0x80, 0xC1


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([_frame(TEXT, b" " * (5 * MB))], id="one"),
        pytest.param(
            [
                _frame(MORE, b" " * (2 * MB)),
                _frame(0x00, b" " * (2 * MB)),
                _frame(LAST, b" " * MB),
            ],
            id="in fragments",
        ),
        pytest.param([_frame(DEFLATED, _deflated(bytes(50 * MB)))], id="deflated"),
    ],
)
async def test_large_frame(session: aiohttp.ClientSession, frames: list[bytes]) -> None:
    """A message of more than 4 MiB ends the socket, however it is sent."""
    async with HostileServer(_upgraded(*frames)).running() as server:
        url = f"ws://127.0.0.1:{server.port}/api/ws"
        async with open_socket(session, url, FAST) as socket:
            with pytest.raises(EwelinkConnectionError):
                await receive(socket)


async def test_frame_that_is_not_too_large(session: aiohttp.ClientSession) -> None:
    """A message may be long."""
    parts = _upgraded(_frame(TEXT, b" " * (3 * MB)))
    async with HostileServer(parts).running() as server:
        url = f"ws://127.0.0.1:{server.port}/api/ws"
        async with open_socket(session, url, FAST) as socket:
            assert await receive(socket) == b" " * (3 * MB)

"""The way to a socket that is online: dispatch, opening, greeting."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
import re
from typing import Final, cast

import aiohttp
import orjson

from ..client import EwelinkClient
from ..errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkNotConnectedError,
    EwelinkTimeoutError,
    call_error,
)
from ..wire import Params, as_int, as_object, as_text
from .timing import SocketTiming

_LARGEST_FRAME: Final = 4 * 1024 * 1024
_BAD_TOKEN: Final = 406
_DOMAIN: Final = re.compile(r"[\w.:-]{1,253}", re.ASCII)
TEXT: Final = aiohttp.WSMsgType.TEXT
_ENDING: Final = (
    aiohttp.WSMsgType.CLOSE,
    aiohttp.WSMsgType.CLOSING,
    aiohttp.WSMsgType.CLOSED,
    aiohttp.WSMsgType.ERROR,
)

type WebSocket = aiohttp.ClientWebSocketResponse[bool]


async def find_socket(client: EwelinkClient, token: str) -> str:
    """Return the address of the socket that the cloud has for us."""
    answer = await client.http.dispatch(client.account.region, token)
    domain = as_text(answer.get("domain"))
    if domain is None or _DOMAIN.fullmatch(domain) is None:
        message = "the cloud did not name its socket"
        raise EwelinkConnectionError(message)
    return client.cloud.websocket_url(domain, as_int(answer.get("port")))


@asynccontextmanager
async def open_socket(
    session: aiohttp.ClientSession, url: str, timing: SocketTiming
) -> AsyncGenerator[WebSocket]:
    """Open a socket; at the end it is closed without waiting long for the other."""
    try:
        async with asyncio.timeout(timing.connect):
            socket: WebSocket = await session.ws_connect(
                url,
                autoping=False,
                max_msg_size=_LARGEST_FRAME,
                decode_text=False,
            )
    except TimeoutError:
        message = "the socket did not open in time"
        raise EwelinkTimeoutError(message) from None
    except (aiohttp.ClientError, OSError, ValueError) as err:
        # A failed handshake spells out the headers that were sent.
        message = f"the socket does not open ({type(err).__name__})"
        raise EwelinkConnectionError(message) from None
    try:
        yield socket
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(timing.close):
                await socket.close()


async def send_text(socket: WebSocket, content: bytes) -> None:
    """Send a text frame."""
    await _send(socket, content, aiohttp.WSMsgType.TEXT)


async def _send(socket: WebSocket, content: bytes, kind: aiohttp.WSMsgType) -> None:
    try:
        await socket.send_frame(content, kind)
    except (aiohttp.ClientError, ConnectionError) as err:
        message = f"the frame could not be sent ({type(err).__name__})"
        raise EwelinkNotConnectedError(message) from None


async def receive(socket: WebSocket) -> bytes | None:
    """Return the next text, or None after another kind of frame."""
    frame = await socket.receive()
    if frame.type is TEXT:
        return cast("bytes", frame.data)
    await react(socket, frame.type, frame.data)
    return None


async def react(socket: WebSocket, kind: aiohttp.WSMsgType, data: object) -> None:
    """Do what a frame without a text asks for."""
    if kind in _ENDING:
        message = "the cloud closed the socket"
        raise EwelinkConnectionError(message)
    if kind is aiohttp.WSMsgType.PING:
        await _send(socket, cast("bytes", data), aiohttp.WSMsgType.PONG)


async def greet(socket: WebSocket, content: bytes, sequence: str) -> Params:
    """Announce the account and return the cloud's answer."""
    await send_text(socket, content)
    while (answer := _answer_to(await receive(socket), sequence)) is None:
        pass
    if (code := as_int(answer.get("error"))) is None:
        message = "the cloud's answer to the greeting is not readable"
        raise EwelinkConnectionError(message)
    if code == _BAD_TOKEN:
        # Whatever made it bad: it may as well have expired.
        message = "the token was refused"
        raise EwelinkAuthError(message, code=code)
    if code:
        raise call_error(code)
    return answer


def _answer_to(content: bytes | None, sequence: str) -> Params | None:
    """Read the answer with this sequence; a refusal may come without one."""
    try:
        frame = as_object(orjson.loads(content or b""))
    except orjson.JSONDecodeError:
        return None
    if frame is None or "action" in frame or "error" not in frame:
        return None
    return frame if as_text(frame.get("sequence")) in (sequence, None) else None

"""What a session that calls the cloud is made with."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Final, TypedDict

import aiohttp

from .limiter import Turn

_REDIRECTS: Final = range(300, 400)


class RedirectError(aiohttp.ClientError):
    """The cloud sent us elsewhere, where we do not go."""

    def __init__(self, status: int) -> None:
        """Keep the status of the answer."""
        super().__init__("a redirect was refused")
        self.status = status


class SessionOptions(TypedDict):
    """Arguments of an aiohttp.ClientSession."""

    cookie_jar: aiohttp.abc.AbstractCookieJar
    middlewares: Sequence[aiohttp.ClientMiddlewareType]
    trace_configs: list[aiohttp.TraceConfig]


def session_options() -> SessionOptions:
    """Return what a session for all accounts is made with.

    It follows no redirect, not even that of a socket, and carries no cookie from one
    account to another.
    """
    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(_tell_turn)
    return {
        "cookie_jar": aiohttp.DummyCookieJar(),
        "middlewares": (_refuse_redirects,),
        "trace_configs": [trace],
    }


async def _refuse_redirects(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    response = await handler(request)
    if response.status in _REDIRECTS:
        response.close()
        raise RedirectError(response.status)
    return response


async def _tell_turn(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    _sent: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    """Tell the turn of a call that it has left, now that the connection is there."""
    if isinstance(turn := context.trace_request_ctx, Turn):
        turn.sent()

"""What a session that calls the cloud is made with."""

from types import SimpleNamespace
from typing import TypedDict

import aiohttp

from .limiter import Turn


class SessionOptions(TypedDict):
    """Arguments of an aiohttp.ClientSession."""

    trace_configs: list[aiohttp.TraceConfig]


def session_options() -> SessionOptions:
    """Return what a session for all accounts is made with."""
    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(_tell_turn)
    return {"trace_configs": [trace]}


async def _tell_turn(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    _sent: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    """Tell the turn of a call that it has left, now that the connection is there."""
    if isinstance(turn := context.trace_request_ctx, Turn):
        turn.sent()

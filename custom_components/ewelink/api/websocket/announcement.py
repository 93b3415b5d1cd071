"""Announcing an account on a socket, as often as the vendor allows."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from ..client import EwelinkClient
from ..errors import EwelinkRateLimitError, EwelinkTimeoutError
from ..wire import Params
from .frames import greeting
from .handshake import WebSocket, find_socket, greet, open_socket
from .timing import SocketTiming


@asynccontextmanager
async def announced(
    client: EwelinkClient, token: str, sequence: str, timing: SocketTiming
) -> AsyncGenerator[tuple[WebSocket, Params]]:
    """Give a socket on which the account is online, and the cloud's answer to that.

    Raises EwelinkAuthError when the token does not fit the account.
    """
    await asyncio.sleep(client.limiter.online.delay_for(client.account.apikey))
    url = await find_socket(client, token)
    async with open_socket(client.session, url, timing) as socket:
        yield socket, await _announce(client, socket, token, sequence, timing)


async def _announce(
    client: EwelinkClient,
    socket: WebSocket,
    token: str,
    sequence: str,
    timing: SocketTiming,
) -> Params:
    apikey, budget = client.account.apikey, client.limiter.online
    if delay := budget.delay_for(apikey):
        message = "announced too often"
        raise EwelinkRateLimitError(message, retry_after=delay)
    budget.note(apikey)
    content = greeting(
        apikey=apikey, app_id=client.app.app_id, token=token, sequence=sequence
    )
    try:
        async with asyncio.timeout(timing.answer):
            return await greet(socket, content, sequence)
    except TimeoutError:
        message = "the greeting was not answered"
        raise EwelinkTimeoutError(message) from None

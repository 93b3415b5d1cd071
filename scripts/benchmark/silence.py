"""Calls of an account beside others whose calls the cloud never answers."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
import time
from typing import Final

from custom_components.ewelink.api.errors import EwelinkTimeoutError
from custom_components.ewelink.api.http.cloud_http import (
    AppCredentials,
    Call,
    CloudHttp,
)
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.core import HomeAssistant

from .cloud import LOOPBACK

SILENT_ACCOUNTS: Final = 3
CALLS: Final = 20
# No call waits for the one before it of its own account.
PAUSE: Final = 0.6
_SILENT: Final = "silent"
_BODY: Final = b'{"error":0,"data":{}}'
_ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer a call, unless it is one of a silent account."""
    head = await reader.readuntil(b"\r\n\r\n")
    if _SILENT.encode() in head:
        await reader.read()
    else:
        writer.write(_ANSWER)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def _cloud() -> AsyncGenerator[Cloud]:
    server = await asyncio.start_server(_serve, LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield Cloud(f"http://{LOOPBACK}:{port}")


async def silence(hass: HomeAssistant) -> dict[str, float]:
    """Return the seconds of a call among others, and of the slowest of lone ones."""
    async with _cloud() as cloud:
        alone = await _call(_account(hass, cloud, "healthy"))
        silent = [
            asyncio.create_task(_keep_calling(_account(hass, cloud, _SILENT)))
            for _ in range(SILENT_ACCOUNTS)
        ]
        await asyncio.sleep(0)
        beside = await _call(_account(hass, cloud, "healthy"))
        lone = await _call(_account(hass, cloud, "healthy"), PAUSE)
        for task in silent:
            task.cancel()
    return {
        "call_alone": sum(alone) / CALLS,
        "call_beside": sum(beside) / CALLS,
        "slowest_lone": max(lone),
    }


def _account(hass: HomeAssistant, cloud: Cloud, app_id: str) -> CloudHttp:
    shared = hass.data[DATA_SHARED]
    app = AppCredentials(app_id=app_id, app_secret="none")  # noqa: S106 - no secret
    return CloudHttp(shared.session, cloud, shared.limiter, app)


async def _call(account: CloudHttp, pause: float = 0) -> list[float]:
    """Return how long each of some calls takes, one after the other."""
    took = []
    for _ in range(CALLS):
        await asyncio.sleep(pause)
        started = time.monotonic()
        await account.call(_family())
        took.append(time.monotonic() - started)
    return took


async def _keep_calling(account: CloudHttp) -> None:
    while True:
        with suppress(EwelinkTimeoutError):
            await account.call(_family())


def _family() -> Call:
    return Call(method="GET", path="/v2/family", region="eu", token="none")  # noqa: S106 - no token

"""The least that a request to a local device can be."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from itertools import cycle
import time
from typing import Any

import aiohttp

from homeassistant.helpers.aiohttp_client import async_create_clientsession
from tests.lan_simulator.crypto import seal

from .local_home import LocalHome


class BareRequests:
    """Requests as short as they can be, by one session."""

    def __init__(self, home: LocalHome) -> None:
        """Send to the devices of a home."""
        self._session = async_create_clientsession(home.hass)
        self._lan = home.lan
        self._number = time.time_ns()

    def prepared(
        self, device_id: str, param: str, value: object
    ) -> tuple[str, dict[str, Any]]:
        """Return where to send what sets a param, sealed already."""
        device = self._lan.device(device_id)
        self._number += 1
        body = {
            "sequence": str(self._number),
            "deviceid": device_id,
            "selfApikey": "123",
            "encrypt": True,
            **seal(device["key"], {param: value}),
        }
        return f"http://{device['host']}:{device['port']}/zeroconf/{param}", body

    async def send(self, url: str, body: dict[str, Any]) -> None:
        """Send what was prepared, and read the answer."""
        headers = {aiohttp.hdrs.CONNECTION: "close"}
        async with self._session.post(url, json=body, headers=headers) as answer:
            if (await answer.json())["error"]:
                raise RuntimeError(f"{url} refused")

    @asynccontextmanager
    async def sending(self, rate: float) -> AsyncGenerator[None]:
        """Set the LEDs of all devices in turn as they are, at a rate."""
        task = asyncio.create_task(self._keep_sending(rate))
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _keep_sending(self, rate: float) -> None:
        for device_id in cycle([*self._lan.devices]):
            led = self._lan.device(device_id)["params"].get("sledOnline", "on")
            await self.send(*self.prepared(device_id, "sledOnline", led))
            await asyncio.sleep(1 / rate)

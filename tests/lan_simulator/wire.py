"""The wire to the simulated cloud, so that a device has one state in both places.

What was done here is numbered and kept until the cloud has taken it: what the cloud
told before that comes first, and what was done here stays.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
import json
from typing import Any, Final

import aiohttp

from tests.simulator.wire import Json, encode, merge

from .device import Gone, LocalDevice
from .house import STATE, House

AGAIN_SECONDS: Final = 0.1


@dataclass
class Wire:
    """Joins the cloud, again and again; without it devices go on."""

    house: House
    cloud: str
    joined: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _pending: dict[str, list[Json]] = field(default_factory=dict)
    _outbox: asyncio.Queue[Json] | None = None

    @property
    def is_joined(self) -> bool:
        """Return whether the cloud hears what happens."""
        return self._outbox is not None

    async def run(self) -> None:
        """Stay joined until cancelled."""
        self.house.tell_cloud = self.tell
        self.house.tell_place = self._tell_place
        async with aiohttp.ClientSession() as session:
            while True:
                with suppress(aiohttp.ClientError, ConnectionError):
                    await self._join(session)
                self._outbox = None
                await asyncio.sleep(AGAIN_SECONDS)

    def tell(self, device: LocalDevice, params: Json, command: Json) -> None:
        """Tell what was done to a device here."""
        if not device.has_account:
            return
        message = {
            "n": next(self._numbers),
            "device": device.id,
            "params": json.loads(encode(params)),
            "command": command,
        }
        self._pending.setdefault(device.id, []).append(message)
        if self._outbox is not None:
            self._outbox.put_nowait(message)

    def draw(self, device: LocalDevice, *, online: bool) -> None:
        """Draw the contact of a device with the cloud, or restore it."""
        if self._outbox is not None:
            self._outbox.put_nowait({"device": device.id, "online": online})

    async def _join(self, session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(f"{self.cloud}/sim/lan") as socket:
            outbox: asyncio.Queue[Json] = asyncio.Queue()
            pump = asyncio.create_task(self._pump(socket, outbox))
            try:
                async for message in socket:
                    await self._take(json.loads(message.data), outbox)
            finally:
                pump.cancel()

    async def _pump(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        outbox: asyncio.Queue[Json],
    ) -> None:
        with suppress(ConnectionError, aiohttp.ClientError):
            while True:
                await socket.send_str(encode(await outbox.get()))

    def _tell_place(self, device: LocalDevice) -> None:
        if self._outbox is not None and device.has_account and device.host:
            is_there = device.faults.gone is None
            place = f"{device.host}:{device.port}" if is_there else ""
            self._outbox.put_nowait({"device": device.id, "place": place})

    async def _let_be(self, message: Json) -> None:
        gone = None if message["there"] else Gone.REFUSES
        for device in tuple(self.house.devices.values()):
            if message["device"] in {"", device.id} and device.host:
                await self.house.let_be(device, gone)

    async def _take(self, message: Json, outbox: asyncio.Queue[Json]) -> None:
        if "there" in message:
            await self._let_be(message)
            return
        if "roster" not in message:
            if (device := self.house.devices.get(message["device"])) is not None:
                self._heard(device, message)
            return
        await self.house.take_in(message["roster"])
        for entry in message["roster"]:
            if (device := self.house.devices.get(entry["id"])) is not None:
                self._heard(device, {"params": entry["params"], "why": STATE, "ack": 0})
        if self._outbox is None:
            self._tell_again(outbox)
        self.joined.set()

    def _heard(self, device: LocalDevice, message: Json) -> None:
        waiting = self._pending.get(device.id, [])
        waiting = [it for it in waiting if it["n"] > message["ack"]]
        self._pending[device.id] = waiting
        params: dict[str, Any] = message["params"]
        if message["why"] == "local" or not params:
            return
        for later in waiting:
            _overlay(params, later["params"])
        self.house.heard(device, params, message["why"])

    def _tell_again(self, outbox: asyncio.Queue[Json]) -> None:
        """Tell what the cloud did not take before the wire was cut, and go on."""
        for waiting in self._pending.values():
            for message in waiting:
                outbox.put_nowait(message)
        self._outbox = outbox
        for device in self.house.devices.values():
            self._tell_place(device)


def _overlay(params: Json, later: Json) -> None:
    """Let what was done later win, of what both have."""
    merge(params, {key: value for key, value in later.items() if key in params})

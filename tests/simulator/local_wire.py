"""The wire to the process that plays the devices in their own network.

One device has one state: what happens on either side is told to the other at once, with
the number of the last message of the other side that was taken before. Whoever gets
something that the other sent earlier than that keeps what it did itself.
"""

import asyncio
from contextlib import suppress
import json
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType, web

from .device_side import Why
from .model import SimDevice
from .wire import Json, encode

if TYPE_CHECKING:
    from .cloud import Cloud

CLOSE_SECONDS: Final = 0.2


class LocalWire:
    """Serves `/sim/lan`.

    Tells `{"roster": [...]}` with the keys of all devices, and `{"device", "params",
    "why", "ack"}`; takes `{"n", "device", "params", "command"}` for what was done to a
    device there, `{"device", "online"}` for its contact with the cloud and `{"device",
    "place"}` for where it is. Tells `{"device", "there"}` to let one be away, or all.
    """

    def __init__(self, cloud: Cloud) -> None:
        """Serve a cloud."""
        self._cloud = cloud
        self._joined: set[_Joined] = set()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one process."""
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        joined = _Joined(self._cloud, socket)
        self._joined.add(joined)
        try:
            await joined.serve()
        finally:
            self._joined.discard(joined)
        return socket

    def let_be(self, device_id: str, *, there: bool) -> None:
        """Let a device be in its network or away from it; "" is all."""
        for joined in self._joined:
            joined.let_be(device_id, there=there)

    def stop(self) -> None:
        """Cut all wires."""
        for joined in self._joined:
            joined.close()


class _Joined:
    """A process that plays devices."""

    def __init__(self, cloud: Cloud, socket: web.WebSocketResponse) -> None:
        self._cloud = cloud
        self._socket = socket
        self._outbox: asyncio.Queue[Json | None] = asyncio.Queue()
        self._taken: dict[str, int] = {}
        self._takes = False

    async def serve(self) -> None:
        """Tell everything, then each change, until the other side leaves."""
        pump = asyncio.create_task(self._pump())
        self._cloud.watchers.add(self._watch)
        self._cloud.listeners.add(self._listen)
        self._tell_roster()
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._take(json.loads(message.data))
        finally:
            self._cloud.watchers.discard(self._watch)
            self._cloud.listeners.discard(self._listen)
            self._cloud.places.clear()
            self._cloud.tell({"roster": True})
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump

    def let_be(self, device_id: str, *, there: bool) -> None:
        """Let a device be there or away."""
        self._outbox.put_nowait({"device": device_id, "there": there})

    def close(self) -> None:
        """End it."""
        self._outbox.put_nowait(None)

    async def _pump(self) -> None:
        with suppress(ConnectionError):
            while (message := await self._outbox.get()) is not None:
                await self._socket.send_str(encode(message))
            await self._socket.close()

    def _listen(self, event: Json) -> None:
        if "roster" in event:
            self._tell_roster()

    def _tell_roster(self) -> None:
        devices = self._cloud.world.devices.values()
        self._outbox.put_nowait({"roster": [_shown(device) for device in devices]})

    def _watch(self, device: SimDevice, params: Json, why: Why) -> None:
        if why is Why.LOCAL and not self._takes:
            why = Why.REPORT
        # What is told is what is so now, not what the params become later.
        told = json.loads(encode(params))
        self._tell(device.device_id, {"params": told, "why": why})

    def _tell(self, device_id: str, message: Json) -> None:
        taken = self._taken.get(device_id, 0)
        self._outbox.put_nowait({"device": device_id, **message, "ack": taken})

    def _take(self, message: Json) -> None:
        device = self._cloud.world.devices.get(message["device"])
        if device is None:
            return
        if "online" in message:
            self._cloud.devices.set_online(device, online=bool(message["online"]))
            return
        if "place" in message:
            self._cloud.placed(device, message["place"])
            return
        self._taken[device.device_id] = message["n"]
        self._takes = True
        self._cloud.devices.done_locally(device, message["params"], message["command"])
        self._takes = False
        self._tell(device.device_id, {"params": {}, "why": Why.STATE})


def _shown(device: SimDevice) -> Json:
    return {
        "id": device.device_id,
        "name": device.name,
        "uiid": device.uiid,
        "model": device.model,
        "devicekey": device.devicekey,
        "parent": device.params.get("parentid", ""),
        "online": device.online,
        "params": json.loads(encode(device.params)),
    }

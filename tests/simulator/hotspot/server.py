"""A device in pairing mode: its hotspot as a tiny TCP server, its LED, its button."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
import socket
import struct
from typing import Final

from ..cloud import Cloud
from ..model import SimDevice
from ..regions import device_server
from ..wire import Json
from .firmware import BUFFER, Firmware
from .profiles import Profile, Reset

BACKLOG: Final = 1
HTTPS_PORT: Final = 443
JOIN_SECONDS: Final = 2.0
# A browser opens connections to spare; a device that waits for them hangs.
PATIENCE: Final = 5.0
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)
_EVERYWHERE: Final = "0.0.0.0"  # noqa: S104
_LOOPBACK: Final = "127.0.0.1"


class Led(StrEnum):
    """What a device's LED shows; fast is the compatible mode."""

    OFF = "off"
    FAST = "fast"
    CONNECTING = "connecting"
    ON = "on"
    NO_WIFI = "no_wifi"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was received at once, and what was sent back: nothing is a silent close."""

    at: float
    raw: bytes
    answer: bytes


class HotspotServer:
    """A device's hotspot, one connection at a time, and what comes after it."""

    def __init__(
        self,
        cloud: Cloud,
        device: SimDevice,
        profile: Profile,
        *,
        at: tuple[str, int] = (_LOOPBACK, 0),
        pace: float = 1.0,
    ) -> None:
        """Keep the device; nothing is bound before its button is held."""
        self.device = device
        self.profile = profile
        self.host, self.port = at
        self.pace = pace
        self.requests: list[Request] = []
        self.given: Json | None = None
        self.led = Led.OFF
        self._cloud = cloud
        self._firmware = Firmware(profile, device)
        self._listener: socket.socket | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Return what one types to reach it."""
        host = _LOOPBACK if self.host == _EVERYWHERE else self.host
        return f"{host}:{self.port}"

    @property
    def ssid(self) -> str:
        """Return the name of the hotspot."""
        return f"ITEAD-{self.device.device_id}"

    @property
    def is_open(self) -> bool:
        """Return True while the hotspot is there."""
        return self._listener is not None

    @property
    def _is_added(self) -> bool:
        return self.device.device_id in self._cloud.world.devices

    async def press(self) -> None:
        """Hold the button: forget the Wi-Fi and open the hotspot."""
        await self.close()
        if self._is_added:
            self._cloud.devices.set_online(self.device, online=False)
        else:
            self.device.online = False
            self._cloud.world.factory[self.device.device_id] = self.device
        self.given = None
        self._firmware = Firmware(self.profile, self.device)
        self._listener = listener = _listen(self.host, self.port)
        self.port = int(listener.getsockname()[1])
        self._task = asyncio.create_task(self._live(listener))
        self._show(Led.FAST)

    async def close(self) -> None:
        """End everything that goes on; the device stays as it is."""
        self._cloud.joined.pop(self.device.device_id, None)
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self.led is not Led.ON:
            self._show(Led.OFF)

    async def _live(self, listener: socket.socket) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._expiry()):
                    await self._serve(listener)
        finally:
            listener.close()
            self._listener = None
        if self.given is None:
            self._show(Led.OFF)
        else:
            self._show(Led.CONNECTING)
            await self._join(self.given)

    def _expiry(self) -> float | None:
        seconds = self.profile.expires_after
        return None if seconds is None else seconds * self.pace

    async def _serve(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        wait = self.profile.first_wait
        while self.given is None:
            connection, _ = await loop.sock_accept(listener)
            with connection, suppress(ConnectionError):
                await self._pause(wait)
                await self._attend(connection)
                _throw_away(connection)
            wait = 0.0

    async def _attend(self, connection: socket.socket) -> None:
        await self._pause(self.profile.delay)
        patience = PATIENCE
        while raw := await _received(connection, patience):
            await self._answer(connection, raw)
            patience = self.profile.keep_open * self.pace
        if self.given is not None:
            await self._pause(self.profile.linger)

    async def _answer(self, connection: socket.socket, raw: bytes) -> None:
        reply = self._firmware.take(raw)
        reset = self.profile.reset if reply.given is not None else Reset.NEVER
        answer = b"" if reset is Reset.BEFORE_ANSWER else reply.data
        self.requests.append(
            Request(at=self._cloud.monotonic(), raw=raw, answer=answer)
        )
        self.given = reply.given or self.given
        await asyncio.get_running_loop().sock_sendall(connection, answer)
        if reset is not Reset.NEVER:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)

    async def _join(self, given: Json) -> None:
        await self._pause(JOIN_SECONDS)
        password = self._cloud.world.wifi.get(given["ssid"])
        if password != given["password"] or given["port"] != HTTPS_PORT:
            self._show(Led.NO_WIFI)
        elif self.profile.comes_online:
            self._cloud.joined[self.device.device_id] = self._connect
            self._connect()

    def _connect(self) -> None:
        """Sign on to the cloud, once the device is somebody's."""
        owner = self._cloud.world.account(self.device.apikey)
        if not self._is_added or owner is None or self.given is None:
            return
        if self.given["serverName"] != device_server(owner.region):
            self._show(Led.NO_WIFI)
            return
        self._show(Led.ON)
        self._cloud.devices.set_online(self.device, online=True)

    def _show(self, led: Led) -> None:
        self.led = led
        self._cloud.tell({"pairing": True})

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.pace)


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket, at another port when that one is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setblocking(False)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        if not port:
            listener.close()
            raise
        listener.bind((host, 0))
    listener.listen(BACKLOG)
    return listener


async def _received(connection: socket.socket, seconds: float) -> bytes:
    """Return what one read gives, nothing when it does not come in time."""
    if not seconds:
        return b""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            return await loop.sock_recv(connection, BUFFER)
    except TimeoutError:
        return b""


def _throw_away(connection: socket.socket) -> None:
    """Read what did not fit, as a close with bytes unread would be a reset."""
    with suppress(BlockingIOError):
        while connection.recv(BUFFER):
            continue

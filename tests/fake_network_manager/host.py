"""A host: its devices, what they are on, and how they change."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
import time
from typing import Any, Final
from uuid import uuid4

from . import outcomes
from .errors import unknown_connection, unknown_device
from .model import (
    ETHERNET,
    ROOT,
    WIFI,
    AccessPoint,
    Active,
    Device,
    Joining,
    Profile,
    Returning,
    Settings,
    State,
)
from .outcomes import Outcome

HOTSPOT_LEASE: Final = {
    "ip_address": "10.10.7.2",
    "dhcp_server_identifier": "10.10.7.1",
    "routers": "10.10.7.1",
}
_HOME_ADDRESS: Final = "192.168.77.20"


class Host:
    """The network of a host, and how hotspots and old connections behave on it."""

    def __init__(self) -> None:
        """Begin without any device."""
        self.joining = Joining.WELL
        self.returning = Returning.WELL
        self.lease = dict(HOTSPOT_LEASE)
        self.on_activate: Callable[[str, Profile], Awaitable[None]] | None = None
        self.pace = 0.01
        self.devices: dict[str, Device] = {}
        self.profiles: dict[str, Profile] = {}
        self.joined: list[Settings] = []
        self._numbers = count(1)
        self._running: dict[str, asyncio.Task[None]] = {}

    def add_ethernet(self, name: str = "eth0") -> Device:
        """Add a wired device that is on the home network."""
        return self._add_device(name, ETHERNET, State.DISCONNECTED, saved="Cable")

    def add_wifi(
        self,
        name: str = "wlan0",
        *,
        on: str | None = None,
        state: int = State.DISCONNECTED,
    ) -> Device:
        """Add a Wi-Fi device, idle or on a network."""
        return self._add_device(name, WIFI, state, saved=on)

    def hear(
        self,
        device: Device,
        ssid: str | bytes,
        strength: int = 60,
        frequency: int = 2437,
    ) -> AccessPoint:
        """Let a network come into the air."""
        name = ssid if isinstance(ssid, bytes) else ssid.encode()
        path = self.new_path("AccessPoint")
        point = AccessPoint(path, name, strength, frequency, boot_seconds())
        device.air.append(point)
        return point

    def add_profile(self, settings: Settings) -> Profile:
        """Add a connection's settings."""
        profile = Profile(self.new_path("Settings"), settings)
        self.profiles[profile.path] = profile
        return profile

    def actives(self) -> Iterator[tuple[Active, Device]]:
        """Yield what is in use, and on which device."""
        for device in self.devices.values():
            if device.active is not None:
                yield device.active, device

    def primary(self) -> Active | None:
        """Return the connection with the way out: cable before Wi-Fi."""
        out = [
            (device.kind, active)
            for active, device in self.actives()
            if active.state == 2 and not active.profile.ipv4.get("never-default")
        ]
        return min(out, key=lambda it: it[0])[1] if out else None

    def device(self, path: str) -> Device:
        """Return a device, or raise that it is not there."""
        if path not in self.devices:
            raise unknown_device()
        return self.devices[path]

    def activate(self, profile: Profile, device: Device) -> Active:
        """Begin to use settings on a device, in the place of what it is on."""
        if profile.path not in self.profiles:
            raise unknown_connection()
        self.end(device)
        device.is_autoconnecting = True
        device.active = active = Active(self.new_path("ActiveConnection"), profile)
        if not profile.is_volatile:
            device.last_saved = profile
        self._running[device.path] = asyncio.create_task(self._bring_up(device))
        return active

    def end(self, device: Device, state: int = State.DISCONNECTED) -> None:
        """End what a device is on; settings that live with it go."""
        if (task := self._running.pop(device.path, None)) is not None:
            task.cancel()
        active, device.active = device.active, None
        device.lease, device.address = {}, None
        if active is not None:
            active.state = 4
            if active.profile.is_volatile:
                self.profiles.pop(active.profile.path, None)
            self.set_state(device, state)

    def unplug(self, device: Device) -> None:
        """Take a device away."""
        self.end(device, State.UNAVAILABLE)
        del self.devices[device.path]
        self.emit(ROOT, "", "DeviceRemoved", "o", [device.path])

    def let_go(self, client: str) -> None:
        """End what lived with a client; the old connections come back."""
        for active, device in list(self.actives()):
            if active.profile.bound_to == client:
                self.end(device)
                if device.last_saved is not None:
                    self.activate(device.last_saved, device)

    async def stop(self) -> None:
        """End all that goes on."""
        tasks = [*self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def snapshot(self) -> dict[str, Any]:
        """Return the whole state, to be compared with a later one."""
        primary = self.primary()
        return {
            "profiles": sorted((it.uuid, it.name) for it in self.profiles.values()),
            "devices": {it.name: _state_of(it) for it in self.devices.values()},
            "primary": None if primary is None else primary.profile.uuid,
        }

    def set_state(self, device: Device, state: int, reason: int = 0) -> None:
        """Change a device's state, and tell."""
        old, device.state = device.state, state
        body = [state, old, reason]
        self.emit(device.path, ".Device", "StateChanged", "uuu", body)

    def emit(
        self, path: str, interface: str, member: str, signature: str, body: list[Any]
    ) -> None:
        """Tell those who listen; a door of the host may."""

    def new_path(self, kind: str) -> str:
        """Return a path for something new."""
        return f"{ROOT}/{kind}/{next(self._numbers)}"

    def _add_device(
        self, name: str, kind: int, state: int, saved: str | None
    ) -> Device:
        device = Device(self.new_path("Devices"), name, kind, state)
        self.devices[device.path] = device
        if saved is not None:
            profile = self.add_profile(_saved_settings(saved, kind))
            device.last_saved, device.state = profile, State.ACTIVATED
            device.address = _HOME_ADDRESS
            path = self.new_path("ActiveConnection")
            device.active = Active(path, profile, state=2)
            if kind == WIFI:
                self.hear(device, saved)
        return device

    async def _bring_up(self, device: Device) -> None:
        active = device.active
        assert active is not None
        if self.on_activate is not None:
            await self.on_activate(device.name, active.profile)
        for state in (State.CONFIG, State.IP_CONFIG):
            self.set_state(device, state)
            await asyncio.sleep(self.pace)
            if await self._is_stopped(device, active.profile, state):
                return
        profile = active.profile
        is_leased = profile.ipv4.get("method") == "auto"
        device.lease = dict(self.lease) if is_leased and profile.is_volatile else {}
        device.address = device.lease.get("ip_address", _address_of(profile))
        self._running.pop(device.path)
        active.state = 2
        self.set_state(device, State.ACTIVATED)

    async def _is_stopped(self, device: Device, profile: Profile, state: int) -> bool:
        """Return whether something went wrong in a state; it may never return."""
        match self._outcome(device, profile, state):
            case None:
                return False
            case outcomes.HANGS:
                await asyncio.Event().wait()
            case outcomes.UNPLUGGED:
                self._running.pop(device.path)
                self.unplug(device)
            case int() as reason:
                self._running.pop(device.path)
                self.set_state(device, State.FAILED, reason)
                self.end(device)
        return True

    def _outcome(self, device: Device, profile: Profile, state: int) -> Outcome:
        if profile.is_volatile:
            return outcomes.of_joining(self.joining, device, profile, state)
        outcome = outcomes.of_returning(self.returning, state)
        if outcome is not None and self.returning is Returning.FAILS_ONCE:
            self.returning = Returning.WELL
        return outcome


def boot_seconds() -> int:
    """Return the time by which NetworkManager tells when something was heard."""
    return int(time.clock_gettime(time.CLOCK_BOOTTIME))


def _state_of(device: Device) -> dict[str, Any]:
    active = device.active
    return {
        "state": device.state,
        "uuid": None if active is None else active.profile.uuid,
        "address": device.address,
        "autoconnect": device.is_autoconnecting,
    }


def _address_of(profile: Profile) -> str:
    addresses: list[dict[str, str]] = profile.ipv4.get("address-data", [])
    return addresses[0]["address"] if addresses else _HOME_ADDRESS


def _saved_settings(name: str, kind: int) -> Settings:
    kind_name = "802-3-ethernet" if kind == ETHERNET else "802-11-wireless"
    connection = {"id": name, "uuid": str(uuid4()), "type": kind_name}
    settings: Settings = {"connection": connection, "ipv4": {"method": "auto"}}
    if kind == WIFI:
        settings[kind_name] = {"ssid": name.encode(), "mode": "infrastructure"}
    return settings

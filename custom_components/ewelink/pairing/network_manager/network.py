"""NetworkManager's objects, typed (docs/protocol.md, "NetworkManager")."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .dbus_types import CallError, Settings, Typed

if TYPE_CHECKING:
    from .bus import Bus

SERVICE: Final = "org.freedesktop.NetworkManager"
ETHERNET: Final = 1
WIFI: Final = 2
NOWHERE: Final = "/"

_ROOT: Final = "/org/freedesktop/NetworkManager"
_SETTINGS: Final = f"{_ROOT}/Settings"
_DEVICE: Final = f"{SERVICE}.Device"
_WIRELESS: Final = f"{SERVICE}.Device.Wireless"
_ACCESS_POINT: Final = f"{SERVICE}.AccessPoint"
_ACTIVE: Final = f"{SERVICE}.Connection.Active"
_PROFILES: Final = f"{SERVICE}.Settings"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_PROFILE: Final = f"{SERVICE}.Settings.Connection"


class DeviceState:
    """What a device is at (NMDeviceState)."""

    UNAVAILABLE: Final = 20
    IP_CONFIG: Final = 70
    FAILED: Final = 120


class ActiveState:
    """What a connection in use is at (NMActiveConnectionState)."""

    ACTIVE: Final = 2


class Transition(NamedTuple):
    """A change of a device's state, and its NMDeviceStateReason."""

    new: int
    old: int
    reason: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device of the host."""

    path: str
    name: str
    kind: int
    state: int
    is_managed: bool
    is_autoconnecting: bool
    active: str
    ip4: str
    dhcp4: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Active:
    """A connection in use."""

    path: str
    uuid: str
    name: str = field(repr=False)
    state: int
    devices: tuple[str, ...]
    is_default: bool

    @property
    def is_ending(self) -> bool:
        """Return whether it will not be there for long."""
        return self.state > ActiveState.ACTIVE


class Network:
    """Reads and changes the host's network through one connection to the bus."""

    def __init__(self, bus: Bus) -> None:
        """Take the connection; what is changed hangs on it."""
        self._bus = bus

    async def connect_again(self) -> None:
        """Replace a connection that is lost."""
        self._bus = await self._bus.connect_again()

    async def close(self) -> None:
        """Disconnect."""
        await self._bus.close()

    async def about(self) -> Mapping[str, Any]:
        """Return the properties of NetworkManager itself."""
        return await self._bus.properties(_ROOT, SERVICE)

    async def permissions(self) -> Mapping[str, str]:
        """Return what we may do: yes, no, or only after an authentication."""
        [permissions] = await self._call("GetPermissions")
        return dict(permissions)

    async def devices(self) -> list[Device]:
        """Return the devices that are there."""
        [paths] = await self._call("GetDevices")
        return [it for path in paths if (it := await self._device(path)) is not None]

    async def device(self, name: str) -> Device | None:
        """Return the device of an interface, if it is there."""
        try:
            [path] = await self._call("GetDeviceByIpIface", "s", name)
        except CallError:
            return None
        return await self._device(path)

    async def _device(self, path: str) -> Device | None:
        if (known := await self._if_there(path, _DEVICE)) is None:
            return None
        return Device(
            path=path,
            name=str(known.get("Interface", "")),
            kind=int(known.get("DeviceType", 0)),
            state=int(known.get("State", 0)),
            is_managed=bool(known.get("Managed", False)),
            is_autoconnecting=bool(known.get("Autoconnect", True)),
            active=str(known.get("ActiveConnection", NOWHERE)),
            ip4=str(known.get("Ip4Config", NOWHERE)),
            dhcp4=str(known.get("Dhcp4Config", NOWHERE)),
        )

    async def primary(self) -> Active | None:
        """Return the connection by which the host reaches the Internet."""
        about = await self.about()
        return await self.active(str(about.get("PrimaryConnection", NOWHERE)))

    async def all_active(self) -> list[Active]:
        """Return the connections in use."""
        paths = (await self.about()).get("ActiveConnections", [])
        return [it for path in paths if (it := await self.active(path)) is not None]

    async def active(self, path: str) -> Active | None:
        """Return a connection in use, or none where it is no more."""
        if (known := await self._if_there(path, _ACTIVE)) is None:
            return None
        return Active(
            path=path,
            uuid=str(known.get("Uuid", "")),
            name=str(known.get("Id", "")),
            state=int(known.get("State", 0)),
            devices=tuple(known.get("Devices", ())),
            is_default=bool(known.get("Default") or known.get("Default6")),
        )

    async def wireless(self, path: str) -> Mapping[str, Any]:
        """Return the Wi-Fi properties of a device, none where it is gone."""
        return await self._if_there(path, _WIRELESS) or {}

    async def access_point(self, path: str) -> Mapping[str, Any] | None:
        """Return an access point, or none where it is no more."""
        return await self._if_there(path, _ACCESS_POINT)

    async def access_points(self, path: str) -> list[str]:
        """Return the paths of what a device hears."""
        [paths] = await self._bus.call(path, _WIRELESS, "GetAllAccessPoints")
        return list(paths)

    async def request_scan(self, path: str) -> None:
        """Let a device listen anew, or raise CallError where it may not now."""
        await self._bus.call(path, _WIRELESS, "RequestScan", "a{sv}", {})

    async def addresses(self, device: Device) -> tuple[Mapping[str, str], list[str]]:
        """Return what DHCP told a device, and the addresses that it has."""
        dhcp = await self._if_there(device.dhcp4, f"{SERVICE}.DHCP4Config") or {}
        ip4 = await self._if_there(device.ip4, f"{SERVICE}.IP4Config") or {}
        options = {key: str(value) for key, value in dhcp.get("Options", {}).items()}
        return options, [str(it.get("address")) for it in ip4.get("AddressData", [])]

    async def profiles(self, interface: str) -> Mapping[str, str]:
        """Return the names of the profiles that are for one interface only."""
        [paths] = await self._bus.call(_SETTINGS, _PROFILES, "ListConnections")
        found: dict[str, str] = {}
        for path in paths:
            try:
                [settings] = await self._bus.call(path, _PROFILE, "GetSettings")
            except CallError:
                continue
            about = {key: it.value for key, it in settings["connection"].items()}
            if about.get("interface-name") == interface:
                found[path] = str(about.get("id", ""))
        return found

    async def profile(self, uuid: str) -> str:
        """Return the path of a profile, or raise CallError where there is none."""
        member = "GetConnectionByUuid"
        [path] = await self._bus.call(_SETTINGS, _PROFILES, member, "s", uuid)
        return str(path)

    async def activate(self, profile: str, device: Device) -> None:
        """Use a profile."""
        await self._call("ActivateConnection", "ooo", profile, device.path, NOWHERE)

    async def add_and_activate(
        self, settings: Settings, options: dict[str, Typed], device: Device
    ) -> str:
        """Use a new profile, and return its connection."""
        signature = "a{sa{sv}}ooa{sv}"
        body = (settings, device.path, NOWHERE, options)
        answer = await self._call("AddAndActivateConnection2", signature, *body)
        return str(answer[1])

    async def stop_autoconnecting(self, device: Device) -> None:
        """Let a device be idle until somebody uses it."""
        body = (_DEVICE, "Autoconnect", Typed("b", value=False))
        await self._bus.call(device.path, _PROPERTIES, "Set", "ssv", *body)

    async def deactivate(self, active: str) -> None:
        """End a connection."""
        await self._call("DeactivateConnection", "o", active)

    async def delete(self, profile: str) -> None:
        """Delete a profile."""
        await self._bus.call(profile, _PROFILE, "Delete")

    async def create_checkpoint(self, device: Device, seconds: int) -> str:
        """Let NetworkManager put a device back by itself after some time."""
        body = ([device.path], seconds, 0)
        [path] = await self._call("CheckpointCreate", "aouu", *body)
        return str(path)

    async def destroy_checkpoint(self, path: str) -> None:
        """Leave all as it is now."""
        await self._call("CheckpointDestroy", "o", path)

    async def roll_back(self, path: str) -> None:
        """Put the device of a checkpoint back now."""
        await self._call("CheckpointRollback", "o", path)

    @asynccontextmanager
    async def transitions(self, device: Device) -> AsyncGenerator[list[Transition]]:
        """Note the changes of a device's state meanwhile."""
        seen: list[Transition] = []

        def _note(body: list[Any]) -> None:
            seen.append(Transition(*body))

        async with self._bus.listening(device.path, _DEVICE, "StateChanged", _note):
            yield seen

    async def _call(self, member: str, signature: str = "", *body: object) -> list[Any]:
        return await self._bus.call(_ROOT, SERVICE, member, signature, *body)

    async def _if_there(self, path: str, interface: str) -> Mapping[str, Any] | None:
        if path == NOWHERE:
            return None
        try:
            return await self._bus.properties(path, interface)
        except CallError:
            return None

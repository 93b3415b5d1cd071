"""NetworkManager's methods, with the types that it asks for."""

import asyncio
from collections.abc import Callable
from typing import Any, override

from dbus_fast import Message, Variant

from .checkpoints import Checkpoints
from .door import NAME, PROPERTIES, Door, Method
from .errors import (
    invalid_arguments,
    invalid_connection,
    not_allowed,
    unknown_connection,
    unknown_device,
    unknown_method,
)
from .host import boot_seconds
from .model import Device, Profile, Returning
from .settings import parse_options, parse_settings, with_types


class FakeNetworkManager(Door):
    """NetworkManager on a bus; its host can be changed at any time."""

    def __init__(self) -> None:
        """Prepare; `start` takes the name on the bus."""
        super().__init__()
        self.scans_refused = 0
        self.on_scans: list[Callable[[], object]] = []
        self.checkpoints = Checkpoints(self)
        self.methods = self._table()

    @override
    async def stop(self) -> None:
        self.checkpoints.stop()
        await super().stop()

    @override
    def snapshot(self) -> dict[str, Any]:
        return {**super().snapshot(), "checkpoints": len(self.checkpoints)}

    def _table(self) -> dict[tuple[str, str], Method]:
        control = "network-control"
        rollback = "checkpoint-rollback"
        checkpoints = self.checkpoints
        return {
            ("", "GetDevices"): Method("", "ao", self._get_devices),
            ("", "GetDeviceByIpIface"): Method("s", "o", self._by_interface),
            ("", "GetPermissions"): Method("", "a{ss}", self._get_permissions),
            ("", "ActivateConnection"): Method("ooo", "o", self._activate, control),
            ("", "AddAndActivateConnection2"): Method(
                "a{sa{sv}}ooa{sv}", "ooa{sv}", self._add, control
            ),
            ("", "DeactivateConnection"): Method("o", "", self._deactivate, control),
            ("", "CheckpointCreate"): Method("aouu", "o", self._create, rollback),
            ("", "CheckpointDestroy"): Method(
                "o", "", lambda _, path: bool(checkpoints.destroy(path)), rollback
            ),
            ("", "CheckpointRollback"): Method(
                "o", "a{su}", lambda _, path: checkpoints.roll_back(path), rollback
            ),
            (PROPERTIES, "Set"): Method("ssv", "", self._set, control),
            (".Settings", "ListConnections"): Method("", "ao", self._list),
            (".Settings", "GetConnectionByUuid"): Method("s", "o", self._by_uuid),
            (".Settings.Connection", "GetSettings"): Method(
                "", "a{sa{sv}}", self._get_settings
            ),
            (".Settings.Connection", "Delete"): Method(
                "", "", self._delete, "settings.modify.system"
            ),
            (".Device.Wireless", "RequestScan"): Method(
                "a{sv}", "", self._request_scan, "wifi.scan"
            ),
            (".Device.Wireless", "GetAllAccessPoints"): Method(
                "", "ao", self._get_access_points
            ),
        }

    def _get_devices(self, message: Message) -> list[str]:
        return list(self.devices)

    def _get_permissions(self, message: Message) -> dict[str, str]:
        return self.permissions

    def _activate(self, message: Message, profile: str, device: str, _: str) -> str:
        if profile not in self.profiles:
            raise unknown_connection()
        if self.returning is Returning.REFUSED_ONCE:
            self.returning = Returning.WELL
            raise unknown_connection()
        return self.activate(self.profiles[profile], self.device(device)).path

    def _add(
        self,
        message: Message,
        sent: dict[str, dict[str, Variant]],
        device: str,
        _: str,
        sent_options: dict[str, Variant],
    ) -> tuple[str, str]:
        settings, options = parse_settings(sent), parse_options(sent_options)
        is_own = len(settings["connection"].get("permissions", [])) == 1
        self._check(f"settings.modify.{'own' if is_own else 'system'}")
        profile = self.add_profile(settings)
        profile.is_volatile = options.get("persist") == "volatile"
        if options.get("bind-activation") == "dbus-client":
            profile.bound_to = message.sender
        self.joined.append(settings)
        return profile.path, self.activate(profile, self.device(device)).path

    def _deactivate(self, message: Message, path: str) -> None:
        for active, device in list(self.actives()):
            if active.path == path:
                self.end(device)
                return
        raise unknown_connection()

    def _create(self, message: Message, devices: list[str], *rest: int) -> str:
        return self.checkpoints.create(devices, rest[0])

    def _list(self, message: Message) -> list[str]:
        return list(self.profiles)

    def _by_uuid(self, message: Message, uuid: str) -> str:
        for profile in self.profiles.values():
            if profile.uuid == uuid:
                return profile.path
        raise invalid_connection()

    def _by_interface(self, message: Message, name: str) -> str:
        for device in self.devices.values():
            if device.name == name:
                return device.path
        raise unknown_device()

    def _set(self, message: Message, interface: str, name: str, value: Variant) -> None:
        device = self.device(str(message.path))
        if (interface, name) != (f"{NAME}.Device", "Autoconnect"):
            raise unknown_method(name)
        device.is_autoconnecting = value.value

    def _profile(self, message: Message) -> Profile:
        if (path := str(message.path)) not in self.profiles:
            raise unknown_method(path)
        return self.profiles[path]

    def _get_settings(self, message: Message) -> dict[str, dict[str, Variant]]:
        return with_types(self._profile(message).settings)

    def _delete(self, message: Message) -> None:
        profile = self._profile(message)
        for active, device in list(self.actives()):
            if active.profile is profile:
                self.end(device)
        self.profiles.pop(profile.path, None)

    def _get_access_points(self, message: Message) -> list[str]:
        return [it.path for it in self.device(str(message.path)).air]

    def _request_scan(self, message: Message, options: dict[str, Variant]) -> None:
        if self.scans_refused:
            self.scans_refused -= 1
            raise not_allowed()
        if options.keys() - {"ssids"}:
            text = "unknown option"
            raise invalid_arguments(text)
        self.later(self._scan(self.device(str(message.path))))

    async def _scan(self, device: Device) -> None:
        await asyncio.sleep(self.pace)
        if self.on_scans:
            self.on_scans.pop(0)()
        for point in device.air:
            if not point.is_silent:
                point.last_seen = boot_seconds()
        device.last_scan += 1000

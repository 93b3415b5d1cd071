"""The properties of NetworkManager's objects."""

from collections.abc import Callable
from typing import Any, Final

from dbus_fast import Variant

from .host import Host
from .model import WIFI, Active, Device

_NOWHERE: Final = "/"

type Properties = dict[str, Variant]


def properties_of(host: Host, path: str, interface: str) -> Properties | None:
    """Return the properties of an object, or none where it is not."""
    for device in host.devices.values():
        if path == device.path:
            return _of_device(host, device, interface)
        if path == _dhcp_path(device) and interface == ".DHCP4Config":
            options = {key: Variant("s", it) for key, it in device.lease.items()}
            return {"Options": Variant("a{sv}", options)}
        if path == _ip_path(device) and interface == ".IP4Config":
            address = {"address": Variant("s", device.address or "")}
            return {"AddressData": Variant("aa{sv}", [address])}
        for point in device.air:
            if path == point.path and interface == ".AccessPoint":
                return {
                    "Ssid": Variant("ay", point.ssid),
                    "Strength": Variant("y", point.strength),
                    "Frequency": Variant("u", point.frequency),
                    "LastSeen": Variant("i", point.last_seen),
                }
    for active, device in host.actives():
        if path == active.path and interface == ".Connection.Active":
            return _of_active(host, active, device)
    return None


def _of_device(host: Host, device: Device, interface: str) -> Properties | None:
    if interface == ".Device":
        active = device.active
        return {
            "Interface": Variant("s", device.name),
            "DeviceType": Variant("u", device.kind),
            "State": Variant("u", device.state),
            "Managed": Variant("b", device.is_managed),
            "Autoconnect": Variant("b", device.is_autoconnecting),
            "ActiveConnection": Variant("o", active.path if active else _NOWHERE),
            "Ip4Config": Variant("o", _path_if(_ip_path, device, device.address)),
            "Dhcp4Config": Variant("o", _path_if(_dhcp_path, device, device.lease)),
        }
    if interface == ".Device.Wireless" and device.kind == WIFI:
        return {
            "LastScan": Variant("x", device.last_scan),
            "ActiveAccessPoint": Variant("o", _active_point(device)),
        }
    return None


def _of_active(host: Host, active: Active, device: Device) -> Properties:
    return {
        "Id": Variant("s", active.profile.name),
        "Uuid": Variant("s", active.profile.uuid),
        "State": Variant("u", active.state),
        "Devices": Variant("ao", [device.path]),
        "Connection": Variant("o", active.profile.path),
        "Default": Variant("b", active is host.primary()),
        "Default6": Variant("b", value=False),
    }


def _active_point(device: Device) -> str:
    for point in device.air:
        if device.active is not None and device.active.profile.ssid == point.ssid:
            return point.path
    return _NOWHERE


def _dhcp_path(device: Device) -> str:
    return device.path.replace("Devices", "DHCP4Config")


def _ip_path(device: Device) -> str:
    return device.path.replace("Devices", "IP4Config")


def _path_if(path_of: Callable[[Device], str], device: Device, told: Any) -> str:
    return path_of(device) if told else _NOWHERE

"""The profile of a hotspot: known by its name, and gone with our connection."""

from contextlib import suppress
from typing import Final
from uuid import uuid4

from .. import hotspot
from .dbus_types import CallError, Settings, Typed
from .network import Active, Device, Network

NAME_PREFIX: Final = "ewelink-pairing-"
OPTIONS: Final = {
    "persist": Typed("s", "volatile"),
    "bind-activation": Typed("s", "dbus-client"),
}

_PMF_OFF: Final = 1
# Outside the ranges that devices give out (docs/protocol.md, "The hotspot").
_OWN_ADDRESS: Final = {"address": Typed("s", "10.10.7.200"), "prefix": Typed("u", 24)}
_NO_WAY_OUT: Final = {
    "never-default": Typed("b", value=True),
    "ignore-auto-dns": Typed("b", value=True),
    "may-fail": Typed("b", value=False),
}


def leased(seconds: int) -> dict[str, Typed]:
    """Return how an address is got from the device."""
    method = {"method": Typed("s", "auto"), "dhcp-timeout": Typed("i", seconds)}
    return {**method, **_NO_WAY_OUT}


def chosen() -> dict[str, Typed]:
    """Return how an address is taken where the device gives none."""
    addresses = Typed("aa{sv}", [_OWN_ADDRESS])
    return {"method": Typed("s", "manual"), "address-data": addresses, **_NO_WAY_OUT}


def profile_of(
    interface: str, ssid: str, ipv4: dict[str, Typed], owner: str | None
) -> Settings:
    """Return the profile of a hotspot, for all users or for its owner alone."""
    connection = {
        "id": Typed("s", f"{NAME_PREFIX}{hotspot.device_id_of(ssid)}"),
        "uuid": Typed("s", str(uuid4())),
        "type": Typed("s", "802-11-wireless"),
        "interface-name": Typed("s", interface),
        "autoconnect": Typed("b", value=False),
    }
    if owner is not None:
        connection["permissions"] = Typed("as", [f"user:{owner}:"])
    return {
        "connection": connection,
        "802-11-wireless": {
            "ssid": Typed("ay", ssid.encode()),
            "mode": Typed("s", "infrastructure"),
        },
        "802-11-wireless-security": {
            "key-mgmt": Typed("s", "wpa-psk"),
            "psk": Typed("s", hotspot.PASSWORD),
            "pmf": Typed("i", _PMF_OFF),
        },
        "ipv4": ipv4,
        "ipv6": {"method": Typed("s", "disabled")},
    }


def is_ours(active: Active | None) -> bool:
    """Return whether a connection is that of a pairing."""
    return active is not None and active.name.startswith(NAME_PREFIX)


async def end_ours(network: Network, device: Device) -> None:
    """End the connections of a pairing on a device."""
    for active in await network.all_active():
        if is_ours(active) and device.path in active.devices:
            with suppress(CallError):
                await network.deactivate(active.path)


async def delete_ours(network: Network, interface: str) -> None:
    """Delete an interface's profiles of a pairing, which should have gone already."""
    for path, name in (await network.profiles(interface)).items():
        if name.startswith(NAME_PREFIX):
            with suppress(CallError):
                await network.delete(path)

"""The settings of a connection: which types they have, which must be there."""

from typing import Any, Final

from dbus_fast import Variant, unpack_variants

from .errors import invalid_arguments, invalid_property
from .model import Settings

_TYPES: Final = {
    "connection": {
        "id": "s",
        "uuid": "s",
        "type": "s",
        "interface-name": "s",
        "autoconnect": "b",
        "permissions": "as",
    },
    "802-11-wireless": {"ssid": "ay", "mode": "s"},
    "802-11-wireless-security": {"key-mgmt": "s", "psk": "s", "pmf": "i"},
    "ipv4": {
        "method": "s",
        "address-data": "aa{sv}",
        "never-default": "b",
        "ignore-auto-dns": "b",
        "may-fail": "b",
        "dhcp-timeout": "i",
    },
    "ipv6": {"method": "s"},
}
_OPTIONS: Final = {"persist": "s", "bind-activation": "s"}


def parse_settings(sent: dict[str, dict[str, Variant]]) -> Settings:
    """Return settings that are of the documented types."""
    for name, section in sent.items():
        _check(section, _TYPES.get(name, {}), name)
    plain: Settings = unpack_variants(sent)
    if plain["connection"]["type"] not in plain:
        text = "connection.type"
        raise invalid_property(text)
    if plain["ipv4"]["method"] == "manual" and not plain["ipv4"].get("address-data"):
        text = "ipv4.addresses"
        raise invalid_property(text)
    return plain


def parse_options(sent: dict[str, Variant]) -> dict[str, Any]:
    """Return the options of a new connection."""
    _check(sent, _OPTIONS, "options")
    plain: dict[str, Any] = unpack_variants(sent)
    if plain.get("bind-activation") == "dbus-client" and (
        plain.get("persist") != "volatile"
    ):
        text = "bind-activation needs persist=volatile"
        raise invalid_arguments(text)
    return plain


def _check(section: dict[str, Variant], types: dict[str, str], name: str) -> None:
    for key, value in section.items():
        if types.get(key) != value.signature:
            text = f"{name}.{key}"
            raise invalid_property(text)


def with_types(settings: Settings) -> dict[str, dict[str, Variant]]:
    """Return settings as they are told to others: without secrets."""
    return {
        name: {
            key: Variant(_TYPES[name][key], value)
            for key, value in section.items()
            if key not in {"psk", "address-data"}
        }
        for name, section in settings.items()
    }

"""What of a device's params may be shown: no secret, nobody's name or address."""

from collections.abc import Collection, Mapping
import re
from typing import Any, Final

from .devices.device import Device

REDACTED: Final = "**REDACTED**"

# Numbers that tell where somebody lives or how to reach them.
_PRIVATE: Final = frozenset(
    {"geo", "ip", "lat", "latitude", "lng", "lon", "longitude", "pin"}
)
# Secrets and identities, which are numbers too at times.
_PRIVATE_PART: Final = re.compile(
    r"iccid|imei|imsi|\wkey|mac|pass|phone|pwd|secret|ssid|token|(?<!ui)id$|sn$",
    re.IGNORECASE,
)
_PLAIN_WORDS: Final = frozenset({"on", "off", "stay", "open", "close", "pause"})


def redacted_params(device: Device) -> dict[str, Any]:
    """Return a device's params, with nothing secret in them."""
    known = {param for feature in device.type.features for param in feature.reads}
    return redacted(device.params, known)


def redacted(
    values: Mapping[str, object], known: Collection[str] = ()
) -> dict[str, Any]:
    """Return values without texts, but for those that somebody is known to read."""
    return {key: _redact(value, known, key) for key, value in values.items()}


def _redact(value: object, known: Collection[str], *names: str) -> object:
    """Return a value, which is below some names, without what must not be shown."""
    if isinstance(value, dict):
        return {key: _redact(value[key], known, *names, key) for key in value}
    if isinstance(value, list):
        return [_redact(member, known, *names) for member in value]
    if value is None or isinstance(value, bool):
        return value
    is_known = names[0] in known
    if any(map(_is_private, names[1:] if is_known else names)):
        return REDACTED
    # Not so digits in a text: a Wi-Fi password can be a number, too.
    is_plain = not isinstance(value, str) or value in _PLAIN_WORDS
    return value if is_known or is_plain else REDACTED


def _is_private(name: str) -> bool:
    return name in _PRIVATE or _PRIVATE_PART.search(name) is not None

"""Careful reading of JSON whose fields may be missing, null or of another type."""

from collections.abc import Callable, Mapping
import math
import re
from typing import Final, cast

type Params = dict[str, object]
type ReadOnlyParams = Mapping[str, object]
# Params, or what makes them of those that the device has when they are sent: of two
# quick commands the second must not send what was known before the first.
type Command = Params | Callable[[ReadOnlyParams], Params]
# What is told, with the params that were sent, that a device has acted.
type OnDone = Callable[[Params], None]

# White space, and what takes no room at all: a phone's keyboard has both.
_BLANK: Final = r"[\s\u200b\u2060\ufeff]+"
_BLANKS_AROUND: Final = re.compile(rf"\A{_BLANK}|{_BLANK}\Z")
_SIX_BYTES: Final = re.compile(r"[0-9a-f]{12}")
_NO_MACS: Final = ("0" * 12, "f" * 12)


def as_text(value: object) -> str | None:
    """Return a non-empty text; numbers are spelled out."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def as_name(value: object) -> str | None:
    """Return what somebody typed, without the blanks around it; blanks are no name."""
    text = as_text(value)
    return None if text is None else _BLANKS_AROUND.sub("", text) or None


def as_mac(value: object) -> str | None:
    """Return a MAC address in its usual spelling.

    Devices behind a bridge tell another kind of address, and some tell none: Home
    Assistant takes two devices with the same MAC address for one.
    """
    if not isinstance(value, str):
        return None
    digits = value.strip().lower().replace(":", "").replace("-", "")
    if not _SIX_BYTES.fullmatch(digits) or digits in _NO_MACS:
        return None
    return ":".join(digits[n : n + 2] for n in range(0, len(digits), 2))


def as_int(value: object) -> int | None:
    """Return a whole number, also when it is spelled as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) else None
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    return None


def as_bool(value: object) -> bool | None:
    """Return a truth value, also when it is spelled as number or text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower())
    if isinstance(value, int) and value in (0, 1):
        return value == 1
    return None


def as_object(value: object) -> Params | None:
    """Return a JSON object."""
    return cast("Params", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[object] | None:
    """Return a JSON array."""
    return cast("list[object]", value) if isinstance(value, list) else None


class Fields:
    """The fields of one JSON object; remembers which could not be understood."""

    def __init__(self, raw: Params) -> None:
        """Wrap a JSON object."""
        self._raw = raw
        self.odd: list[str] = []

    def text(self, key: str) -> str | None:
        """Return a field as text."""
        return self._noted(key, as_text(self._raw.get(key)))

    def name(self, key: str) -> str | None:
        """Return a field as a name that somebody typed."""
        return as_name(self.text(key))

    def integer(self, key: str) -> int | None:
        """Return a field as a whole number."""
        return self._noted(key, as_int(self._raw.get(key)))

    def truth(self, key: str) -> bool | None:
        """Return a field as a truth value."""
        return self._noted(key, as_bool(self._raw.get(key)))

    def mapping(self, key: str) -> Params:
        """Return a field as an object, empty when there is none."""
        return self._noted(key, as_object(self._raw.get(key))) or {}

    def array(self, key: str) -> list[object]:
        """Return a field as an array, empty when there is none."""
        return self._noted(key, as_array(self._raw.get(key))) or []

    def part(self, key: str) -> Fields:
        """Return a field as fields of its own, reporting to the same list."""
        part = Fields(self.mapping(key))
        part.odd = self.odd
        return part

    def _noted[T](self, key: str, value: T | None) -> T | None:
        if value is None and self._raw.get(key) not in (None, ""):
            self.odd.append(key)
        return value

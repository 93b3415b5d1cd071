"""How a value is spelt on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

type Params = dict[str, object]
type ReadOnlyParams = Mapping[str, object]


def number(raw: object) -> float | None:
    """Return a finite number from a number or from digits in a string."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if isinstance(raw, int):
        return raw
    try:
        value = float(raw)
    except ValueError:
        return None
    if not isfinite(value):
        return None
    return int(value) if isinstance(raw, str) and value.is_integer() else value


@dataclass(frozen=True, slots=True)
class Binary:
    """The two spellings of a binary value; further raw values may mean "on"."""

    on: object
    off: object

    def decode(self, raw: object) -> bool | None:
        """Return True or False, or None for any other spelling."""
        if _same(raw, self.on):
            return True
        if _same(raw, self.off):
            return False
        return None

    def encode(self, value: bool) -> object:  # noqa: FBT001 - a value, not a flag
        """Return the raw value."""
        return self.on if value else self.off


def _same(raw: object, expected: object) -> bool:
    """Compare across the types that firmware versions mix up: 1, "1"; never True, 1."""
    if isinstance(raw, bool) or isinstance(expected, bool):
        return raw is expected
    if isinstance(raw, str) and isinstance(expected, str):
        return raw.lower() == expected.lower()
    if (as_number := number(expected)) is not None:
        return number(raw) == as_number
    return raw == expected


ON_OFF = Binary("on", "off")
OFF_ON = Binary("off", "on")
TRUE_FALSE = Binary(on=True, off=False)
ONE_ZERO = Binary(1, 0)
ZERO_ONE = Binary(0, 1)

"""How a value is spelt on the wire."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import override

_LIMIT = 1e15


def number(raw: object) -> float | None:
    """Return a sane number from a number or from digits in a string."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    value: float = raw if isinstance(raw, int | float) else _parse(raw)
    return value if -_LIMIT < value < _LIMIT else None


def same(raw: object, expected: object) -> bool:
    """Compare across the types that firmware versions mix up: 1, "1"; never True, 1."""
    if isinstance(raw, bool) or isinstance(expected, bool):
        return raw is expected
    if isinstance(raw, str) and isinstance(expected, str):
        return raw.lower() == expected.lower()
    if (as_number := number(expected)) is not None:
        return number(raw) == as_number
    return raw == expected


def is_one_of(raw: object, values: Iterable[object]) -> bool:
    """Return whether a raw value is the same as one of several."""
    return any(same(raw, value) for value in values)


def _parse(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return _LIMIT
    return int(value) if abs(value) < _LIMIT and value.is_integer() else value


class Codec[T](ABC):
    """Two ways between a value and its spelling on the wire."""

    __slots__ = ()

    @abstractmethod
    def decode(self, raw: object) -> T | None:
        """Return the value, None for a spelling that means none."""

    @abstractmethod
    def encode(self, value: T) -> object:
        """Return the raw value."""


@dataclass(frozen=True, slots=True)
class Binary(Codec[bool]):
    """The two spellings of a binary value."""

    on: object
    off: object

    @override
    def decode(self, raw: object) -> bool | None:
        """Return True or False, or None for any other spelling."""
        # Nearly all firmware spells it exactly so.
        if type(raw) is str:
            if raw == self.on:
                return True
            if raw == self.off:
                return False
        if same(raw, self.on):
            return True
        if same(raw, self.off):
            return False
        return None

    @override
    def encode(self, value: bool) -> object:
        """Return the raw value."""
        return self.on if value else self.off


@dataclass(frozen=True, slots=True)
class NonZero(Codec[bool]):
    """A number where anything but 0 is on; ``on`` is what "on" is written as."""

    on: int = 1

    @override
    def decode(self, raw: object) -> bool | None:
        """Return True or False, or None where there is no number."""
        value = number(raw)
        return None if value is None else value != 0

    @override
    def encode(self, value: bool) -> object:
        """Return the raw value."""
        return self.on if value else 0


ON_OFF = Binary("on", "off")
OFF_ON = Binary("off", "on")
TRUE_FALSE = Binary(on=True, off=False)
ONE_ZERO = Binary(1, 0)
ZERO_ONE = Binary(0, 1)

"""What is said on the bus: values with their types, and errors without any text."""

from typing import NamedTuple


class Typed(NamedTuple):
    """A value, and its type as D-Bus writes it."""

    signature: str
    value: object


type Settings = dict[str, dict[str, Typed]]


class BusError(Exception):
    """Base of what the bus raises."""


class CallError(BusError):
    """A call was refused, or not answered; its text is the error's name."""


class BusLostError(BusError):
    """There is no connection to the bus."""

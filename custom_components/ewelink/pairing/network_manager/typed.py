"""Values that are sent together with their type."""

from typing import NamedTuple


class Typed(NamedTuple):
    """A value, and its type as D-Bus writes it."""

    signature: str
    value: object


type Settings = dict[str, dict[str, Typed]]

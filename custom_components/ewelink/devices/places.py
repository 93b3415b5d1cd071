"""Where in a device's params a value lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from .values import Params, ReadOnlyParams, number


class Place(Protocol):
    """A position in params that can be read and written."""

    @property
    def param(self) -> str:
        """Return the top-level key of params that holds the value."""

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""


@dataclass(frozen=True, slots=True)
class Param:
    """A top-level value: ``{param: value}``."""

    param: str

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        return params.get(self.param)

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: raw}


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an object: ``{param: {name: value}}``."""

    param: str
    name: str

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        holder = params.get(self.param)
        return holder.get(self.name) if isinstance(holder, dict) else None

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: {self.name: raw}}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A member of one outlet's entry: ``{param: [{outlet: n, name: value}]}``."""

    param: str
    outlet: int
    name: str

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        for entry in outlets(params.get(self.param)):
            if number(entry.get("outlet")) == self.outlet:
                return entry.get(self.name)
        return None

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: [{"outlet": self.outlet, self.name: raw}]}


def outlets(entries: object) -> Iterator[Params]:
    """Yield the entries of an outlet array, skipping what is none."""
    if isinstance(entries, list):
        yield from (entry for entry in entries if isinstance(entry, dict))

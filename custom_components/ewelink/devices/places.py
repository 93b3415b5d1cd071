"""Where in a device's params a value lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol, override

from ..api.merge import any_outlet_key, outlet_key
from ..api.wire import Params, ReadOnlyParams
from .values import number

# What stands in a path for all members of a list.
EACH: Final = "each"

type Path = tuple[str, ...]


class Place(Protocol):
    """A position in params that can be read and written."""

    @property
    def param(self) -> str:
        """Return the top-level key of params that holds the value."""

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that may hold the value."""

    @property
    def changes(self) -> frozenset[str]:
        """Return the keys that a merge tells when the value may have changed."""

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""


@dataclass(frozen=True, slots=True)
class _Keyed:
    """What places below one top-level key share."""

    param: str

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that may hold the value."""
        return frozenset({self.param})

    @property
    def changes(self) -> frozenset[str]:
        """Return the keys that a merge tells when the value may have changed."""
        return self.params


@dataclass(frozen=True, slots=True)
class Param(_Keyed):
    """A top-level value: ``{param: value}``."""

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        return params.get(self.param)

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: raw}


@dataclass(frozen=True, slots=True)
class Field(_Keyed):
    """A member of an object: ``{param: {name: value}}``."""

    name: str

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        holder = params.get(self.param)
        return holder.get(self.name) if isinstance(holder, dict) else None

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: {self.name: raw}}


@dataclass(frozen=True, slots=True)
class Quiet(Field):
    """A member of an object in which a true ``trigger`` would set something off."""

    trigger: str

    @override
    def write(self, raw: object) -> Params:
        """Return the params that set only this value, and set nothing off."""
        return {self.param: {self.name: raw, self.trigger: False}}


@dataclass(frozen=True, slots=True)
class Outlet(_Keyed):
    """A member of one outlet's entry: ``{param: [{outlet: n, name: value}]}``."""

    outlet: int
    name: str

    @property
    @override
    def changes(self) -> frozenset[str]:
        """Return the keys that a merge tells when the value may have changed."""
        return frozenset(
            {outlet_key(self.param, self.outlet), any_outlet_key(self.param)}
        )

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        entries = params.get(self.param)
        if not isinstance(entries, list):
            return None
        for entry in entries:
            if isinstance(entry, dict):
                outlet = entry.get("outlet")
                if (outlet if type(outlet) is int else number(outlet)) == self.outlet:
                    return entry.get(self.name)
        return None

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return {self.param: [{"outlet": self.outlet, self.name: raw}]}


@dataclass(frozen=True, slots=True)
class Either:
    """A value whose name differs by firmware; it is written under the first."""

    first: Place
    second: Place

    @property
    def param(self) -> str:
        """Return the top-level key of params that holds the value."""
        return self.first.param

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that may hold the value."""
        return self.first.params | self.second.params

    @property
    def changes(self) -> frozenset[str]:
        """Return the keys that a merge tells when the value may have changed."""
        return self.first.changes | self.second.changes

    def read(self, params: ReadOnlyParams) -> object:
        """Return the raw value, None where there is none."""
        raw = self.first.read(params)
        return self.second.read(params) if raw is None else raw

    def write(self, raw: object) -> Params:
        """Return the params that set only this value."""
        return self.first.write(raw)


def outlets(entries: object) -> Iterator[Params]:
    """Yield the entries of an outlet array, skipping what is none."""
    if isinstance(entries, list):
        yield from (entry for entry in entries if isinstance(entry, dict))


def add(command: Params, more: Params) -> None:
    """Add params to a command, joining objects, and outlet arrays entry by entry."""
    for param, value in more.items():
        present = command.get(param)
        if isinstance(present, dict) and isinstance(value, dict):
            command[param] = present | value
        elif isinstance(present, list) and isinstance(value, list):
            command[param] = join_outlets(present, value)
        else:
            command[param] = value


def join_outlets(known: object, changes: object) -> list[Params]:
    """Return an outlet array with the changes laid over what is known."""
    changed = {number(entry.get("outlet")): entry for entry in outlets(changes)}
    joined = [
        entry | changed.pop(number(entry.get("outlet")), {}) for entry in outlets(known)
    ]
    return [*joined, *changed.values()]

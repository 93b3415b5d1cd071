"""The remotes that a radio bridge knows: they are named in its tags, not in a list.

`tags.zyx_info` names each, with its type and its keys; `params.rfList` tells which keys
were learned, and only what is in both exists (docs/protocol.md, "Radio remotes").
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from ..api.models import Thing
from ..api.wire import Params, ReadOnlyParams, as_name, as_object
from .values import is_one_of, number

REMOTE_PREFIX: Final = "rf"
# The bridge knows channels from 0 up to this, without it.
CHANNELS: Final = 64
# Of an entry, as the app has it.
MOST_KEYS: Final = 4
_SENSORS: Final = (6, 7)
_MOST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key of a remote: its channel, and what the user calls it, if anything."""

    channel: int
    name: str | None


@dataclass(frozen=True)
class Remote:
    """A remote, or a radio sensor: its name, if it has one, and all its keys."""

    name: str | None
    keys: tuple[RemoteKey, ...]
    is_sensor: bool = False

    @cached_property
    def first(self) -> int:
        """Return the lowest channel, by which the remote is known."""
        return min(key.channel for key in self.keys)

    @property
    def child(self) -> str:
        """Return the id of its device within that of the bridge."""
        return f"{REMOTE_PREFIX}{self.first}"


def remotes_of(thing: Thing) -> tuple[Remote, ...]:
    """Return the remotes with a key each that the tags of a bridge tell.

    One that has no room left goes on in a further entry of its name. Keys whose names
    the cloud does not keep come behind them, on the remote of the same name where there
    is one. A channel belongs to the first remote that has it.
    """
    remotes: list[Remote] = []
    for told in _untaken(thing.tags.get("zyx_info"), frozenset()):
        _add(remotes, told, lambda it: len(it.keys) >= MOST_KEYS)
    taken = frozenset(key.channel for it in remotes for key in it.keys)
    for own in _untaken(thing.user_settings.get("remotes"), taken):
        _add(remotes, own, lambda _: True)
    return tuple(remotes)


def _add(
    remotes: list[Remote], more: Remote, goes_on: Callable[[Remote], bool]
) -> None:
    """Add a remote, or its keys to one of its name that may go on so."""
    for index, it in enumerate(remotes):
        is_same = not it.is_sensor and it.name is not None and it.name == more.name
        if is_same and not more.is_sensor and goes_on(it):
            remotes[index] = replace(it, keys=it.keys + more.keys)
            return
    remotes.append(more)


def _untaken(zyx_info: object, taken: AbstractSet[int]) -> list[Remote]:
    """Return the remotes that are told, without channels that are taken."""
    remotes = []
    for entry in entries_of(zyx_info):
        keys = {key.channel: key for key in _keys(entry) if key.channel not in taken}
        if keys:
            taken |= keys.keys()
            name = as_name(entry.get("name"))
            remotes.append(Remote(name, tuple(keys.values()), is_sensor(entry)))
    return remotes


def is_sensor(entry: ReadOnlyParams) -> bool:
    """Return whether an entry is that of a radio sensor, which has no keys."""
    return is_one_of(entry.get("remote_type"), _SENSORS)


def entries_of(zyx_info: object) -> list[Params]:
    """Return the entries of remotes, which stand in a list or in an object."""
    if (single := as_object(zyx_info)) is not None:
        zyx_info = [single] if "buttonName" in single else list(single.values())
    entries = zyx_info if isinstance(zyx_info, list) else []
    return [entry for it in entries if (entry := as_object(it)) is not None]


def _keys(entry: ReadOnlyParams) -> Iterator[RemoteKey]:
    """Yield the keys; ``buttonName`` has an object for each, or one for all."""
    told = entry.get("buttonName")
    for names in told if isinstance(told, list) else [told]:
        for channel, name in (as_object(names) or {}).items():
            if (number := channel_in(channel)) is not None:
                yield RemoteKey(number, as_name(name))


def channel_in(text: str) -> int | None:
    """Return the channel that a text names, None for any other text."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def distinct(names: Iterable[str | None]) -> Iterator[str | None]:
    """Yield names, each that comes again with how many times it did."""
    counts = Counter[str]()
    for name in names:
        if name is None:
            yield None
            continue
        counts[name] += 1
        yield name if counts[name] == 1 else f"{name} {counts[name]}"


def learned_channels(params: ReadOnlyParams) -> frozenset[int] | None:
    """Return the channels that a bridge has learned, None where it has not told."""
    entries = params.get("rfList")
    if not isinstance(entries, list):
        return None
    told = (number(it.get("rfChl")) for it in entries if isinstance(it, dict))
    return frozenset(int(it) for it in told if it is not None)

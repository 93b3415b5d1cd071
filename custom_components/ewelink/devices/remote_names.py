"""Naming keys of remotes as the app does it (docs/protocol.md, "Radio remotes").

What cannot be read of what is there already is kept as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..api.wire import Params, as_name, as_object
from .remotes import channel_in, is_sensor
from .values import number

# So many buttons the app shows of one remote.
MOST_KEYS: Final = 4
_TYPE: Final = "remote_type"
_KEYS: Final = "buttonName"


def all_entries(zyx_info: object) -> list[object] | None:
    """Return the entries of remotes as they are, None where they make no sense."""
    if zyx_info is None or isinstance(zyx_info, list):
        return list(zyx_info or ())
    if (told := as_object(zyx_info)) is None:
        return None
    if _KEYS in told:
        return [told]
    entries = list(told.values())
    return entries if all(isinstance(it, dict) for it in entries) else None


def with_keys(
    entries: Sequence[object], remote_name: str, names: Mapping[int, str]
) -> list[object]:
    """Return the entries with keys named on the remote of that name, known or new.

    What does not fit on the remote goes into a further one of the same name.
    """
    named = list(entries)
    wanted = dict(names)
    for index, entry in _of_remote(named, remote_name):
        named[index], done = _renamed(entry, wanted)
        for channel in done:
            del wanted[channel]
    for channel, name in wanted.items():
        _add(named, remote_name, {str(channel): name})
    return named


def without_keys(
    entries: Sequence[object], channels: Mapping[int, object]
) -> list[object]:
    """Return the entries without the keys of some channels."""
    kept: list[object] = []
    for raw in entries:
        if (entry := as_object(raw)) is None:
            kept.append(raw)
            continue
        members = _members(entry)
        others = [it for it in members if _channel_of(it) not in channels]
        if len(others) == len(members):
            kept.append(entry)
        elif others:
            kept.append(entry | {_KEYS: others, _TYPE: str(len(others))})
    return kept


def _of_remote(
    entries: Sequence[object], remote_name: str
) -> Iterator[tuple[int, Params]]:
    """Yield the entries of a remote, which has several where it has many keys."""
    for index, raw in enumerate(entries):
        entry = as_object(raw)
        if entry is None or is_sensor(entry):
            continue
        if (as_name(entry.get("name")) or "").casefold() == remote_name.casefold():
            yield index, entry


def _renamed(entry: Params, names: Mapping[int, str]) -> tuple[Params, set[int]]:
    """Return an entry with other names of its keys, and the channels of those."""
    members = _members(entry)
    done = set()
    for index, member in enumerate(members):
        channel = _channel_of(member)
        if channel is not None and channel in names:
            members[index] = {str(channel): names[channel]}
            done.add(channel)
    return (entry | {_KEYS: members} if done else entry), done


def _add(entries: list[object], remote_name: str, key: Params) -> None:
    for index, entry in _of_remote(entries, remote_name):
        if (size := _size(entry)) is not None and len(_members(entry)) < MOST_KEYS:
            members = [*_members(entry), key]
            size = max(size, len(members))
            entries[index] = entry | {_TYPE: str(size), _KEYS: members}
            return
    entries.append({_TYPE: "1", "name": remote_name, _KEYS: [key]})


def _size(entry: Params) -> int | None:
    """Return how many buttons a remote has, None for one of another kind."""
    size = number(entry.get(_TYPE))
    return int(size) if size is not None and 1 <= size <= MOST_KEYS else None


def _members(entry: Params) -> list[object]:
    """Return the keys, an object for each."""
    told = entry.get(_KEYS)
    members: list[object] = []
    for member in told if isinstance(told, list) else [told]:
        if (keys := as_object(member)) is not None:
            members += [{channel: name} for channel, name in keys.items()]
        elif member is not None:
            members.append(member)
    return members


def _channel_of(member: object) -> int | None:
    keys = as_object(member) or {}
    return next(map(channel_in, keys), None)

"""Merging of partial parameters: what a report changes, what intents combine to."""

from collections.abc import Mapping
from typing import Any

from .wire import Params

type _Entry = dict[str, object]
_MISSING = object()
# They are told and sent as a whole, whatever is in them.
_TIMERS = "timers"
_DEEP = frozenset({dict, list})


def outlet_key(key: str, outlet: object) -> str:
    """Return how a change of one outlet's entry in an array is told."""
    return f"{key}/{outlet}"


def any_outlet_key(key: str) -> str:
    """Return how a change is told that may be one of any outlet's entry."""
    return f"{key}/"


def merge_params(base: Params, update: Mapping[str, object]) -> set[str]:
    """Merge a partial report into `base`; return the keys that changed.

    Arrays of outlets merge by `outlet`, objects merge key by key, everything else
    is replaced. Lists and objects are never changed in place, as both sides may be
    shared with somebody else. Beside the key of an array, its outlets are told.
    """
    changed: set[str] = set()
    for key, value in update.items():
        old = base.get(key, _MISSING)
        if value == old and (type(value) is str or _is_alike(value, old)):
            continue
        if type(value) is list or type(old) is list:
            new = _merge_lists(key, old, value, changed)
        elif type(value) is dict and type(old) is dict:
            new = old | value
        else:
            new = value
        if not _is_same(new, old):
            base[key] = new
            changed.add(key)
    return changed


def _is_same(value: object, old: object) -> bool:
    """Return whether a value means what the old one did: 1 and 1.0, but not True."""
    return value == old and (type(value) is str or _is_alike(value, old))


def _is_alike(value: Any, old: Any) -> bool:
    """Return whether of equal values none is a truth value where the other is not.

    What reads truth values reads no numbers, and the reverse; Python takes them for
    the same, at any depth.
    """
    kind = type(value)
    if kind is dict:
        for key, member in value.items():
            it = type(member)
            if it is str or (it is type(old[key]) and it not in _DEEP):
                continue
            if not _is_alike(member, old[key]):
                return False
        return True
    if kind is list:
        # Each report runs through here, and all() takes twice as long.
        for member, other in zip(value, old, strict=True):
            if not _is_alike(member, other):
                return False
        return True
    return (kind is bool) is (type(old) is bool)


def conflicting(first: Mapping[str, object], second: Mapping[str, object]) -> bool:
    """Return whether two intents set the same thing to different values."""
    return any(
        key in first and _differs(first[key], value) for key, value in second.items()
    )


def _differs(first: object, second: object) -> bool:
    one, two = _by_outlet(first), _by_outlet(second)
    if one is None or two is None:
        return not _is_same(first, second)
    return any(
        key != "outlet" and key in one[outlet] and not _is_same(one[outlet][key], value)
        for outlet, entry in two.items()
        if outlet in one
        for key, value in entry.items()
    )


def _merge_lists(key: str, old: object, new: object, changed: set[str]) -> object:
    """Return the merged array; the outlets that changed are added to `changed`."""
    before, after = _by_outlet(old), _by_outlet(new)
    if before is None or after is None or key == _TIMERS:
        changed.add(any_outlet_key(key))
        return new
    for outlet, entry in after.items():
        known = before.get(outlet)
        merged = entry if known is None else known | entry
        if not _is_same(merged, known):
            before[outlet] = merged
            changed.add(outlet_key(key, outlet))
    return list(before.values())


def _by_outlet(value: object) -> dict[str, _Entry] | None:
    """Index an array of outlets, or return None when it is something else."""
    if type(value) is not list:
        return None
    entries: dict[str, _Entry] = {}
    item: Any
    for item in value:
        if type(item) is not dict:
            return None
        outlet = item.get("outlet")
        if type(outlet) is not int and type(outlet) is not str:
            return None
        entries[str(outlet)] = item
    return entries

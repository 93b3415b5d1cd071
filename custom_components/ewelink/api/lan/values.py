"""Values of params as they are compared: firmware mixes numbers and texts."""

from ..wire import as_int, as_object


def alike(one: object, other: object) -> bool:
    """Return whether two values mean the same: 1, 1.0 and "1", but not True."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if one == other:
        return True
    number = _number(one)
    return number is not None and number == _number(other)


def holds(value: object, wanted: object) -> bool:
    """Return whether a value has all that is wanted, in objects and by outlet."""
    if isinstance(wanted, list) and isinstance(value, list):
        known = by_outlet(value)
        entries = by_outlet(wanted)
        if known is None or entries is None:
            return bool(value == wanted)
        return all(holds(known.get(it), entry) for it, entry in entries.items())
    if isinstance(wanted, dict):
        found = as_object(value)
        return found is not None and all(
            key in found and alike(found[key], it)
            for key, it in wanted.items()
            if key != "outlet"
        )
    return alike(value, wanted)


def by_outlet(items: list[object]) -> dict[int, dict[str, object]] | None:
    """Index an array of outlets, or return None when it is something else."""
    entries: dict[int, dict[str, object]] = {}
    for item in items:
        entry = as_object(item) or {}
        if (outlet := as_int(entry.get("outlet"))) is None:
            return None
        entries[outlet] = entry
    return entries


def _number(value: object) -> float | None:
    if isinstance(value, int | float):
        return value
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None

"""Keeps the cloud's old values from undoing what the local network told first.

The same change comes by both ways, in any order (docs/protocol.md,
"The local network").
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

from ..wire import Params, ReadOnlyParams, as_object
from .timing import Monotonic
from .values import alike, by_outlet

GUARDED_SECONDS: Final = 3.0
LISTED_SECONDS: Final = 30.0

# A param, and with arrays of outlets the outlet and the key in its entry.
type Spot = tuple[str, int | None, str]
# Values that came before, each with the time until which it counts as old.
type _Old = list[tuple[float, object]]


class Guard:
    """What was told or commanded locally, by device and param.

    Devices of which nothing was lately cost one look.
    """

    def __init__(self, clock: Monotonic = monotonic) -> None:
        """Start with nothing told."""
        self._clock = clock
        self._old: dict[str, dict[Spot, _Old]] = {}
        self._told: dict[str, dict[Spot, float]] = {}

    def note_report(
        self, device_id: str, params: ReadOnlyParams, before: ReadOnlyParams
    ) -> None:
        """Remember what a device tells locally; ``before`` are its params until now."""
        now = self._clock()
        told = self._told.setdefault(device_id, {})
        for spot, _ in _spots(params):
            told[spot] = now + LISTED_SECONDS
        self.note_command(device_id, params, before)

    def note_command(
        self, device_id: str, params: ReadOnlyParams, before: ReadOnlyParams
    ) -> None:
        """Remember what was obeyed locally; ``before`` are the params until now."""
        now = self._clock()
        until = now + GUARDED_SECONDS
        known = dict(_spots({key: before[key] for key in params if key in before}))
        for spot, value in _spots(params):
            if spot in known and not alike(known[spot], value):
                old = self._old.setdefault(device_id, {}).setdefault(spot, [])
                # Figures of a meter change for days, and the cloud may say nothing.
                old[:] = [it for it in old if it[0] > now and not alike(it[1], value)]
                old.append((until, known[spot]))

    def without_old(self, device_id: str, params: Params) -> Params:
        """Return a cloud message without values that are from before a local change.

        It is the same object where nothing is left out, and empty where all is.
        """
        if (old := self._old.get(device_id)) is None:
            return params
        now = self._clock()
        for spot in [it for it, values in old.items() if values[-1][0] <= now]:
            del old[spot]
        if not old:
            del self._old[device_id]
            return params

        def _is_old(spot: Spot, value: object) -> bool:
            return any(
                until > now and alike(value, it) for until, it in old.get(spot, ())
            )

        return _filtered(params, _is_old)

    def without_told(self, device_id: str, params: Params) -> Params:
        """Return the params of a listing without what was told locally just now."""
        if (told := self._told.get(device_id)) is None:
            return params
        now = self._clock()
        for spot in [it for it, until in told.items() if until <= now]:
            del told[spot]
        if not told:
            del self._told[device_id]
            return params
        return _filtered(params, lambda spot, _: spot in told)

    def forget(self, device_id: str) -> None:
        """Forget a device that is not shown any more."""
        self._old.pop(device_id, None)
        self._told.pop(device_id, None)


def _spots(params: ReadOnlyParams) -> Iterator[tuple[Spot, object]]:
    """Yield each value with where it is."""
    for key, value in params.items():
        entries = by_outlet(value) if isinstance(value, list) else None
        if entries:
            for outlet, entry in entries.items():
                for name, it in entry.items():
                    if name != "outlet":
                        yield (key, outlet, name), it
        elif (members := as_object(value)) is not None:
            for name, it in members.items():
                yield (key, None, name), it
        else:
            yield (key, None, ""), value


def _filtered(params: Params, is_out: Callable[[Spot, object], bool]) -> Params:
    """Return params without the values that are out, the same object if none is."""
    out = {spot for spot, value in _spots(params) if is_out(spot, value)}
    if not out:
        return params
    kept: Params = {}
    for key, value in params.items():
        left = _value_without(key, value, out)
        if left is not None or value is None:
            kept[key] = left
    return kept


def _value_without(key: str, value: object, out: set[Spot]) -> object:
    """Return what is left of a param, None where nothing is."""
    entries = by_outlet(value) if isinstance(value, list) else None
    if entries:
        return _entries_without(key, entries, out) or None
    if (members := as_object(value)) is not None:
        left = {
            name: it for name, it in members.items() if (key, None, name) not in out
        }
        return left if left or not members else None
    return None if (key, None, "") in out else value


def _entries_without(
    key: str, entries: dict[int, dict[str, object]], out: set[Spot]
) -> list[dict[str, object]]:
    """Return the entries of outlets that still tell something."""
    kept = []
    for outlet, entry in entries.items():
        left = {
            name: it for name, it in entry.items() if (key, outlet, name) not in out
        }
        if left.keys() != {"outlet"} or entry.keys() == {"outlet"}:
            kept.append(left)
    return kept

"""The times that the protocol allows for inching."""

from typing import Final, TypeGuard

from ...api.wire import Params
from ..values import number

DEFAULT_MS: Final = 1000
_MINIMUM_MS: Final = 500
_MAXIMUM_MS: Final = 3_600_000
_STEP_MS: Final = 500
# What a device stores before anybody has set a time.
_FROM_THE_FACTORY: Final = (500, 1000)
# The keys of params that are sent whole and hold times, and their names in there.
_HOLDERS: Final = ("pulses", "pulseConfig")
_NAMES: Final = ("width", "pulseWidth")


def allowed_time(raw: object) -> int | None:
    """Return a stored time in ms, None where the protocol does not allow it.

    A device on which inching was never set stores 0.
    """
    time = number(raw)
    if time is None or not _MINIMUM_MS <= time <= _MAXIMUM_MS or time % _STEP_MS:
        return None
    return int(time)


def is_chosen(time: int | None) -> bool:
    """Return whether somebody must have set a stored time."""
    return time is not None and time not in _FROM_THE_FACTORY


def with_allowed_times(param: str, known: object) -> object:
    """Return what is known of a param, fit to be sent along with a change of it."""
    if param not in _HOLDERS:
        return known
    if isinstance(known, list):
        return [_mended(entry) if _is_entry(entry) else entry for entry in known]
    return _mended(known) if _is_entry(known) else known


def _is_entry(value: object) -> TypeGuard[Params]:
    return isinstance(value, dict)


def _mended(entry: Params) -> Params:
    """Return an entry with a time that is allowed under each name that it has."""
    told = {name: allowed_time(entry[name]) for name in _NAMES if name in entry}
    time = next(filter(None, told.values()), DEFAULT_MS)
    return entry | {name: own or time for name, own in told.items()}

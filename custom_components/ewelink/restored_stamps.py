"""Which times a device has told, remembered until the next start."""

from dataclasses import asdict, dataclass
from time import time
from typing import Any, override

from homeassistant.helpers.restore_state import ExtraStoredData


@dataclass
class StoredStamps(ExtraStoredData):
    """The times that were told, as Home Assistant stores them with an entity."""

    stamps: list[list[object]]

    @override
    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)


@dataclass
class StoredAlarm(StoredStamps):
    """The times that were told, and until when the alarm is on, in seconds of 1970."""

    until: float


def seconds_left_in(stored: ExtraStoredData | None) -> float:
    """Return how many seconds an alarm is still on that was stored with its entity."""
    until = None if stored is None else stored.as_dict().get("until")
    return until - time() if isinstance(until, int | float) else 0.0


def stored_in(stored: ExtraStoredData | None) -> object:
    """Return the times among what was stored with an entity."""
    return None if stored is None else stored.as_dict().get("stamps")

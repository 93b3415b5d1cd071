"""Which times a device has told, remembered until the next start."""

from dataclasses import asdict, dataclass
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


def stored_in(stored: ExtraStoredData | None) -> object:
    """Return the times among what was stored with an entity."""
    return None if stored is None else stored.as_dict().get("stamps")

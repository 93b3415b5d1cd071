"""Devices that are heard, and that nobody shows yet."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from ..bugs import tell
from .followers import Followers
from .record import Announcement

_MOST_STRANGERS: Final = 512

type OnStranger = Callable[[Announcement], None]


class Strangers:
    """The last record of each, of the latest so many."""

    def __init__(self) -> None:
        """Start without any."""
        self._records: OrderedDict[str, Announcement] = OrderedDict()
        self._followers = Followers[Announcement]()

    @property
    def records(self) -> tuple[Announcement, ...]:
        """Return what was heard last of each."""
        return tuple(self._records.values())

    def __contains__(self, device_id: str) -> bool:
        """Return whether a device was heard that nobody shows."""
        return device_id in self._records

    def follow(self, on_stranger: OnStranger) -> Callable[[], None]:
        """Tell what is heard from now on, and was before; returns what ends that."""
        for record in self.records:
            tell(on_stranger, record)
        return self._followers.add(on_stranger)

    def keep(self, record: Announcement) -> None:
        """Keep a record, and tell it."""
        self._records[record.device_id] = record
        self._records.move_to_end(record.device_id)
        if len(self._records) > _MOST_STRANGERS:
            self._records.popitem(last=False)
        self._followers.tell(record)

    def take(self, device_id: str) -> Announcement | None:
        """Return the record of a device that somebody shows from now on."""
        return self._records.pop(device_id, None)

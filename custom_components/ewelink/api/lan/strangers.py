"""What was heard last of devices that nobody shows."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from ..bugs import tell
from .followers import Followers
from .record import Announcement

_MOST: Final = 512

type OnStranger = Callable[[Announcement], None]


class Strangers:
    """Announcements by deviceid, among so many, until somebody shows the device."""

    def __init__(self) -> None:
        """Start with none heard."""
        self._records: OrderedDict[str, Announcement] = OrderedDict()
        self._followers = Followers[Announcement]()

    @property
    def all(self) -> tuple[Announcement, ...]:
        """Return what was heard last of each."""
        return tuple(self._records.values())

    def __contains__(self, place: str) -> bool:
        """Return whether a device was heard that nobody shows."""
        return place in self._records

    def follow(self, on_stranger: OnStranger) -> Callable[[], None]:
        """Tell what was heard and what will be; returns what ends that."""
        for record in self.all:
            tell(on_stranger, record)
        return self._followers.add(on_stranger)

    def keep(self, record: Announcement) -> None:
        """Keep what a device announces, and tell of it."""
        self._records[record.device_id] = record
        self._records.move_to_end(record.device_id)
        if len(self._records) > _MOST:
            self._records.popitem(last=False)
        self._followers.tell(record)

    def pop(self, place: str) -> Announcement | None:
        """Return what was heard of a device, which is a stranger no more."""
        return self._records.pop(place, None)

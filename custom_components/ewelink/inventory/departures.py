"""Devices that whole lists did not hold, and when they count as gone."""

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from .withheld import HomeCount, Withheld

CONFIRM_SECONDS: Final = 60
# More than half of so many devices are not believed to go at once.
MANY_OF: Final = 5
MANY_LISTS: Final = 3
MANY_SECONDS: Final = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """What a read of the list found.

    ``seen`` are the devices with the homes that listed them, ``homes`` all that there
    are now. It is complete when each home was read to its end and every item could be
    read.
    """

    seen: Mapping[str, AbstractSet[str]]
    homes: AbstractSet[str]
    counts: Mapping[str, HomeCount]
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What a list tells of the devices that it does not hold.

    ``newly_missing`` and ``gone`` are empty where it is not whole, or not believed.
    """

    is_whole: bool
    missing: int = 0
    is_doubtful: bool = False
    newly_missing: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class _Absence:
    """Since when whole lists do not hold a device, and how many of them lack many."""

    since: float
    lists_of_many: int = 0
    since_many: float = 0

    def is_over(self, now: float, *, is_among_many: bool) -> bool:
        """Take in another list; return whether the device is gone."""
        if not is_among_many:
            self.lists_of_many = 0
            return now - self.since >= CONFIRM_SECONDS
        if not self.lists_of_many:
            self.since_many = now
        self.lists_of_many += 1
        lasts = now - self.since_many
        return self.lists_of_many >= MANY_LISTS and lasts >= MANY_SECONDS


class Departures(dict[str, _Absence]):
    """Missing devices by id, since the first whole list without them."""

    def __init__(self, withheld: Withheld) -> None:
        """Start with none missing."""
        super().__init__()
        self.withheld = withheld
        self._homes: dict[str, AbstractSet[str]] = {}

    def found(self, device_id: str) -> None:
        """Forget that a device was missing."""
        self.pop(device_id, None)

    def after_list(
        self, content: ListContent, known: AbstractSet[str], now: float, clock: float
    ) -> Parting:
        """Return which of the known devices are missing now, and which are gone.

        ``now`` is monotonic, ``clock`` tells the time of day.
        """
        adds_up = self.withheld.adds_up(content.counts, now, clock)
        missing = known - content.seen.keys()
        if not (adds_up and content.is_complete):
            return Parting(is_whole=False, missing=len(missing))
        is_many = len(known) >= MANY_OF and 2 * len(missing) > len(known)
        for other in self.keys() - missing:
            del self[other]
        newly_missing = tuple(missing - self.keys())
        absences = {it: self.setdefault(it, _Absence(now)) for it in missing}
        with_home = self._gone_with_home(missing, content)
        gone = tuple(
            device_id
            for device_id, absence in absences.items()
            if absence.is_over(now, is_among_many=is_many or device_id in with_home)
        )
        return Parting(
            is_whole=True,
            missing=len(missing),
            is_doubtful=(is_many or bool(with_home)) and not gone,
            newly_missing=newly_missing,
            gone=gone,
        )

    def _gone_with_home(
        self, missing: AbstractSet[str], content: ListContent
    ) -> AbstractSet[str]:
        """Return what is missing since no home is there any more that had listed it.

        The list of homes may be cut, too, and does not tell of how many it is.
        """
        kept = {it: self._homes[it] for it in missing & self._homes.keys()}
        self._homes = kept | {it: frozenset(ids) for it, ids in content.seen.items()}
        return {it for it, ids in kept.items() if ids.isdisjoint(content.homes)}

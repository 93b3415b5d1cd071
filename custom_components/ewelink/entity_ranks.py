"""Which of the entities that a home could have come first, where not all can."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription

from .devices.device import Device
from .devices.features import Feature
from .identifiers import unique_id_of

type EntityKey = tuple[Platform, str]
type Follow = Callable[[Iterable[Device]], None]


class Rank(IntEnum):
    """What comes first: the main entities of devices, then what is measured."""

    MAIN = auto()
    SENSOR = auto()
    OTHER = auto()


class Admission(Enum):
    """Whether an entity is added now, and how."""

    BY_DEFAULT = auto()
    DISABLED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """A feature that a platform has an entity for, unless it is to ask later.

    ``order`` is the place among those of its device and platform. ``follow`` makes the
    platform ask again.
    """

    platform: Platform
    device: Device
    feature: Feature
    description: EntityDescription
    order: int
    follow: Follow

    @property
    def key(self) -> EntityKey:
        """Return what the entity is known by."""
        return (self.platform, unique_id_of(self.device, self.feature))

    @property
    def is_common(self) -> bool:
        """Return whether the entity is enabled where there is room."""
        common = self.feature.common
        if common is None:
            return self.description.entity_registry_enabled_default
        return common

    @property
    def rank(self) -> Rank:
        """Return what it comes after."""
        if self.description.entity_category is not None:
            return Rank.OTHER
        return Rank.SENSOR if self.platform is Platform.SENSOR else Rank.MAIN


class Wanted(NamedTuple):
    """A new entity; what is less comes first.

    ``position`` is that of its device in the list.
    """

    rank: Rank
    position: int
    order: int
    key: EntityKey


def admitted(
    wanted: Iterable[Wanted], served: Container[int], room: int
) -> set[EntityKey]:
    """Return which are enabled: the main ones, and of the others the first that fit.

    A device without a main one has its first sensor for it, unless it is ``served``:
    known by its position to show something already.
    """
    ranked = sorted(wanted)
    firsts = {it.position: it for it in reversed(ranked) if it.position not in served}
    mains = {it.key for it in firsts.values() if it.rank is Rank.SENSOR}
    mains |= {it.key for it in ranked if it.rank is Rank.MAIN}
    ranked.sort(key=lambda it: it.key not in mains)
    return {it.key for it in ranked[: max(room, len(mains))]}

"""The feature, and the kinds of feature that have one value."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import override

from ...api.wire import Params, ReadOnlyParams
from ..places import Path, Place
from ..values import is_one_of

# A text that means something, where it stands.
type Word = tuple[str | Place, str]


def words_in(params: ReadOnlyParams) -> frozenset[Word]:
    """Return the texts of some params."""
    return frozenset((key, it) for key, it in params.items() if isinstance(it, str))


class FeatureError(ValueError):
    """A value cannot be set in the device's present state; ``reason`` is a key."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One thing a device shows or does.

    ``channel`` is set on devices with several channels. ``optional`` features exist
    only once the device has told a value. ``unless`` names a param and the values with
    which the feature does not exist, ``only`` those with which it does:
    ``("workMode", 2, 3)``.
    ``common`` is False for what few users want to see; None leaves that to the key.
    ``replaces`` are the identities of what earlier versions showed in its place.
    ``name`` is what the user calls it in the app, where that is told.
    """

    key: str
    channel: int | None = None
    common: bool | None = None
    optional: bool = False
    unless: tuple[str, *tuple[object, ...]] | None = None
    only: tuple[str, *tuple[object, ...]] | None = None
    replaces: tuple[str, ...] = ()
    name: str | None = None

    @cached_property
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset()

    @cached_property
    def places(self) -> frozenset[Place]:
        """Return where the values lie that this feature reads, as far as it tells."""
        return frozenset()

    @cached_property
    def paths(self) -> frozenset[Path]:
        """Return where more values lie: the keys from the top, EACH for any member."""
        return frozenset()

    @cached_property
    def words(self) -> frozenset[Word]:
        """Return the texts that mean something to it, each with its param or place."""
        return frozenset()

    @cached_property
    def listens(self) -> frozenset[str]:
        """Return the keys of changes that change what this feature shows."""
        return self.reads

    @cached_property
    def hears(self) -> frozenset[str]:
        """Return the keys that this feature is told of whenever a message holds them.

        Also where nothing changed: a key press repeats the same value.
        """
        return frozenset()

    @cached_property
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        return frozenset(it[0] for it in (self.unless, self.only) if it is not None)

    @cached_property
    def commanded(self) -> frozenset[str]:
        """Return the keys that are commands, not state, wherever they are sent."""
        return frozenset()

    @cached_property
    def echoed(self) -> frozenset[str]:
        """Return the keys that are a command where a device tells nothing else."""
        return frozenset()

    @cached_property
    def implied(self) -> Mapping[str, tuple[str, object]]:
        """Return what a report means that holds a key but not the param it implies."""
        return {}

    @cached_property
    def awaited(self) -> frozenset[str]:
        """Return the keys of params that make the feature appear."""
        return self.mode | self.reads if self.optional else self.mode

    @cached_property
    def identity(self) -> str:
        """Return the part of a unique id that names this feature within its device."""
        return self.key if self.channel is None else f"{self.key}_{self.channel}"

    @cached_property
    def child(self) -> str | None:
        """Return the id of the part of its device that it belongs to, if to one."""
        return None if self.channel is None else str(self.channel)

    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether a device with these params has the feature."""
        return self.fits(params)

    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether the mode that the device works in has the feature."""
        if self.unless is not None and _is_in(self.unless, params):
            return False
        return self.only is None or _is_in(self.only, params)


def _is_in(mode: tuple[str, *tuple[object, ...]], params: ReadOnlyParams) -> bool:
    param, *values = mode
    return is_one_of(params.get(param), values)


@dataclass(frozen=True, kw_only=True)
class PlacedFeature(Feature):
    """A feature with one value at one place of params."""

    place: Place

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return self.place.params

    @cached_property
    @override
    def listens(self) -> frozenset[str]:
        """Return the keys of changes that change what this feature shows."""
        return (self.reads - self.place.params) | self.place.changes

    @override
    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether a device with these params has the feature."""
        return self.fits(params) and (not self.optional or self.has_value(params))

    def has_value(self, params: ReadOnlyParams) -> bool:
        """Return whether the device has told a value."""
        return self.place.read(params) is not None


@dataclass(frozen=True, kw_only=True)
class Readable[T](PlacedFeature):
    """A feature whose value can be shown."""

    @abstractmethod
    def decode(self, params: ReadOnlyParams) -> T | None:
        """Return the value, None while unknown."""

    @override
    def has_value(self, params: ReadOnlyParams) -> bool:
        """Return whether the device has told a value that means something."""
        return self.decode(params) is not None


@dataclass(frozen=True, kw_only=True)
class Writable[T](Readable[T]):
    """A feature whose value can be set."""

    @abstractmethod
    def encode(self, value: T, params: ReadOnlyParams) -> Params:
        """Return the params that set the value."""

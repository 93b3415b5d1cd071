"""What a uiid is: a name and the features of its devices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from ..api.models import Thing
from ..api.wire import Params, ReadOnlyParams
from .energy_history import EnergyHistory
from .features import OF_ANY_DEVICE, Alarm, Feature, Presses, RadioPair, Reading
from .features.inching_times import with_allowed_times
from .hints import Hints
from .places import join_outlets, outlets
from .values import number


@dataclass(frozen=True, kw_only=True)
class DeviceType:
    """One kind of device.

    ``channels`` are those that have a device of their own, none where there is one.
    ``whole`` names the arrays and objects that a command must carry in full: the
    device takes them as they come. ``build`` makes the features that a listing decides,
    ``by_model`` has those that the product model does, "" for any other model.
    ``is_partial`` marks a row that does not know all, ``hints`` what such a type, or
    one that is in no row, was made of.
    ``local_poll`` is the word by which a meter is asked for its figures in the local
    network, None where it tells them by itself or not at all.
    ``history`` is what a meter keeps of past days or hours, None where it keeps none.
    ``mirror`` marks what Home Assistant itself has lent to the cloud, ``sleeps`` what
    is offline by nature between two reports.
    """

    name: str
    features: tuple[Feature, ...] = ()
    channels: tuple[int, ...] = ()
    whole: frozenset[str] = frozenset({"configure", "pulses"})
    build: Callable[[Thing], tuple[Feature, ...]] | None = None
    by_model: Mapping[str, tuple[Feature, ...]] = field(default_factory=dict)
    is_partial: bool = False
    hints: Hints | None = None
    local_poll: str | None = None
    history: EnergyHistory | None = None
    mirror: bool = False
    sleeps: bool = False

    def of(self, thing: Thing) -> Self:
        """Return the type with the features that this thing's listing decides."""
        if self.build is None:
            return self
        return replace(self, features=self.features + self.build(thing), build=None)

    def of_model(self, model: str) -> Self:
        """Return the type with the features that the model decides."""
        features = self.by_model.get(model) or self.by_model.get("", ())
        return replace(self, features=self.features + features)

    @cached_property
    def live(self) -> frozenset[str]:
        """Return the keys of params that are worth showing only while fresh."""
        return frozenset(
            param
            for feature in self.features
            if isinstance(feature, Reading) and feature.live
            for param in feature.reads
        )

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """Return the radio sensors that tell only when they were triggered."""
        return tuple(it for it in self.features if isinstance(it, Alarm))

    @cached_property
    def pairs(self) -> tuple[RadioPair, ...]:
        """Return the radio sensors that have two codes."""
        return tuple(it for it in self.features if isinstance(it, RadioPair))

    @cached_property
    def presses(self) -> tuple[Presses, ...]:
        """Return what is pressed."""
        return tuple(it for it in self.features if isinstance(it, Presses))

    @cached_property
    def twins(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of readings that are no values where both are 0."""
        return tuple(
            (feature.place.param, feature.twin.param)
            for feature in self.features
            if isinstance(feature, Reading) and feature.twin is not None
        )

    @cached_property
    def stamped(self) -> frozenset[str]:
        """Return the keys of params of which the time of the report matters."""
        return self.live.union(*(it.reads for it in (*self.alarms, *self.pairs)))

    @cached_property
    def commanded(self) -> frozenset[str]:
        """Return the keys that are commands, not state, wherever they are sent."""
        return frozenset(key for it in self.features for key in it.commanded)

    @cached_property
    def echoed(self) -> frozenset[str]:
        """Return the keys that are a command where a device tells nothing else."""
        return frozenset(key for it in self.features for key in it.echoed)

    @cached_property
    def implied(self) -> Mapping[str, tuple[str, object]]:
        """Return by key which param, and with which value, a report with it implies."""
        return dict(item for it in self.features for item in it.implied.items())

    def decisive(self, found: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the identities of what stays without a value, and what else decides.

        That are the keys of params that make features come and go. Devices of a kind
        mostly tell the same, so that they share both sets.
        """
        if (sets := self._decisive.get(found)) is None:
            keys = frozenset(
                param
                for it in (*self.features, *OF_ANY_DEVICE)
                for param in (it.mode if it.identity in found else it.awaited)
            )
            sets = self._decisive[found] = (found, keys)
        return sets

    @cached_property
    def _decisive(self) -> dict[frozenset[str], tuple[frozenset[str], frozenset[str]]]:
        return {}

    def shared(self, features: tuple[Feature, ...]) -> tuple[Feature, ...]:
        """Return the tuple that devices of the type share that have these features."""
        return self._shared.setdefault(tuple(map(id, features)), features)

    @cached_property
    def _shared(self) -> dict[tuple[int, ...], tuple[Feature, ...]]:
        return {}

    def complete(self, command: Params, params: ReadOnlyParams) -> Params:
        """Return the command with what must be whole filled in."""
        return {
            param: self._whole(param, value, params.get(param))
            if param in self.whole
            else value
            for param, value in command.items()
        }

    def _whole(self, param: str, changes: object, known: object) -> object:
        known = with_allowed_times(param, known)
        if isinstance(changes, dict):
            return known | changes if isinstance(known, dict) else changes
        if not isinstance(changes, list):
            return changes
        if param == "switches":
            known = [entry for entry in outlets(known) if self._is_real(entry)]
        return join_outlets(known, changes)

    def _is_real(self, entry: Params) -> bool:
        return not self.channels or number(entry.get("outlet")) in self.channels

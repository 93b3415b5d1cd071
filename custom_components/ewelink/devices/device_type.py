"""What a uiid is: a name and the features of its devices."""

from dataclasses import dataclass
from functools import cached_property

from .features import Feature, Reading, Relay
from .places import outlets
from .values import Params, ReadOnlyParams, number


@dataclass(frozen=True, kw_only=True)
class DeviceType:
    """One kind of device.

    ``whole`` names the outlet arrays that a command must carry in full: the device
    takes the array as it comes (device-catalog.md, Families).
    """

    name: str
    features: tuple[Feature, ...]
    whole: frozenset[str] = frozenset({"configure", "pulses"})

    @cached_property
    def channels(self) -> tuple[int, ...]:
        """Return the channels that switch a load, none for one-channel devices."""
        return tuple(
            feature.channel
            for feature in self.features
            if isinstance(feature, Relay) and feature.channel is not None
        )

    @cached_property
    def live(self) -> frozenset[str]:
        """Return the keys of params that are worth showing only while fresh."""
        return frozenset(
            param
            for feature in self.features
            if isinstance(feature, Reading) and feature.live
            for param in feature.reads
        )

    def complete(self, command: Params, params: ReadOnlyParams) -> Params:
        """Return the command with the arrays that must be whole filled in."""
        return {
            param: _whole(value, params.get(param)) if param in self.whole else value
            for param, value in command.items()
        }


def _whole(changes: object, known: object) -> object:
    if not isinstance(changes, list):
        return changes
    changed = {number(entry["outlet"]): entry for entry in outlets(changes)}
    whole = [entry | changed.pop(number(entry.get("outlet")), {}) for entry in outlets(known)]
    return [*whole, *changed.values()]

"""What a device can do: each feature reads params and, where it can, writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import override

from .places import Place
from .values import ON_OFF, Binary, Params, ReadOnlyParams, number

JITTER_KWH = 0.1


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
    only while their param does, ``when`` ones only while another param has the value.
    ``common`` is False for what few users want to see; None leaves that to the key.
    """

    key: str
    channel: int | None = None
    common: bool | None = None
    optional: bool = False
    when: tuple[str, object] | None = None

    @cached_property
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset()

    @property
    def identity(self) -> str:
        """Return the part of a unique id that names this feature within its device."""
        return self.key if self.channel is None else f"{self.key}_{self.channel}"

    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether a device with these params has the feature."""
        if self.when is not None and params.get(self.when[0]) != self.when[1]:
            return False
        return not self.optional or self._has_value(params)

    def _has_value(self, params: ReadOnlyParams) -> bool:
        return any(params.get(param) is not None for param in self.reads)


@dataclass(frozen=True, kw_only=True)
class PlacedFeature(Feature):
    """A feature with one value at one place of params."""

    place: Place

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset({self.place.param})

    @override
    def _has_value(self, params: ReadOnlyParams) -> bool:
        return self.place.read(params) is not None


@dataclass(frozen=True, kw_only=True)
class Relay(PlacedFeature):
    """A channel that switches a load.

    ``siblings`` are the places of the other channels: while the device's interlock is
    on (``lock`` 1), switching this one on sends them off (device-catalog.md, Families).
    """

    codec: Binary = ON_OFF
    siblings: tuple[Place, ...] = ()

    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether the load is on, None while unknown."""
        return self.codec.decode(self.place.read(params))

    def encode(self, value: bool, params: ReadOnlyParams) -> Params:  # noqa: FBT001
        """Return the params that switch the load."""
        command = self.place.write(self.codec.encode(value))
        if value and self.siblings and number(params.get("lock")) == 1:
            for sibling in self.siblings:
                _add(command, sibling.write(self.codec.encode(value=False)))
        return command


@dataclass(frozen=True, kw_only=True)
class Toggle(PlacedFeature):
    """A setting that is on or off; ``also`` travels with every command."""

    codec: Binary = ON_OFF
    also: Mapping[str, object] = field(default_factory=dict)

    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return the setting, None while unknown."""
        return self.codec.decode(self.place.read(params))

    def encode(self, value: bool, params: ReadOnlyParams) -> Params:  # noqa: FBT001
        """Return the params that change the setting."""
        return {**self.place.write(self.codec.encode(value)), **self.also}


@dataclass(frozen=True, kw_only=True)
class Inching(Toggle):
    """Falling back by itself after a time; switching it on carries that time in ms."""

    width: Place
    default_width: int = 1000

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that change the setting."""
        command = super().encode(value, params)
        if value:
            width = number(self.width.read(params)) or self.default_width
            _add(command, self.width.write(width))
        return command


@dataclass(frozen=True, kw_only=True)
class Choice(PlacedFeature):
    """A setting with named options: ``options`` maps option to raw value."""

    options: Mapping[str, object]

    def decode(self, params: ReadOnlyParams) -> str | None:
        """Return the option, None while unknown."""
        raw = self.place.read(params)
        return next((name for name, it in self.options.items() if it == raw), None)

    def encode(self, value: str, params: ReadOnlyParams) -> Params:
        """Return the params that choose the option."""
        return self.place.write(self.options[value])


@dataclass(frozen=True, kw_only=True)
class Setting(PlacedFeature):
    """A number that can be set: value = raw / ``divide``."""

    minimum: float
    maximum: float
    step: float
    divide: int = 1

    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return the value, None while unknown."""
        raw = number(self.place.read(params))
        return raw if raw is None or self.divide == 1 else raw / self.divide

    def encode(self, value: float, params: ReadOnlyParams) -> Params:
        """Return the params that set the value."""
        return self.place.write(round(value * self.divide))


@dataclass(frozen=True, kw_only=True)
class InchingTime(Setting):
    """How long a channel stays before it falls back; wire in ms, multiples of 500.

    With ``pulse``, the device takes the time only while inching is on
    (device-catalog.json, families.single_switch).
    """

    pulse: Place | None = None
    divide: int = 1000
    minimum: float = 0.5
    maximum: float = 3600
    step: float = 0.5

    @override
    def encode(self, value: float, params: ReadOnlyParams) -> Params:
        """Return the params that set the time; FeatureError while inching is off."""
        command = self.place.write(round(value * 2) * 500)
        if self.pulse is None:
            return command
        if not ON_OFF.decode(self.pulse.read(params)):
            raise FeatureError("inching_off")
        return command | self.pulse.write("on")


@dataclass(frozen=True, kw_only=True)
class Reading(PlacedFeature):
    """A measured number: value = raw / ``divide`` + correction, inside ``bounds``.

    ``live`` readings are shown only for a while after the device reported them.
    """

    divide: float = 1
    parse: Callable[[object], float | None] = number
    bounds: tuple[float, float] | None = None
    not_values: frozenset[float] = frozenset()
    correction: Place | None = None
    live: bool = False

    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return the value in the unit of its key, None where there is none."""
        value = self.parse(self.place.read(params))
        if value is None or value in self.not_values:
            return None
        if self.divide != 1:
            value = round(value / self.divide, 6)
        if self.correction is not None:
            value += number(self.correction.read(params)) or 0
        if self.bounds and not self.bounds[0] <= value <= self.bounds[1]:
            return None
        return value

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        places = [self.place] if self.correction is None else [self.place, self.correction]
        return frozenset(place.param for place in places)


@dataclass(frozen=True, kw_only=True)
class Energy(Reading):
    """A counter of kWh that grows and now and then starts anew."""

    @staticmethod
    def steady(previous: float | None, value: float) -> float:
        """Return the value, or the previous one where the fall is only jitter."""
        if previous is not None and 0 < previous - value <= JITTER_KWH:
            return previous
        return value


@dataclass(frozen=True, kw_only=True)
class State(PlacedFeature):
    """A reading with named states: ``states`` maps raw value to state."""

    states: Mapping[object, str]

    def decode(self, params: ReadOnlyParams) -> str | None:
        """Return the state, None while unknown."""
        raw = self.place.read(params)
        return self.states.get(raw) if isinstance(raw, str | int | float) else None


@dataclass(frozen=True, kw_only=True)
class Contact(PlacedFeature):
    """Something that is so or not: a door, motion, water."""

    codec: Binary

    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is so, None while unknown."""
        return self.codec.decode(self.place.read(params))


@dataclass(frozen=True, kw_only=True)
class LiveReadings(Feature):
    """A meter's reporting for a minute on request; the answer comes as reports."""

    command: Mapping[str, object]

    def encode(self) -> Params:
        """Return the params that ask for it."""
        return dict(self.command)


def _add(command: Params, more: Params) -> None:
    """Add params to a command, joining outlet arrays entry by entry."""
    for param, value in more.items():
        present = command.get(param)
        if not isinstance(present, list) or not isinstance(value, list):
            command[param] = value
            continue
        for entry in value:
            same = next((it for it in present if it["outlet"] == entry["outlet"]), None)
            if same is None:
                present.append(entry)
            else:
                same.update(entry)

"""A relay that follows what its probe measures, between two limits.

Its limits are two rules whose reactions make the mode, so that it shares no way of
writing with what has one set point.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import EACH, Path
from ..values import ON_OFF, number, same
from .base import FeatureError, Word
from .climate import OFF, Climate, ClimateChange
from .controls import NOT_A_NUMBER
from .thermostat import NO_TARGET

type Limits = tuple[float, float]

RANGE_CROSSED: Final = "target_range_crossed"
RANGE_UNKNOWN: Final = "target_range_unknown"
HEAT: Final = "heat"
COOL: Final = "cool"
DRY: Final = "dry"

TEMPERATURE: Final = "temperature"
HUMIDITY: Final = "humidity"

_NORMAL: Final = "normal"
_KINDS: Final = {OFF: _NORMAL, HEAT: TEMPERATURE, COOL: TEMPERATURE, DRY: HUMIDITY}
# Above it, numbers may as well be humidities.
_SURELY_DEGREES: Final = 35
_NOTHING_KEPT: Final[Mapping[str, Limits]] = {}
_RUNNING: Final = {HEAT: "heating", COOL: "cooling", DRY: "drying"}
# Below the upper limit there must be room for the lower one.
HUMIDITY_LIMITS: Final = (1.0, 100.0)
_USUAL_GAP: Final = 5
_PARAMS: Final = ("deviceType", "mainSwitch", "switch", "targets")


@dataclass(frozen=True, slots=True)
class Rules:
    """The two limits, and whether the relay is on below the lower one."""

    low: float
    high: float
    is_on_below: bool

    def write(self) -> Params:
        """Return the params: both limits as strings, with opposite reactions."""
        above, below = (
            {"switch": ON_OFF.encode(on)}
            for on in (not self.is_on_below, self.is_on_below)
        )
        return {
            "targets": [
                {"targetHigh": str(self.high), "reaction": above},
                {"targetLow": str(self.low), "reaction": below},
            ]
        }


@dataclass(frozen=True, kw_only=True)
class RangeThermostat(Climate):
    """A thermostat that is also a hygrostat (docs/protocol.md, "Thermostats").

    In the mode ``dry`` the limits are relative humidities. Switched off by hand, it
    keeps what it follows and counts as off. There is one pair of limits, so that those
    of the other kind are what was ``kept`` of them, by kind.
    """

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return super().reads.union(_PARAMS)

    @cached_property
    @override
    def paths(self) -> frozenset[Path]:
        """Return where its limits and their reactions lie."""
        names = (("targetHigh",), ("targetLow",), ("reaction", "switch"))
        return frozenset(("targets", EACH, *it) for it in names)

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name what its relay follows."""
        return super().words | {("deviceType", it) for it in _KINDS.values()}

    @override
    def modes(self, params: ReadOnlyParams) -> tuple[str, ...]:
        """Return the modes that there are."""
        return tuple(_KINDS)

    @override
    def mode_of(self, params: ReadOnlyParams, last: str | None = None) -> str | None:
        """Return the mode, None while unknown."""
        is_paused = ON_OFF.decode(params.get("mainSwitch")) is False
        return OFF if is_paused else _followed(params)

    @override
    def action(self, params: ReadOnlyParams) -> str | None:
        """Return what the device does; unknown while its relay is on by hand."""
        mode = self.mode_of(params)
        is_on = ON_OFF.decode(params.get("switch"))
        if mode is None or is_on is None:
            return None
        if mode == OFF:
            return None if is_on else OFF
        return _RUNNING[mode] if is_on else "idle"

    def follows_humidity(self, params: ReadOnlyParams) -> bool:
        """Return whether the limits are humidities, though it may be paused by hand."""
        return _kind(params) == HUMIDITY

    def target_range(
        self, params: ReadOnlyParams, kept: Mapping[str, Limits], kind: str
    ) -> Limits | None:
        """Return the lower and the upper limit of a kind, None while unknown."""
        told = told_limits(params)
        if told is not None and kind in _kinds_of(told, params, kept):
            return told
        return kept.get(kind)

    def told_range(self, params: ReadOnlyParams) -> Mapping[str, Limits]:
        """Return the limits by their kind, where the device tells of which they are."""
        kind, limits = _kind(params), told_limits(params)
        return {} if limits is None or kind == _NORMAL else {kind: limits}

    @override
    def encode(
        self,
        change: ClimateChange,
        params: ReadOnlyParams,
        last: str | None = None,
        kept: Mapping[str, Limits] = _NOTHING_KEPT,
    ) -> Params:
        """Return the params of a change: always both limits, but to switch off.

        Raises FeatureError where the limits cross, none of the kind are known, or
        temperatures are to be limits of the humidity.
        """
        if change.mode == OFF and change.target_range is None:
            return {"mainSwitch": "off", "deviceType": _NORMAL}
        rules = self._rules(change, params, kept)
        if change.mode is None:
            kind = _kind(params)
            is_on = ON_OFF.decode(params.get("mainSwitch")) or False
        else:
            kind, is_on = _KINDS[change.mode], change.mode != OFF
        return {
            "deviceType": kind,
            "mainSwitch": ON_OFF.encode(is_on),
            **rules.write(),
        }

    def _rules(
        self, change: ClimateChange, params: ReadOnlyParams, kept: Mapping[str, Limits]
    ) -> Rules:
        if change.target_range is None:
            kind = _kind(params) if change.mode is None else _KINDS[change.mode]
            limits = self.target_range(params, kept, kind)
        elif change.mode is None and self.follows_humidity(params):
            raise FeatureError(NO_TARGET)
        else:
            low, high = change.target_range
            limits = self._rounded(low), self._rounded(high)
        if limits is None:
            raise FeatureError(RANGE_UNKNOWN)
        if limits[0] >= limits[1]:
            raise FeatureError(RANGE_CROSSED)
        return Rules(*limits, _is_on_below(change.mode, params))

    def _rounded(self, value: float) -> float:
        # Home Assistant lets "nan" through.
        if not isfinite(value):
            raise FeatureError(NOT_A_NUMBER)
        rounded = round(value / self.step) * self.step
        return int(rounded) if float(rounded).is_integer() else rounded

    @override
    def encode_on(
        self,
        params: ReadOnlyParams,
        last_on: str | None = None,
        kept: Mapping[str, Limits] = _NOTHING_KEPT,
    ) -> Params:
        """Return the params that go on where it was paused, or with the last mode."""
        mode = _followed(params)
        if mode in {None, OFF}:
            mode = last_on or _mode_of_rules(params, kept)
        return self.encode(ClimateChange(mode=mode), params, kept=kept)

    @override
    def followed_target(self, params: ReadOnlyParams) -> float | None:
        """Return None: there is not one set point."""
        return None

    @override
    def echo(self, params: ReadOnlyParams, last: str | None = None) -> Params:
        """Return nothing: a command holds all that it means."""
        return {}

    def encode_humidity(
        self,
        humidity: float,
        params: ReadOnlyParams,
        kept: Mapping[str, Limits] = _NOTHING_KEPT,
    ) -> Params:
        """Return the params of an upper limit; the lower one keeps its distance."""
        limits = self.target_range(params, kept, HUMIDITY)
        gap = _USUAL_GAP if limits is None else limits[1] - limits[0]
        low = max(humidity - max(gap, self.step), 0)
        change = ClimateChange(mode=DRY, target_range=(low, humidity))
        return self.encode(change, params)


def told_limits(params: ReadOnlyParams) -> Limits | None:
    """Return the lower and the upper limit, of whatever they are."""
    low, high = _limit("targetLow", params), _limit("targetHigh", params)
    return None if low is None or high is None else (low, high)


def _kinds_of(
    told: Limits, params: ReadOnlyParams, kept: Mapping[str, Limits]
) -> frozenset[str]:
    """Return of what limits may be: by hand, the device does not tell."""
    kind = _kind(params)
    if kind != _NORMAL:
        return frozenset({kind})
    known = frozenset(it for it, limits in kept.items() if limits == told)
    if known or told[1] > _SURELY_DEGREES:
        return known
    return frozenset({TEMPERATURE})


def _mode_of_rules(params: ReadOnlyParams, kept: Mapping[str, Limits]) -> str:
    """Return the mode that the limits are of, where the device follows none."""
    told = told_limits(params)
    if told is not None and _kinds_of(told, params, kept) == {HUMIDITY}:
        return DRY
    return COOL if _told_below(params) is False else HEAT


def _kind(params: ReadOnlyParams) -> str:
    """Return what the relay follows, as it is spelt."""
    kind = params.get("deviceType")
    return next((it for it in _KINDS.values() if same(kind, it)), _NORMAL)


def _followed(params: ReadOnlyParams) -> str | None:
    """Return the mode that the device has, though it may be paused by hand."""
    kind = params.get("deviceType")
    if same(kind, _NORMAL):
        return OFF
    if same(kind, _KINDS[DRY]):
        return DRY
    is_on_below = _told_below(params)
    if is_on_below is None or not same(kind, _KINDS[HEAT]):
        return None
    return HEAT if is_on_below else COOL


def _is_on_below(mode: str | None, params: ReadOnlyParams) -> bool:
    """Return how the relay must react; what only moves the limits keeps that."""
    told = _told_below(params)
    if mode in {None, OFF} or (mode == DRY and _followed(params) == DRY):
        return mode != DRY if told is None else told
    return mode == HEAT


def _told_below(params: ReadOnlyParams) -> bool | None:
    """Return whether the relay is on below the lower limit, None while unknown."""
    below = _reaction("targetLow", params)
    if below is not None:
        return below
    above = _reaction("targetHigh", params)
    return None if above is None else not above


def _rule(name: str, params: ReadOnlyParams) -> Mapping[str, object]:
    targets = params.get("targets")
    rules = targets if isinstance(targets, list) else []
    return next((it for it in rules if isinstance(it, dict) and name in it), {})


def _limit(name: str, params: ReadOnlyParams) -> float | None:
    return number(_rule(name, params).get(name))


def _reaction(name: str, params: ReadOnlyParams) -> bool | None:
    reaction = _rule(name, params).get("reaction")
    return ON_OFF.decode(reaction.get("switch")) if isinstance(reaction, dict) else None

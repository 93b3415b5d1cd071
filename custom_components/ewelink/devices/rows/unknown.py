"""A device whose type is not known, or not wholly: features from the params it has.

Whatever the rows know how to read is read here too. All of it is optional, so that
a device shows what it tells and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..device_type import DeviceType
from ..features import Feature, Relay
from ..hints import Hints
from ..values import ON_OFF
from .climate import INCHING_OBJECT, INCHING_WHOLE, PROBE, VALVE_OPENING
from .fans import WATER_SHORTAGE
from .meters import FIRST_PHASE, channel_readings
from .parts import (
    CHILD_LOCK,
    CHILD_RSSI,
    INTERLOCK,
    LED,
    POWER_ON,
    RSSI,
    humidity,
    live_readings,
    temperature,
)
from .relays import (
    INCHING,
    SWITCH,
    SWITCH_BOOLEAN,
    THERMOSTAT_SWITCH,
    WHOLE_ZIGBEE,
    boolean_relays,
    channels,
    children,
    inching,
    power_on_states,
    relays,
)
from .switches import LED_LEVEL
from .told import LIKE_EVERYWHERE, ON_SCALE_OF_LOAD, RAW_CLIMATE, RAW_LOAD
from .zigbee import DOOR, MOISTURE, REMOTE_TEMPERATURE

NAME = "eWeLink device"


def told_type(hints: Hints, row: DeviceType | None = None) -> DeviceType:
    """Return a type with all that its params may tell, beside what its row knows.

    What a row reads it reads better.
    """
    row = row or DeviceType(name=NAME)
    has_relays = any(isinstance(feature, Relay) for feature in row.features)
    count = len(row.channels) if has_relays else hints.channels
    candidates = (
        *(() if has_relays else _switches(hints)),
        *_settings_of_switches(hints, count or 1),
        *_interlock_or_door(hints, count, has_relays=has_relays),
        *_of_others(hints),
    )
    known = _without_absent(row.features, candidates, hints)
    identities = {feature.identity for feature in known}.union(
        *(feature.replaces for feature in known)
    )
    read = {param for feature in row.features for param in feature.reads}
    told = tuple(
        replace(feature, optional=True)
        for feature in candidates
        if feature.identity not in identities and read.isdisjoint(feature.reads)
    )
    return replace(
        row,
        features=known + told,
        channels=row.channels or children(hints.channels),
        # Behind a bridge, outlets are taken as they come: every known device does.
        whole=row.whole | INCHING_WHOLE | (WHOLE_ZIGBEE if hints.is_child else set()),
        hints=hints,
    )


def _without_absent(
    features: tuple[Feature, ...], candidates: Iterable[Feature], hints: Hints
) -> tuple[Feature, ...]:
    """Return a row's features, but those that are not told while their like are."""
    told = {it.identity for it in candidates if not hints.told.isdisjoint(it.reads)}
    return tuple(
        it
        for it in features
        if not it.optional
        or it.identity not in told
        or not hints.told.isdisjoint(it.reads)
    )


def _interlock_or_door(
    hints: Hints, count: int, *, has_relays: bool
) -> Iterator[Feature]:
    if min(hints.outlets, count) > 1:
        yield INTERLOCK
    elif not (has_relays or hints.has_relay):
        yield DOOR


def _of_others(hints: Hints) -> Iterator[Feature]:
    yield LED_LEVEL if "sledOnline" not in hints.told else LED
    yield CHILD_RSSI if hints.is_child else RSSI
    if "childLock" in hints.truths:
        yield CHILD_LOCK
    else:
        yield replace(CHILD_LOCK, codec=ON_OFF)
    yield WATER_SHORTAGE if _is_humidifier(hints) else MOISTURE
    yield from _readings(hints)
    yield from LIKE_EVERYWHERE


def _is_humidifier(hints: Hints) -> bool:
    """Return whether water is that in a tank: with a mist beside a switch, or a lamp.

    Leak sensors may have either of the two; behind a bridge there is nothing else.
    """
    has_mist = hints.told >= {"switch", "state"}
    return not hints.is_child and (has_mist or "lightswitch" in hints.told)


def _switches(hints: Hints) -> Iterable[Feature]:
    if hints.outlets:
        return _numbered(hints.channels, relays(hints.outlets))
    if hints.booleans:
        return _numbered(hints.channels, boolean_relays(hints.booleans))
    if "mainSwitch" in hints.told:
        return (THERMOSTAT_SWITCH,)
    return (SWITCH_BOOLEAN if "switch" in hints.truths else SWITCH,)


def _numbered(count: int, features: Iterable[Feature]) -> Iterable[Feature]:
    """Return the features of outlets with channels, where there are several."""
    numbers = dict(enumerate(channel for _, channel in channels(count)))
    return [
        replace(feature, channel=numbers[feature.channel or 0]) for feature in features
    ]


def _settings_of_switches(hints: Hints, count: int) -> Iterator[Feature]:
    """Yield the settings of each outlet, or of the only one there is."""
    if "configure" in hints.told and (hints.outlets or "startup" not in hints.told):
        yield from power_on_states(count)
    else:
        yield POWER_ON
    if "pulses" in hints.told and (hints.outlets or "pulse" not in hints.told):
        yield from inching(count)
    else:
        yield from INCHING_OBJECT if "pulseConfig" in hints.told else INCHING


def _readings(hints: Hints) -> Iterator[Feature]:
    """Yield what has a unit where the scale is known."""
    has_probe = not hints.told.isdisjoint({"currentTemperature", "currentHumidity"})
    if hints.climate_scale is None or has_probe:
        yield from PROBE
        yield from RAW_CLIMATE
    else:
        yield temperature(hints.climate_scale)
        yield humidity(hints.climate_scale)
        yield replace(REMOTE_TEMPERATURE, divide=hints.climate_scale)
    yield from _loads(hints)
    yield from _energies(hints)
    if "curTargetTemp" in hints.told:
        yield VALVE_OPENING


def _loads(hints: Hints) -> Iterator[Feature]:
    """Yield the readings of a meter; those of an only load are shown once."""
    is_phased = not hints.told.isdisjoint({"phase_0_p", "phase_0_v", "phase_0_c"})
    if is_phased:
        yield from FIRST_PHASE
    if hints.channels > 1 or not is_phased:
        yield from _numbered(hints.channels, channel_readings(hints.meters))
    if hints.load_scale is None:
        yield from RAW_LOAD
    elif not is_phased and (hints.channels > 1 or not hints.meters):
        yield from live_readings(hints.load_scale)


def _energies(hints: Hints) -> Iterable[Feature]:
    """Return what was used and supplied, on the scale of the load.

    None while a load is told whose scale is not known: a counter that turns out to be
    a hundred times as large would spoil the statistics. Without any load, they are the
    hundredths that nearly all types report.
    """
    if hints.load_scale is not None:
        return [replace(it, divide=hints.load_scale) for it in ON_SCALE_OF_LOAD]
    has_load = not hints.told.isdisjoint({"power", "voltage", "current"})
    return () if has_load else ON_SCALE_OF_LOAD

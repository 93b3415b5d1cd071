"""Families of devices that switch loads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..features import (
    Feature,
    Inching,
    InchingEntry,
    InchingEntryTime,
    InchingTime,
    Relay,
)
from ..places import Either, Outlet, Param
from ..values import TRUE_FALSE
from .parts import CHILD_RSSI, INTERLOCK, LED, POWER_ON, RSSI, power_on

WHOLE_ZIGBEE = frozenset({"switches", "configure", "pulses"})

SWITCH = Relay(key="switch", place=Param("switch"))
SWITCH_BOOLEAN = Relay(key="switch", place=Param("switch"), codec=TRUE_FALSE)
THERMOSTAT_SWITCH = Relay(
    key="switch",
    place=Param("switch"),
    mirrors=(Param("mainSwitch"),),
    also={"deviceType": "normal"},
)
INCHING: tuple[Feature, ...] = (
    Inching(
        key="inching",
        place=Param("pulse"),
        width=Param("pulseWidth"),
        optional=True,
    ),
    InchingTime(key="inching_time", place=Param("pulseWidth"), pulse=Param("pulse")),
)
SINGLE: tuple[Feature, ...] = (SWITCH, POWER_ON, *INCHING, LED, RSSI)


def channels(count: int) -> Iterable[tuple[int, int | None]]:
    """Yield each outlet with its channel, which a single outlet has none of."""
    return [(0, None)] if count == 1 else [(n, n) for n in range(count)]


def children(count: int) -> tuple[int, ...]:
    """Return the channels with a device of their own, which a single one has not."""
    return tuple(range(count)) if count > 1 else ()


def relays(count: int, also: Mapping[str, object] | None = None) -> tuple[Feature, ...]:
    """Return the relays of the outlet array."""
    return tuple(
        Relay(
            key="switch",
            channel=channel,
            place=Outlet("switches", n, "switch"),
            siblings=tuple(
                Outlet("switches", it, "switch") for it in range(count) if it != n
            ),
            also=also or {},
        )
        for n, channel in channels(count)
    )


def boolean_relays(count: int) -> tuple[Feature, ...]:
    """Return relays that have a boolean key each."""
    return tuple(
        Relay(
            key="switch",
            channel=channel,
            place=Param(f"switch_0{n}"),
            codec=TRUE_FALSE,
        )
        for n, channel in channels(count)
    )


def power_on_states(count: int) -> tuple[Feature, ...]:
    """Return the state in which each outlet starts."""
    return tuple(power_on(n, channel) for n, channel in channels(count))


def inching(count: int) -> tuple[Feature, ...]:
    """Return the inching of each outlet."""
    return tuple(
        feature for n, channel in channels(count) for feature in _inching(n, channel)
    )


def resting_inching(count: int) -> tuple[Feature, ...]:
    """Return the inching of outlets that may fall back to on as well as to off."""
    return tuple(
        replace(feature, rest=Outlet("pulses", n, "switch"))
        for n, channel in channels(count)
        for feature in _inching(n, channel)
    )


def _inching(outlet: int, channel: int | None) -> tuple[InchingEntry, InchingEntryTime]:
    pulse = Outlet("pulses", outlet, "pulse")
    width = Either(
        Outlet("pulses", outlet, "width"), Outlet("pulses", outlet, "pulseWidth")
    )
    return (
        InchingEntry(
            key="inching", channel=channel, place=pulse, width=width, optional=True
        ),
        InchingEntryTime(key="inching_time", channel=channel, place=width, pulse=pulse),
    )


def outlets_only(count: int) -> tuple[Feature, ...]:
    """Return what each outlet of the multi-channel protocol has."""
    return (*relays(count), *power_on_states(count), *inching(count))


def multi(count: int) -> tuple[Feature, ...]:
    """Return a Wi-Fi device of the multi-channel protocol."""
    interlock = (INTERLOCK,) if count > 1 else ()
    return (*outlets_only(count), *interlock, LED, RSSI)


def zigbee_multi(count: int) -> tuple[Feature, ...]:
    """Return a Zigbee device with several relays."""
    return (*relays(count), CHILD_RSSI)


def except_in(
    param: str, modes: tuple[object, ...], features: Iterable[Feature]
) -> tuple[Feature, ...]:
    """Return features that do not exist while the device works in certain modes."""
    return tuple(replace(feature, unless=(param, *modes)) for feature in features)

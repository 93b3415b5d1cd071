"""Devices that speak otherwise in the local network than with the cloud.

Which they are, and what their reports are in the words of the cloud
(docs/protocol.md, "LAN commands").
"""

from collections.abc import Mapping
from enum import Enum, auto
import re
from typing import Final, NamedTuple

from ..wire import Params, ReadOnlyParams, as_int, as_object

# What a probe reports that is not there is colder than anything can be.
_COLDEST: Final = -273.15
_NO_READING: Final = "unavailable"
# The outlets of a fan's speed, from the slowest on; the first is its power.
SPEEDS: Final = {1: ("off", "off"), 2: ("on", "off"), 3: ("off", "on")}
_TRIGGER: Final = re.compile(r"rfTrig\d{1,3}")
_CLICK: Final = 11
# What only DIY mode calls so; where both are told, it is the one that is set.
_DIY_WORDS: Final = {"signalStrength": "rssi", "startups": "configure"}


class Dialect(Enum):
    """How a device speaks in the local network."""

    COMMON = auto()
    FAN_LIGHT = auto()
    THERMOSTAT_PLUG = auto()
    RADIO_BRIDGE = auto()


_BY_TYPE: Final = {
    "fan_light": Dialect.FAN_LIGHT,
    "th_plug": Dialect.THERMOSTAT_PLUG,
    "rf": Dialect.RADIO_BRIDGE,
}
# While a device was not heard yet: what most of its kind announce.
_BY_UIID: Final = {
    15: Dialect.THERMOSTAT_PLUG,
    28: Dialect.RADIO_BRIDGE,
    34: Dialect.FAN_LIGHT,
    181: Dialect.THERMOSTAT_PLUG,
}


def dialect_of(kind: str, uiid: int | None) -> Dialect:
    """Return how a device speaks that announces a type, or none yet."""
    if kind:
        return _BY_TYPE.get(kind, Dialect.COMMON)
    return Dialect.COMMON if uiid is None else _BY_UIID.get(uiid, Dialect.COMMON)


class Report(NamedTuple):
    """What a device tells, in the words of the cloud: its state, and what happened.

    What happened is one message each, as the cloud would send it.
    """

    state: Params
    events: list[Params]


def read_report(
    dialect: Dialect, told: Params, triggers: Mapping[str, object]
) -> Report:
    """Return what a device tells; ``triggers`` are those that it told before."""
    events: list[Params] = []
    if dialect is Dialect.FAN_LIGHT:
        told = _read_fan(told)
    elif dialect is Dialect.THERMOSTAT_PLUG:
        told = _read_thermostat(told)
    elif dialect is Dialect.RADIO_BRIDGE:
        told, events = _read_radio(told, triggers)
    if "localKeyPass" in told:
        told = dict(told)
        press = told.pop("localKeyPass")
        # Otherwise it is the last one, of whenever that was.
        if as_int(told.get("triggerType")) == _CLICK:
            events.append({"localKeyPass": press})
    return Report(told, events)


def in_words_of_the_cloud(told: Params) -> Params:
    """Return what a device in DIY mode tells under the names that it has elsewhere."""
    if _DIY_WORDS.keys().isdisjoint(told):
        return told
    common = {key: it for key, it in told.items() if key not in _DIY_WORDS}
    own = {_DIY_WORDS[key]: it for key, it in told.items() if key in _DIY_WORDS}
    return common | own


def triggers_in(told: ReadOnlyParams) -> Params:
    """Return when a radio bridge received what, as far as it tells."""
    return {key: value for key, value in told.items() if _TRIGGER.fullmatch(key)}


def _read_radio(
    told: Params, triggers: Mapping[str, object]
) -> tuple[Params, list[Params]]:
    """Return the state of a radio bridge, and what it received just now.

    It repeats the last trigger whenever it tells anything.
    """
    new = {
        key: value
        for key, value in triggers_in(told).items()
        if triggers.get(key) != value
    }
    state = {key: value for key, value in told.items() if key not in new}
    if state.get("cmd") == "trigger":
        del state["cmd"]
    return state, [{"cmd": "trigger", key: value} for key, value in new.items()]


def _read_thermostat(told: Params) -> Params:
    """Return the state of a plug with a probe, whose older firmware has other names."""
    if "temperature" not in told and "humidity" not in told:
        return told
    state = dict(told)
    temperature = state.pop("temperature", None)
    humidity = state.pop("humidity", None)
    is_absent = isinstance(temperature, int | float) and temperature < _COLDEST
    for key, value in (
        ("currentTemperature", temperature),
        ("currentHumidity", humidity),
    ):
        if value is not None:
            # As text, as the cloud has it, so that the two are the same.
            state.setdefault(key, _NO_READING if is_absent else str(value))
    return state


def _read_fan(told: Params) -> Params:
    """Return the state of a ceiling fan as the outlets that the cloud knows."""
    outlets = {0: told.get("light"), 1: told.get("fan")}
    if (pair := SPEEDS.get(as_int(told.get("speed")) or 0)) is not None:
        outlets |= {2: pair[0], 3: pair[1]}
    switches = [
        {"outlet": outlet, "switch": value}
        for outlet, value in outlets.items()
        if isinstance(value, str)
    ]
    if not switches:
        return told
    state = {k: it for k, it in told.items() if k not in ("light", "fan", "speed")}
    return {**state, "switches": switches}


def outlet_values(value: object) -> dict[int, object]:
    """Return what an array of outlets has for each `switch`; {} for anything else."""
    found: dict[int, object] = {}
    for item in value if isinstance(value, list) else ():
        entry = as_object(item) or {}
        outlet = as_int(entry.get("outlet"))
        if outlet is not None and "switch" in entry:
            found[outlet] = entry["switch"]
    return found

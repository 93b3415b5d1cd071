"""Devices behind a Zigbee bridge that switch, sense or report."""

from dataclasses import replace

from ..device_type import DeviceType
from ..features import Contact, Counter, Feature, Reading, Setting, Toggle, Valve
from ..places import Either, Param
from ..values import ON_OFF, ONE_ZERO, TRUE_FALSE, Binary
from .buttons import local_buttons
from .parts import (
    BATTERY,
    CHILD_LOCK,
    CHILD_RSSI,
    HUNDREDTHS,
    POWER_ON,
    humidity,
    partly_known,
    temperature,
)
from .relays import (
    INCHING,
    SWITCH,
    WHOLE_ZIGBEE,
    boolean_relays,
    channels,
    children,
    inching,
    power_on_states,
    relays,
    zigbee_multi,
)
from .sirens import INDOOR_SIREN, SIREN_SETTINGS, SIREN_WHOLE

MOTION = Contact(key="motion", place=Param("motion"), codec=ONE_ZERO)
OCCUPANCY = Contact(key="occupancy", place=Param("human"), codec=ONE_ZERO)
DOOR = Contact(key="door", place=Param("lock"), codec=ONE_ZERO)
TAMPER = Contact(key="tamper", place=Param("split"), codec=ONE_ZERO)
MOISTURE = Contact(key="moisture", place=Param("water"), codec=ONE_ZERO)
SMOKE = Contact(key="smoke", place=Param("smoke"), codec=ONE_ZERO)
LIGHT = Contact(key="light", place=Param("brState"), codec=Binary("brighter", "darker"))
TEMPERATURE = temperature(HUNDREDTHS)
HUMIDITY = humidity(HUNDREDTHS)
CLIMATE: tuple[Feature, ...] = (TEMPERATURE, HUMIDITY, BATTERY, CHILD_RSSI)

WATER_USE: tuple[Feature, ...] = (
    Counter(
        key="water_today",
        place=Either(Param("todayWaterUsage"), Param("TodayWaterUsage")),
    ),
    Contact(key="problem", place=Param("hasException"), codec=TRUE_FALSE),
    Reading(key="water_run", place=Param("realIrrigationVolume")),
)
VALVE = Valve(
    place=Param("switch"), also={"controlMode": "manual"}, replaces=("switch",)
)
ILLUMINANCE = Reading(key="illuminance", place=Param("illumination"))
REMOTE_TEMPERATURE = Reading(
    key="remote_temperature", place=Param("remoteTemperature"), divide=HUNDREDTHS
)
TURBO = Toggle(key="turbo", place=Param("wallPenetration"), codec=TRUE_FALSE)


def _number(key: str, param: str, low: float, high: float) -> Setting:
    return Setting(key=key, place=Param(param), minimum=low, maximum=high, step=1)


DETECTION_INTERVAL = _number("detection_interval", "detectInterval", 1, 3600)
SENSITIVITY = _number("sensitivity", "sensitivity", 1, 3)
CLEAR_DELAY = _number("clear_delay", "judgeTime", 1, 65535)


def _valves(count: int) -> tuple[Feature, ...]:
    """Return the valves of a device, each of which was a switch before."""
    return tuple(
        Valve(
            channel=channel,
            place=Param(f"switch_0{n}"),
            replaces=("switch" if channel is None else f"switch_{channel}",),
        )
        for n, channel in channels(count)
    )


def _multi_with_settings(count: int) -> DeviceType:
    return DeviceType(
        name=f"Zigbee switch, {count} channels",
        features=(*zigbee_multi(count), *power_on_states(count), *inching(count)),
        whole=WHOLE_ZIGBEE,
        channels=children(count),
    )


def _multi(count: int) -> DeviceType:
    return DeviceType(
        name=f"Zigbee switch, {count} channels",
        features=zigbee_multi(count),
        whole=WHOLE_ZIGBEE,
        channels=children(count),
    )


def _climate(name: str) -> DeviceType:
    return DeviceType(name=name, features=CLIMATE)


TYPES = {
    1009: DeviceType(name="Zigbee plug", features=(SWITCH, CHILD_RSSI)),
    1256: DeviceType(name="Zigbee switch", features=(SWITCH, CHILD_RSSI)),
    1770: _climate("Zigbee temperature and humidity sensor"),
    1771: _climate("Zigbee temperature and humidity sensor"),
    2026: DeviceType(
        name="Zigbee motion sensor",
        features=(
            MOTION,
            replace(BATTERY, optional=True),
        ),
    ),
    2256: _multi(2),
    3026: DeviceType(name="Zigbee door sensor", features=(DOOR, BATTERY)),
    3256: _multi(3),
    4026: DeviceType(name="Zigbee leak sensor", features=(MOISTURE, BATTERY)),
    4256: _multi(4),
    5026: DeviceType(name="Zigbee smoke detector", features=(SMOKE, BATTERY)),
    7001: _climate("Zigbee temperature and humidity sensor"),
    7002: DeviceType(
        name="Zigbee motion sensor",
        features=(
            MOTION,
            LIGHT,
            DETECTION_INTERVAL,
            BATTERY,
            CHILD_RSSI,
        ),
    ),
    7003: DeviceType(
        name="Zigbee door sensor", features=(DOOR, TAMPER, BATTERY, CHILD_RSSI)
    ),
    7004: DeviceType(name="Zigbee switch", features=(SWITCH, POWER_ON, CHILD_RSSI)),
    7005: DeviceType(name="Zigbee plug", features=(SWITCH, CHILD_RSSI)),
    7010: DeviceType(
        name="Zigbee switch",
        features=(
            SWITCH,
            POWER_ON,
            *INCHING,
            Toggle(key="backlight", place=Param("backlight"), codec=ON_OFF),
            TURBO,
            CHILD_RSSI,
        ),
    ),
    7011: _multi_with_settings(2),
    7012: _multi_with_settings(3),
    7013: _multi_with_settings(4),
    7014: _climate("Zigbee temperature and humidity sensor"),
    7016: DeviceType(
        name="Zigbee presence sensor",
        features=(
            OCCUPANCY,
            replace(LIGHT, optional=True),
            SENSITIVITY,
            CLEAR_DELAY,
            CHILD_RSSI,
        ),
    ),
    7018: DeviceType(name="Zigbee repeater", features=(CHILD_RSSI,)),
    7019: DeviceType(
        name="Zigbee leak sensor", features=(MOISTURE, BATTERY, CHILD_RSSI)
    ),
    7021: DeviceType(
        name="Zigbee metering plug, 2 channels",
        is_partial=True,
        features=(*boolean_relays(2), CHILD_RSSI),
        channels=children(2),
    ),
    7022: DeviceType(
        name="Zigbee metering plug, 3 channels",
        is_partial=True,
        features=(*boolean_relays(3), CHILD_RSSI),
        channels=children(3),
    ),
    7027: DeviceType(
        name="Zigbee water valve",
        features=(VALVE, BATTERY, *WATER_USE, CHILD_RSSI),
    ),
    7029: DeviceType(
        name="Zigbee dual-channel switch",
        features=(
            *relays(2),
            *power_on_states(2),
            *local_buttons(2),
            CHILD_RSSI,
        ),
        channels=children(2),
    ),
    7033: DeviceType(
        name="Zigbee temperature and humidity sensor",
        features=(
            temperature(),
            replace(humidity(), optional=True),
            BATTERY,
            CHILD_RSSI,
        ),
    ),
    7038: DeviceType(
        name="Zigbee temperature and humidity sensor",
        features=(
            TEMPERATURE,
            HUMIDITY,
            REMOTE_TEMPERATURE,
            BATTERY,
            CHILD_RSSI,
        ),
    ),
    7028: partly_known("Zigbee wall switch, 1 gang"),
    7030: partly_known("Zigbee wall switch, 3 gang"),
    7040: partly_known("Zigbee relay, 2 channels", *local_buttons(2)),
    7047: DeviceType(
        name="Zigbee water valve", features=(*_valves(1), BATTERY, CHILD_RSSI)
    ),
    7048: DeviceType(
        name="Zigbee water valve, 2 outlets",
        features=(*_valves(2), BATTERY, CHILD_RSSI),
        channels=children(2),
    ),
    7051: DeviceType(
        name="Zigbee presence sensor",
        features=(OCCUPANCY, ILLUMINANCE, CLEAR_DELAY, CHILD_LOCK, CHILD_RSSI),
    ),
    7052: _climate("Zigbee temperature and humidity sensor"),
    7055: DeviceType(
        name="Zigbee motion sensor",
        features=(
            OCCUPANCY,
            ILLUMINANCE,
            BATTERY,
            CHILD_RSSI,
        ),
    ),
    7056: DeviceType(
        name="Zigbee siren",
        is_partial=True,
        features=(INDOOR_SIREN, *SIREN_SETTINGS, BATTERY, CHILD_RSSI),
        whole=SIREN_WHOLE,
    ),
}

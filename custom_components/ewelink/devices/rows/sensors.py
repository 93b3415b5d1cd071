"""Sensors on Wi-Fi, and bridges of others."""

from dataclasses import replace

from ...api.models import Thing
from ..device_type import DeviceType
from ..features import Below, Contact, Feature, Online, Reading, Toggle
from ..places import Param
from ..values import ON_OFF, ONE_ZERO, number
from .parts import (
    BATTERY,
    CHILD_RSSI,
    HUNDREDTHS,
    LED,
    RSSI,
    humidity,
    temperature,
    toggle,
)

DOOR = Contact(key="door", place=Param("switch"))
ONLINE = Online(key="online")
VOLTS = Param("battery")


def _low_battery(thing: Thing) -> tuple[Feature, ...]:
    """Return the warning of a battery in volts; the cloud tells its limit."""
    limit = number(thing.dev_config.get("lowVolAlarm"))
    if limit is None:
        return ()
    return (Below(key="battery_low", place=VOLTS, limit=limit),)


LEVELS: tuple[Feature, ...] = (
    Reading(key="dust_level", place=Param("dusty")),
    Reading(key="light_level", place=Param("light")),
    Reading(key="noise_level", place=Param("noise")),
)
AIR: tuple[Feature, ...] = (
    Reading(key="carbon_dioxide", place=Param("co2")),
    Reading(key="pm25", place=Param("pm2_5")),
    Reading(key="pm10", place=Param("pm10")),
)
ZIGBEE_LED = Contact(key="zigbee_led", place=Param("zled"))
ARMED = toggle("armed", "defense", ONE_ZERO)


def _optional(*features: Feature) -> tuple[Feature, ...]:
    return tuple(replace(feature, optional=True) for feature in features)


TYPES = {
    18: DeviceType(
        name="Sensor hub",
        features=(
            temperature(),
            humidity(),
            *LEVELS,
        ),
    ),
    66: DeviceType(
        name="Zigbee bridge",
        features=(
            ZIGBEE_LED,
            LED,
            RSSI,
            ONLINE,
        ),
    ),
    102: DeviceType(
        name="Door sensor",
        features=(DOOR, Reading(key="battery_voltage", place=VOLTS), RSSI),
        build=_low_battery,
        sleeps=True,
    ),
    128: DeviceType(name="Stackable meter, main unit", features=(LED, RSSI, ONLINE)),
    154: DeviceType(
        name="Door sensor",
        features=(DOOR, BATTERY, RSSI, ARMED),
        sleeps=True,
    ),
    168: DeviceType(
        name="Zigbee bridge Pro",
        features=(
            LED,
            RSSI,
            Toggle(key="zigbee_led", place=Param("zled"), codec=ON_OFF),
            ONLINE,
        ),
    ),
    242: DeviceType(
        name="Temperature and humidity sensor",
        features=(
            temperature(HUNDREDTHS),
            humidity(HUNDREDTHS),
            BATTERY,
            CHILD_RSSI,
        ),
    ),
    243: DeviceType(name="Matter bridge", features=(LED, RSSI, ONLINE)),
    266: DeviceType(
        name="Air quality monitor",
        features=(
            *_optional(
                temperature(),
                humidity(),
                *AIR,
            ),
            RSSI,
        ),
    ),
}

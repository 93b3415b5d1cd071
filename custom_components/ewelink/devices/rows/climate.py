"""Thermostats, control panels, radiator valves and air conditioners."""

from dataclasses import replace

from ..device_type import DeviceType
from ..features import (
    Choice,
    Contact,
    Feature,
    InchingEntry,
    InchingEntryTime,
    Reading,
    Setting,
    Toggle,
)
from ..places import Either, Field, Param
from ..values import ON_OFF, ONE_ZERO, TRUE_FALSE, NonZero, number
from .parts import (
    BATTERY,
    CHILD_LOCK,
    CHILD_RSSI,
    HUNDREDTHS,
    INTERLOCK,
    LED,
    PERCENT,
    POWER_ON,
    REFRESH,
    RSSI,
    partly_known,
    temperature,
)
from .relays import INCHING, THERMOSTAT_SWITCH, children, outlets_only
from .thermostats import (
    AIR_CONDITIONER,
    CORRECTED_TEMPERATURE,
    FLOOR_THERMOSTAT,
    PANEL_THERMOSTAT,
    RADIATOR_THERMOSTAT,
    TENTHS,
    plug_thermostat,
)

PROBE_RANGE = (-270.0, 270.0)

# A probe that fails reports 0 for both (docs/protocol.md, "Readings").
PROBE_TEMPERATURE = Reading(
    key="temperature",
    place=Param("currentTemperature"),
    twin=Param("currentHumidity"),
    bounds=PROBE_RANGE,
)
PROBE_HUMIDITY = Reading(
    key="humidity",
    place=Param("currentHumidity"),
    twin=Param("currentTemperature"),
    bounds=PERCENT,
)
PROBE: tuple[Feature, ...] = (
    PROBE_TEMPERATURE,
    replace(PROBE_HUMIDITY, unless=("sensorType", "DS18B20")),
)

TH16: tuple[Feature, ...] = (
    THERMOSTAT_SWITCH,
    POWER_ON,
    *INCHING,
    LED,
    RSSI,
    *PROBE,
)
PULSE = Field("pulseConfig", "pulse")
PULSE_WIDTH = Field("pulseConfig", "pulseWidth")
PULSE_REST = Field("pulseConfig", "switch")
INCHING_OBJECT: tuple[Feature, ...] = (
    InchingEntry(key="inching", place=PULSE, width=PULSE_WIDTH, rest=PULSE_REST),
    InchingEntryTime(
        key="inching_time", place=PULSE_WIDTH, pulse=PULSE, rest=PULSE_REST
    ),
)
INCHING_WHOLE = frozenset({"pulseConfig"})
AUTO_CONTROL = Toggle(
    key="auto_control", place=Param("autoControlEnabled"), codec=ONE_ZERO
)
TEMPERATURE_UNIT = Choice(
    key="temperature_unit",
    place=Param("tempUnit"),
    options={"celsius": 0, "fahrenheit": 1},
)
TH_ELITE: tuple[Feature, ...] = (
    THERMOSTAT_SWITCH,
    POWER_ON,
    *INCHING_OBJECT,
    LED,
    RSSI,
    PROBE_TEMPERATURE,
    PROBE_HUMIDITY,
    AUTO_CONTROL,
    TEMPERATURE_UNIT,
    Setting(
        key="temperature_correction",
        place=Param("tempCorrection"),
        minimum=-10,
        maximum=10,
        step=0.1,
    ),
    REFRESH,
)


def _volts(raw: object) -> float | None:
    """Return volts from old firmware's hex millivolts or new firmware's centivolts."""
    if not isinstance(raw, str):
        value = number(raw)
        return None if value is None else value / HUNDREDTHS
    try:
        return int(raw[:8], 16) / 1000
    except ValueError:
        return None


def _set_point(key: str, param: str) -> Reading:
    return Reading(key=key, place=Param(param), divide=TENTHS)


SET_POINTS: tuple[Feature, ...] = (
    _set_point("target_temperature", "curTargetTemp"),
    _set_point("target_temperature_manual", "manTargetTemp"),
    _set_point("target_temperature_eco", "ecoTargetTemp"),
    _set_point("target_temperature_auto", "autoTargetTemp"),
)
VALVE_OPENING = Reading(key="valve_opening", place=Param("openPercent"), bounds=PERCENT)
WINDOW_DETECTION = Toggle(
    key="window_detection", place=Param("windowSwitch"), codec=TRUE_FALSE
)
CELLS: tuple[Feature, ...] = (
    Reading(key="battery_voltage", place=Param("runVoltage"), parse=_volts),
    Reading(key="battery_voltage_limit", place=Param("limitVoltage"), parse=_volts),
)
RADIATOR_VALVE: tuple[Feature, ...] = (
    RADIATOR_THERMOSTAT,
    temperature(TENTHS),
    *SET_POINTS,
    VALVE_OPENING,
    Setting(
        key="temperature_correction",
        place=Param("tempCorrection"),
        minimum=-7,
        maximum=7,
        step=0.1,
        divide=TENTHS,
    ),
    CHILD_LOCK,
    WINDOW_DETECTION,
    *CELLS,
    BATTERY,
    CHILD_RSSI,
)

OUTDOOR_TEMPERATURE = Reading(
    key="outdoor_temperature",
    place=Either(Field("HMI_outdoorTemp", "current"), Param("outdoor_temperature")),
)
NS_PANEL: tuple[Feature, ...] = (
    PANEL_THERMOSTAT,
    *outlets_only(2),
    INTERLOCK,
    replace(CORRECTED_TEMPERATURE, optional=True),
    OUTDOOR_TEMPERATURE,
)
SCREEN = Toggle(key="screen", place=Param("openLED"), codec=TRUE_FALSE)
FAULT = Contact(key="fault", place=Param("fault"), codec=NonZero())
FLOOR_HEATING: tuple[Feature, ...] = (
    FLOOR_THERMOSTAT,
    replace(temperature(), fahrenheit=("tempScale", "f")),
    replace(CHILD_LOCK, codec=ON_OFF),
    FAULT,
)

TYPES = {
    15: DeviceType(
        name="Thermostat plug",
        local_poll="sledOnline",
        features=(
            plug_thermostat(PROBE_TEMPERATURE, PROBE_HUMIDITY),
            *TH16,
            REFRESH,
        ),
    ),
    127: partly_known("Floor heating thermostat", *FLOOR_HEATING),
    133: DeviceType(
        name="Control panel, 2 gang", features=NS_PANEL, channels=children(2)
    ),
    151: partly_known(
        "Air conditioner",
        AIR_CONDITIONER,
        replace(OUTDOOR_TEMPERATURE, optional=True),
    ),
    181: DeviceType(name="Thermostat switch", features=TH_ELITE, whole=INCHING_WHOLE),
    1772: DeviceType(name="Zigbee radiator valve", features=RADIATOR_VALVE),
    7017: DeviceType(name="Zigbee radiator valve", features=RADIATOR_VALVE),
}

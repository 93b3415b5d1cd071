"""What a param means on whatever device tells it.

Some keys mean different things, or lie on different scales: ``unknown.py`` decides
about those by what else the device tells.
"""

from ..features import Feature, Reading
from ..places import Param
from .climate import (
    AUTO_CONTROL,
    CELLS,
    FAULT,
    OUTDOOR_TEMPERATURE,
    SCREEN,
    SET_POINTS,
    TEMPERATURE_UNIT,
    WINDOW_DETECTION,
)
from .covers import LIMITS, MOTOR_CALIBRATION, MOTOR_DIRECTION
from .lights import BRIGHTNESS_LIMITS, FADES
from .meters import (
    ENERGY_MONTH,
    ENERGY_TODAY,
    ENERGY_TOTAL,
    ENERGY_WEEK,
    ENERGY_YEAR,
    FURTHER_PHASES,
    LAST_ALARM,
    PREPAID_BALANCE,
    SUPPLY,
    SWITCH_REVERSED,
)
from .panels import SECURITY
from .parts import BATTERY, CPU_TEMPERATURE, RELAY_SEPARATION
from .sensors import AIR, ARMED, LEVELS, ZIGBEE_LED
from .switches import (
    BACKLIGHT,
    MOTOR_REVERSED,
    MOTOR_SETTINGS,
    OFF_BRIGHTNESS,
    RADAR_ALERT,
    SWIPE_DISABLED,
)
from .zigbee import (
    CLEAR_DELAY,
    DETECTION_INTERVAL,
    ILLUMINANCE,
    LIGHT,
    MOTION,
    OCCUPANCY,
    SENSITIVITY,
    SMOKE,
    TAMPER,
    TURBO,
    WATER_USE,
)


def _raw(param: str, *, is_live: bool) -> Reading:
    """Return a reading whose scale differs by uiid, so that it has no unit."""
    return Reading(key=f"raw_{param}", place=Param(param), live=is_live)


RAW_LOAD = tuple(_raw(param, is_live=True) for param in ("power", "voltage", "current"))
RAW_CLIMATE = tuple(_raw(param, is_live=False) for param in ("temperature", "humidity"))

# What lies on the scale of the load, on every type that is known.
ON_SCALE_OF_LOAD: tuple[Reading, ...] = (
    ENERGY_TODAY,
    ENERGY_WEEK,
    ENERGY_MONTH,
    ENERGY_YEAR,
    *SUPPLY,
)

MEASURED: tuple[Feature, ...] = (
    OUTDOOR_TEMPERATURE,
    CPU_TEMPERATURE,
    *SET_POINTS,
    *AIR,
    *LEVELS,
    ILLUMINANCE,
    ENERGY_TOTAL,
    *FURTHER_PHASES,
    *WATER_USE,
    BATTERY,
    *CELLS,
    RADAR_ALERT,
    PREPAID_BALANCE,
)
NOTICED: tuple[Feature, ...] = (
    MOTION,
    OCCUPANCY,
    SMOKE,
    TAMPER,
    LIGHT,
    FAULT,
    LAST_ALARM,
    ZIGBEE_LED,
    MOTOR_CALIBRATION,
    *LIMITS,
)
SET: tuple[Feature, ...] = (
    RELAY_SEPARATION,
    BACKLIGHT,
    TURBO,
    SCREEN,
    WINDOW_DETECTION,
    AUTO_CONTROL,
    ARMED,
    SWIPE_DISABLED,
    MOTOR_REVERSED,
    *MOTOR_SETTINGS,
    MOTOR_DIRECTION,
    SECURITY,
    *SWITCH_REVERSED,
    TEMPERATURE_UNIT,
    OFF_BRIGHTNESS,
    *BRIGHTNESS_LIMITS,
    *FADES,
    DETECTION_INTERVAL,
    SENSITIVITY,
    CLEAR_DELAY,
)
LIKE_EVERYWHERE: tuple[Feature, ...] = (*MEASURED, *NOTICED, *SET)

"""Lights: for now what they measure and how they are set up."""

from ..features import Feature, Setting
from ..places import Param
from .parts import (
    CHILD_RSSI,
    LED,
    POWER_ON,
    RSSI,
    live_readings,
    partly_known,
)
from .relays import INCHING

MAX_LEVEL = 255
MAX_FADE_MS = 100000


def _setting(key: str, param: str, maximum: float) -> Setting:
    return Setting(key=key, place=Param(param), minimum=0, maximum=maximum, step=1)


BRIGHTNESS_LIMITS: tuple[Feature, ...] = (
    _setting("brightness_minimum", "brightMin", MAX_LEVEL),
    _setting("brightness_maximum", "brightMax", MAX_LEVEL),
)
FADES: tuple[Feature, ...] = (
    _setting("fade_in", "slowlyLit", MAX_FADE_MS),
    _setting("fade_out", "slowlyDimmed", MAX_FADE_MS),
)

TYPES = {
    16: partly_known("Cold and warm light"),
    22: partly_known("RGBCW bulb", RSSI),
    33: partly_known("RGB strip controller", RSSI),
    36: partly_known("Dimmer switch", LED, RSSI),
    44: partly_known(
        "Dimmer",
        POWER_ON,
        LED,
        RSSI,
        *BRIGHTNESS_LIMITS,
    ),
    52: partly_known("Ceiling light"),
    57: partly_known("Single-colour bulb", RSSI),
    59: partly_known("Light strip", RSSI),
    103: partly_known("CCT bulb", RSSI),
    104: partly_known("RGBCW bulb", RSSI),
    135: partly_known("CCT bulb", RSSI),
    136: partly_known("RGBCW bulb", RSSI),
    137: partly_known("Light strip", RSSI),
    173: partly_known("Light strip", RSSI),
    277: partly_known("Dimmer", POWER_ON, *INCHING, LED, RSSI, *live_readings(100)),
    1257: partly_known("Zigbee white light", CHILD_RSSI),
    1258: partly_known("Zigbee CCT light", CHILD_RSSI),
    3258: partly_known("Zigbee RGBCW light", CHILD_RSSI),
    7008: partly_known("Zigbee CCT light", POWER_ON, CHILD_RSSI),
    7009: partly_known(
        "Zigbee RGBCW light",
        POWER_ON,
        CHILD_RSSI,
        *FADES,
    ),
    7024: partly_known("Zigbee dimming switch, 1 channel"),
    7025: partly_known("Zigbee dimming switch, 2 channels"),
    7026: partly_known("Zigbee dimming switch, 3 channels"),
}

"""Lights: for now what they measure and how they are set up."""

from ..features import Setting
from ..places import Param
from .parts import (
    CHILD_RSSI,
    LED,
    POWER_ON,
    RSSI,
    live_readings,
    plain,
)
from .relays import INCHING

MAX_LEVEL = 255
MAX_FADE_MS = 100000


def _setting(key: str, param: str, maximum: float) -> Setting:
    return Setting(key=key, place=Param(param), minimum=0, maximum=maximum, step=1)


TYPES = {
    16: plain("Cold and warm light"),
    22: plain("RGBCW bulb", RSSI),
    33: plain("RGB strip controller", RSSI),
    36: plain("Dimmer switch", LED, RSSI),
    44: plain(
        "Dimmer",
        POWER_ON,
        LED,
        RSSI,
        _setting("brightness_minimum", "brightMin", MAX_LEVEL),
        _setting("brightness_maximum", "brightMax", MAX_LEVEL),
    ),
    52: plain("Ceiling light"),
    57: plain("Single-colour bulb", RSSI),
    59: plain("Light strip", RSSI),
    103: plain("CCT bulb", RSSI),
    104: plain("RGBCW bulb", RSSI),
    135: plain("CCT bulb", RSSI),
    136: plain("RGBCW bulb", RSSI),
    137: plain("Light strip", RSSI),
    173: plain("Light strip", RSSI),
    277: plain("Dimmer", POWER_ON, *INCHING, LED, RSSI, *live_readings(100)),
    1257: plain("Zigbee white light", CHILD_RSSI),
    1258: plain("Zigbee CCT light", CHILD_RSSI),
    3258: plain("Zigbee RGBCW light", CHILD_RSSI),
    7008: plain("Zigbee CCT light", POWER_ON, CHILD_RSSI),
    7009: plain(
        "Zigbee RGBCW light",
        POWER_ON,
        CHILD_RSSI,
        _setting("fade_in", "slowlyLit", MAX_FADE_MS),
        _setting("fade_out", "slowlyDimmed", MAX_FADE_MS),
    ),
    7024: plain("Zigbee dimming switch, 1 channel"),
    7025: plain("Zigbee dimming switch, 2 channels"),
    7026: plain("Zigbee dimming switch, 3 channels"),
}

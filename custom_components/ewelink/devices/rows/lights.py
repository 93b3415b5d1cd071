"""Lights: bulbs, strips and dimmers."""

from dataclasses import replace

from ..device_type import DeviceType
from ..features import Feature, Setting
from ..places import Param
from .lamps import (
    COMMON_KELVIN,
    FIVE_CHANNELS,
    LEVEL_AND_TONE,
    LONG_SCENIC_STRIP,
    ONE_CHANNEL,
    SCENE_DIMMER,
    SCENIC_STRIP,
    TWO_CHANNELS,
    WHITE_BY_MODEL,
    color_by_type,
    dimmer,
    strip,
    white_by_type,
)
from .parts import CHILD_RSSI, LED, POWER_ON, RSSI, live_readings, partly_known
from .relays import INCHING
from .strip_effects import CONTROLLER_EFFECTS, STRIP_EFFECTS
from .zigbee_lamps import (
    ZIGBEE_COLOR,
    ZIGBEE_COLOR_SCENES,
    ZIGBEE_LEVEL,
    ZIGBEE_WHITE,
    ZIGBEE_WHITE_SCENES,
)

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
    16: partly_known("Cold and warm light", TWO_CHANNELS),
    22: partly_known("RGBCW bulb", FIVE_CHANNELS, RSSI),
    33: partly_known("RGB strip controller", strip(10, CONTROLLER_EFFECTS), RSSI),
    36: partly_known("Dimmer switch", dimmer(Param("bright"), 10), LED, RSSI),
    44: partly_known("Dimmer", SCENE_DIMMER, POWER_ON, LED, RSSI, *BRIGHTNESS_LIMITS),
    52: partly_known("Ceiling light", LEVEL_AND_TONE),
    57: partly_known("Single-colour bulb", ONE_CHANNEL, RSSI),
    59: partly_known("Light strip", strip(1, STRIP_EFFECTS), RSSI),
    103: DeviceType(
        name="CCT bulb", features=(RSSI,), by_model=WHITE_BY_MODEL, is_partial=True
    ),
    104: partly_known(
        "RGBCW bulb", color_by_type(255, (255, 254, 127), (255, 242, 226)), RSSI
    ),
    135: partly_known("CCT bulb", white_by_type(100, COMMON_KELVIN), RSSI),
    136: partly_known(
        "RGBCW bulb", color_by_type(100, (255, 250, 125), (255, 240, 225)), RSSI
    ),
    137: partly_known("Light strip", SCENIC_STRIP, RSSI),
    173: partly_known("Light strip", LONG_SCENIC_STRIP, RSSI),
    277: replace(
        partly_known(
            "Dimmer",
            dimmer(Param("brightness"), 1, fade="transitionTime"),
            POWER_ON,
            *INCHING,
            LED,
            RSSI,
            *live_readings(100),
        ),
        local_poll="sledOnline",
    ),
    1257: partly_known("Zigbee white light", ZIGBEE_LEVEL, CHILD_RSSI),
    1258: partly_known("Zigbee CCT light", ZIGBEE_WHITE, CHILD_RSSI),
    3258: partly_known("Zigbee RGBCW light", ZIGBEE_COLOR, CHILD_RSSI),
    7008: partly_known("Zigbee CCT light", ZIGBEE_WHITE_SCENES, POWER_ON, CHILD_RSSI),
    7009: partly_known(
        "Zigbee RGBCW light", ZIGBEE_COLOR_SCENES, POWER_ON, CHILD_RSSI, *FADES
    ),
    7024: partly_known("Zigbee dimming switch, 1 channel"),
    7025: partly_known("Zigbee dimming switch, 2 channels"),
    7026: partly_known("Zigbee dimming switch, 3 channels"),
}

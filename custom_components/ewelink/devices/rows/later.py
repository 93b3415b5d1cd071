"""Lights, covers and fans: for now what they measure and how they are set up."""

from dataclasses import replace

from ..device_type import DeviceType
from ..features import Contact, Feature, Setting, State, Toggle
from ..places import Param
from ..values import OFF_ON, ZERO_ONE
from .parts import (
    BATTERY,
    CHILD_RSSI,
    LED,
    POWER_ON,
    RSSI,
    humidity,
    live_readings,
    power_on,
    temperature,
)
from .relays import INCHING

MAX_LEVEL = 255
MAX_FADE_MS = 100000

WATER_SHORTAGE = Contact(key="water_shortage", place=Param("water"), codec=ZERO_ONE)
LED_INVERTED = Toggle(key="led", place=Param("sledOnline"), codec=OFF_ON)
LIMIT_STATES = {"calibrated": "calibrated", "uncalibrated": "uncalibrated"}


def _setting(key: str, param: str, maximum: float) -> Setting:
    return Setting(key=key, place=Param(param), minimum=0, maximum=maximum, step=1)


def _plain(name: str, *features: Feature) -> DeviceType:
    return DeviceType(name=name, features=features)


TYPES = {
    11: _plain("Curtain", LED, RSSI),
    16: _plain("Cold and warm light"),
    17: _plain("Three-speed fan", LED, RSSI),
    19: _plain("Humidifier", WATER_SHORTAGE, temperature(), humidity()),
    22: _plain("RGBCW bulb", RSSI),
    25: _plain("Aroma diffuser", WATER_SHORTAGE, LED_INVERTED, RSSI),
    33: _plain("RGB strip controller", RSSI),
    34: _plain("Fan light", replace(power_on(0), common=False), LED, RSSI),
    36: _plain("Dimmer switch", LED, RSSI),
    44: _plain(
        "Dimmer",
        POWER_ON,
        LED,
        RSSI,
        _setting("brightness_minimum", "brightMin", MAX_LEVEL),
        _setting("brightness_maximum", "brightMax", MAX_LEVEL),
    ),
    52: _plain("Ceiling light"),
    57: _plain("Single-colour bulb", RSSI),
    59: _plain("Light strip", RSSI),
    67: _plain("Garage door", RSSI),
    87: _plain("Camera"),
    91: _plain("Roller shutter"),
    103: _plain("CCT bulb", RSSI),
    104: _plain("RGBCW bulb", RSSI),
    118: _plain("Remote, 1 key"),
    119: _plain("Remote, 2 keys"),
    120: _plain("Remote, 3 keys"),
    121: _plain("Remote, 6 keys"),
    135: _plain("CCT bulb", RSSI),
    136: _plain("RGBCW bulb", RSSI),
    137: _plain("Light strip", RSSI),
    173: _plain("Light strip", RSSI),
    174: _plain("Scene switch, 6 keys"),
    177: _plain("Switch mate, 3 inputs"),
    216: _plain("Switch with illuminance"),
    236: _plain("Garage door controller"),
    237: _plain("Garage door controller, 2 doors"),
    238: _plain("Garage door controller, 3 doors"),
    258: _plain("Roller shutter switch", LED, RSSI),
    264: _plain("Switch"),
    277: _plain("Dimmer", POWER_ON, *INCHING, LED, RSSI, *live_readings(100)),
    1257: _plain("Zigbee white light", CHILD_RSSI),
    1258: _plain("Zigbee CCT light", CHILD_RSSI),
    1514: _plain("Zigbee curtain", replace(BATTERY, divide=0.5)),
    3258: _plain("Zigbee RGBCW light", CHILD_RSSI),
    7006: _plain(
        "Zigbee curtain",
        BATTERY,
        State(
            key="motor_calibration",
            place=Param("motorClb"),
            states={"normal": "normal", "calibration": "calibration"},
        ),
    ),
    7008: _plain("Zigbee CCT light", POWER_ON, CHILD_RSSI),
    7009: _plain(
        "Zigbee RGBCW light",
        POWER_ON,
        CHILD_RSSI,
        _setting("fade_in", "slowlyLit", MAX_FADE_MS),
        _setting("fade_out", "slowlyDimmed", MAX_FADE_MS),
    ),
    7015: _plain(
        "Zigbee curtain",
        State(key="upper_limit", place=Param("upperLimitState"), states=LIMIT_STATES),
        State(key="lower_limit", place=Param("lowerLimitState"), states=LIMIT_STATES),
    ),
    7023: _plain("Zigbee curtain"),
    7024: _plain("Zigbee dimming switch, 1 channel"),
    7025: _plain("Zigbee dimming switch, 2 channels"),
    7026: _plain("Zigbee dimming switch, 3 channels"),
    7028: _plain("Zigbee water valve"),
    7034: _plain("Zigbee shutter relay", LED, RSSI),
}

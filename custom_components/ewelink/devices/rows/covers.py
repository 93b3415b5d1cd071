"""Curtains, shutters and garage doors: for now what they tell and their settings."""

from dataclasses import replace

from ..features import State
from ..places import Param
from .parts import (
    BATTERY,
    LED,
    RSSI,
    plain,
)

LIMIT_STATES = {"calibrated": "calibrated", "uncalibrated": "uncalibrated"}

TYPES = {
    11: plain("Curtain", LED, RSSI),
    67: plain("Garage door", RSSI),
    91: plain("Roller shutter"),
    236: plain("Garage door controller"),
    237: plain("Garage door controller, 2 doors"),
    238: plain("Garage door controller, 3 doors"),
    258: plain("Roller shutter switch", LED, RSSI),
    1514: plain("Zigbee curtain", replace(BATTERY, divide=0.5)),
    7006: plain(
        "Zigbee curtain",
        BATTERY,
        State(
            key="motor_calibration",
            place=Param("motorClb"),
            states={"normal": "normal", "calibration": "calibration"},
        ),
    ),
    7015: plain(
        "Zigbee curtain",
        State(key="upper_limit", place=Param("upperLimitState"), states=LIMIT_STATES),
        State(key="lower_limit", place=Param("lowerLimitState"), states=LIMIT_STATES),
    ),
    7023: plain("Zigbee curtain"),
    7034: plain("Zigbee shutter relay", LED, RSSI),
}

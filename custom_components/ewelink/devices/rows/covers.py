"""Curtains, shutters and garage doors: for now what they tell and their settings."""

from dataclasses import replace

from ..features import Choice, Feature, State
from ..places import Param
from .parts import (
    BATTERY,
    LED,
    RSSI,
    partly_known,
)

LIMIT_STATES = {"calibrated": "calibrated", "uncalibrated": "uncalibrated"}

MOTOR_CALIBRATION = State(
    key="motor_calibration",
    place=Param("motorClb"),
    states={"normal": "normal", "calibration": "calibration"},
)
LIMITS: tuple[Feature, ...] = (
    State(key="upper_limit", place=Param("upperLimitState"), states=LIMIT_STATES),
    State(key="lower_limit", place=Param("lowerLimitState"), states=LIMIT_STATES),
)
MOTOR_DIRECTION = Choice(
    key="motor_direction",
    place=Param("motorDir"),
    options={"forward": "forward", "reverse": "reverse"},
    optional=True,
)

TYPES = {
    11: partly_known("Curtain", LED, RSSI),
    67: partly_known("Garage door", RSSI),
    91: partly_known("Roller shutter"),
    236: partly_known("Garage door controller"),
    237: partly_known("Garage door controller, 2 doors"),
    238: partly_known("Garage door controller, 3 doors"),
    258: partly_known("Roller shutter switch", LED, RSSI, MOTOR_DIRECTION),
    1514: partly_known("Zigbee curtain", replace(BATTERY, divide=0.5)),
    7006: partly_known(
        "Zigbee curtain",
        BATTERY,
        MOTOR_CALIBRATION,
    ),
    7015: partly_known(
        "Zigbee curtain",
        *LIMITS,
    ),
    7023: partly_known("Zigbee curtain"),
    7034: partly_known("Zigbee shutter relay", LED, RSSI, MOTOR_DIRECTION),
}

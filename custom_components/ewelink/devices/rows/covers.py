"""Curtains, shutters, garage doors and gates."""

from dataclasses import replace

from ..features import Choice, Cover, Feature, Gate, State
from ..features.cover import Arrival, CoverKind, Move
from ..places import Param
from .parts import (
    BATTERY,
    LED,
    RSSI,
    partly_known,
)

_SWITCH = {Move.OPEN: "on", Move.CLOSE: "off", Move.STOP: "pause"}
_UNCALIBRATED = {"calibState": (0, False)}


def _by_switch(kind: CoverKind, arrival: Arrival) -> Cover:
    """Return a cover that opens, closes and pauses by its switch."""
    return Cover(
        kind=kind,
        action="switch",
        moves=_SWITCH,
        position="setclose",
        target="setclose",
        inverted=True,
        arrival=arrival,
    )


def _by_op(kind: CoverKind, target: str | None) -> Cover:
    """Return a rolling door or shutter; 4 is its lock, and ``statu`` tells nothing."""
    return Cover(
        kind=kind,
        action="op",
        moves={Move.OPEN: 1, Move.CLOSE: 3, Move.STOP: 2},
        position="per",
        target=target,
        arrival=Arrival.ACCOMPANIED,
        tells_course=True,
    )


CURTAIN = _by_switch(CoverKind.CURTAIN, Arrival.ECHOED)
SHUTTER_SWITCH = replace(
    _by_switch(CoverKind.SHUTTER, Arrival.ECHOED), no_limits=_UNCALIBRATED
)
ZIGBEE_SHUTTER_SWITCH = replace(SHUTTER_SWITCH, arrival=Arrival.POSITION)
GARAGE_DOOR = _by_op(CoverKind.GARAGE, "per")
# It tells a position only at its ends, and nobody has shown that it takes one.
ROLLER_SHUTTER = _by_op(CoverKind.SHUTTER, None)
ZIGBEE_CURTAIN = Cover(
    kind=CoverKind.CURTAIN,
    action="curtainAction",
    moves={Move.OPEN: "open", Move.CLOSE: "close", Move.STOP: "pause"},
    position="curPercent",
    target="openPercent",
    inverted=True,
    arrival=Arrival.TARGET,
    no_limits={
        "curPercent": (255,),
        "lowerLimitState": ("uncalibrated",),
        "upperLimitState": ("uncalibrated",),
    },
)
GATE = Gate(
    kind=CoverKind.GATE,
    action="switch",
    moves=_SWITCH,
    position="doorState",
    arrival=Arrival.TARGET,
)
MOTOR_MODE = 2
# Of the relays that may drive a motor: the cover is there while they do.
MOTOR = Cover(
    kind=CoverKind.SHUTTER,
    action="motorTurn",
    moves={Move.OPEN: 1, Move.CLOSE: 2, Move.STOP: 0},
    position="currLocation",
    target="location",
    arrival=Arrival.MOTOR,
    tells_course=True,
    no_limits=_UNCALIBRATED,
    only=("workMode", MOTOR_MODE),
)
TOUCH_MOTOR = Cover(
    kind=CoverKind.SHUTTER,
    action="electromotor",
    moves={Move.OPEN: 0, Move.CLOSE: 2, Move.STOP: 1},
    position="percentageControl",
    target="percentageControl",
    inverted=True,
    arrival=Arrival.MOTOR,
    tells_course=True,
    limits=("calibState", True, 1),
    only=("workMode", MOTOR_MODE),
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
    11: partly_known("Curtain", CURTAIN, LED, RSSI),
    67: partly_known("Garage door", GARAGE_DOOR, RSSI),
    91: partly_known("Roller shutter", ROLLER_SHUTTER),
    216: partly_known("Gate motor", GATE),
    236: partly_known("Garage door controller"),
    237: partly_known("Garage door controller, 2 doors"),
    238: partly_known("Garage door controller, 3 doors"),
    258: partly_known(
        "Roller shutter switch", SHUTTER_SWITCH, LED, RSSI, MOTOR_DIRECTION
    ),
    1514: partly_known("Zigbee curtain", ZIGBEE_CURTAIN, replace(BATTERY, divide=0.5)),
    7006: partly_known(
        "Zigbee curtain",
        ZIGBEE_CURTAIN,
        BATTERY,
        MOTOR_CALIBRATION,
    ),
    7015: partly_known(
        "Zigbee curtain",
        ZIGBEE_CURTAIN,
        *LIMITS,
    ),
    7023: partly_known("Zigbee curtain", ZIGBEE_CURTAIN),
    7034: partly_known(
        "Zigbee shutter relay", ZIGBEE_SHUTTER_SWITCH, LED, RSSI, MOTOR_DIRECTION
    ),
}

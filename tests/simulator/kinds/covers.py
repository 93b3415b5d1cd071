"""Curtains, shutters, doors and what drives them."""

from typing import Final

from ..behaviours.covers import (
    CalibratedCurtain,
    Curtain,
    Gate,
    ZigbeeShutter,
)
from ..behaviours.meters import PairMeter
from ..behaviours.motors import (
    GarageDoor,
    PanelMotor,
    RelayMotor,
    RollerDoor,
    TwoModes,
    ZigbeeCurtain,
)
from ..behaviours.panels import TouchPanel
from ..behaviours.relays import Channels
from ..factory import BRIDGE, Row, channel_params
from ..wire import Json
from .panels import PANEL

_MOTOR: Final[Json] = {
    "workMode": 2,
    "motorTurn": 0,
    "location": 100,
    "currLocation": 100,
    "calibState": 1,
    "motorSwReverse": 0,
    "outputReverse": 0,
}
_ZIGBEE: Final[Json] = {"curtainAction": "open", "openPercent": 0, "curPercent": 0}

COVERS: Final = [
    Row(
        name="Curtain",
        uiid=11,
        model="KING-Q4",
        params={"switch": "on", "setclose": 0},
        behaviour=Curtain,
    ),
    Row(
        name="Garage",
        uiid=67,
        model="KING-Q1",
        params={"op": 3, "per": 0, "statu": 6},
        behaviour=GarageDoor,
    ),
    Row(
        name="Roller door",
        uiid=91,
        model="ST-03",
        params={"op": 3, "per": 0},
        behaviour=RollerDoor,
    ),
    Row(
        name="Dual relay",
        uiid=126,
        model="DUALR3",
        params={**channel_params("off", "off"), **_MOTOR},
        behaviour=lambda: TwoModes(PairMeter(74.0, 18.0), RelayMotor(), 3),
    ),
    Row(
        name="Dual relay lite",
        uiid=165,
        model="DUALR3 Lite",
        params={**channel_params("off", "off"), **_MOTOR},
        behaviour=lambda: TwoModes(Channels(2), RelayMotor(), 3),
    ),
    Row(
        name="Panel with a curtain",
        uiid=211,
        model="T5-3C-86",
        params={
            **PANEL,
            "workMode": 2,
            "electromotor": 1,
            "percentageControl": 0,
            "calibState": True,
            "motorReversal": False,
        },
        behaviour=lambda: TwoModes(TouchPanel(3), PanelMotor(), 2),
    ),
    Row(
        name="Gate",
        uiid=216,
        model="VEVOR MD370",
        params={"switch": "off", "doorState": 0, "doorType": 1},
        behaviour=Gate,
    ),
    Row(
        name="Roller shutter",
        uiid=258,
        model="MINI-RBS",
        params={"switch": "on", "setclose": 0, "calibState": 1, "motorDir": "forward"},
        behaviour=CalibratedCurtain,
    ),
    Row(
        name="Zigbee shutter",
        uiid=7034,
        model="MINI-ZBRBS",
        parent=BRIDGE,
        params={
            "switch": "on",
            "setclose": 0,
            "calibState": 1,
            "motorClb": "normal",
            "motorDir": "forward",
            "swMode": 3,
        },
        behaviour=ZigbeeShutter,
    ),
    Row(
        name="Zigbee curtain",
        uiid=1514,
        parent=BRIDGE,
        params=_ZIGBEE,
        behaviour=ZigbeeCurtain,
    ),
    Row(
        name="Zigbee curtain with OTA",
        uiid=7006,
        model="ZBCurtain",
        parent=BRIDGE,
        params=_ZIGBEE,
        behaviour=ZigbeeCurtain,
    ),
    Row(
        name="Zigbee curtain with limits",
        uiid=7015,
        parent=BRIDGE,
        params={
            **_ZIGBEE,
            "motorClb": "normal",
            "upperLimitState": "calibrated",
            "lowerLimitState": "calibrated",
        },
        behaviour=ZigbeeCurtain,
    ),
]

"""Valves, sirens, alarm panels, touch panels."""

from typing import Final

from ..behaviours.alarms import SETTING, AlarmPanel, PowerController, Siren
from ..behaviours.panels import TouchPanel
from ..behaviours.valves import WaterValve
from ..factory import BRIDGE, Row
from ..wire import Json
from .panels import PANEL

_PRO: Final[Json] = {
    "securityType": 0,
    "temperature": 23,
    "buzzerAlarm": {
        "mode": "stop",
        "fileName": "ring/ring5.mp3",
        "volume": 66,
        "duration": 2,
    },
}

OTHERS: Final = [
    Row(
        name="Alarm panel",
        uiid=195,
        model="NSPanel Pro",
        params=_PRO,
        behaviour=AlarmPanel,
    ),
    Row(
        name="Alarm panel 120",
        uiid=228,
        model="NSPanel120PB",
        params=_PRO,
        behaviour=AlarmPanel,
    ),
    Row(
        name="One-gang panel",
        uiid=209,
        model="T5-1C-86",
        params=PANEL,
        behaviour=lambda: TouchPanel(1),
    ),
    Row(
        name="Two-gang panel",
        uiid=210,
        model="T5-2C-86",
        params=PANEL,
        behaviour=lambda: TouchPanel(2),
    ),
    Row(
        name="Four-gang panel",
        uiid=212,
        model="T5-4C-86",
        params=PANEL,
        behaviour=lambda: TouchPanel(4),
    ),
    Row(
        name="PC",
        uiid=225,
        params={"switch": False, "childLock": False, "startup": "off"},
        behaviour=PowerController,
    ),
    Row(
        name="Water valve",
        uiid=7027,
        model="SWV",
        parent=BRIDGE,
        params={"switch": False, "controlMode": "manual"},
        behaviour=lambda: WaterValve("switch"),
    ),
    Row(
        name="Hydro valve",
        uiid=7047,
        model="SWV-ZNE",
        parent=BRIDGE,
        params={"switch_00": False},
        behaviour=lambda: WaterValve("switch_00"),
    ),
    Row(
        name="Hydro duo valve",
        uiid=7048,
        model="SWV-ZF2E",
        parent=BRIDGE,
        params={"switch_00": False, "switch_01": False},
        behaviour=lambda: WaterValve("switch_00", "switch_01"),
    ),
    Row(
        name="Siren",
        uiid=7056,
        model="SNZB-09P",
        parent=BRIDGE,
        params={"alarmSetting": SETTING, "alarmType": "none"},
        behaviour=Siren,
    ),
]

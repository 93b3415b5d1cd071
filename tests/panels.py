"""Devices beside the demo home's that sound, guard, restart or play effects."""

from typing import Any, Final

from .home import Home
from .simulator.factory import Row, channel_params

SIREN: Final = "Siren"
PANEL: Final = "Panel"
PC: Final = "Computer"
TOUCH: Final = "Touch switch"
ALARM_SETTING: Final = {
    "duration": 10,
    "test": False,
    "alertSound": "alarm3",
    "voice": True,
    "volume": 0,
    "light": True,
}
PANEL_PARAMS: Final = {
    "securityType": 0,
    "currentType": 2,
    "securitySetting1": {},
    "buzzerAlarm": {"mode": "stop", "fileName": "ring/ring5.mp3", "volume": 66},
}


def add_siren(home: Home, **params: Any) -> None:
    """Add a Zigbee siren, which is silent."""
    told = {"alarmSetting": dict(ALARM_SETTING), "alarmType": "none"} | params
    bridge = home.sim("Zigbee bridge").device_id
    home.simulator.add_device(Row(name=SIREN, uiid=7056, parent=bridge, params=told))


def add_panel(home: Home, uiid: int = 195, **params: Any) -> None:
    """Add a control panel, which is silent and disarmed."""
    told = PANEL_PARAMS | params
    home.simulator.add_device(Row(name=PANEL, uiid=uiid, params=told))


def add_pc(home: Home) -> None:
    """Add a controller of a computer's power."""
    home.simulator.add_device(Row(name=PC, uiid=225, params={"switch": True}))


def add_touch(home: Home, uiid: int = 209, **params: Any) -> None:
    """Add a touch switch with lights and a loudspeaker."""
    told = channel_params("off") | params
    home.simulator.add_device(Row(name=TOUCH, uiid=uiid, params=told))

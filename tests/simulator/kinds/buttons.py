"""Wireless buttons, relays with buttons of their own, and bridges of remotes."""

from typing import Final

from ..behaviours.buttons import TRIPLE, Button, LocalButtons
from ..behaviours.rf import RfBridge
from ..behaviours.stamps import ACTION_NUMBER, ACTION_TIME
from ..factory import BRIDGE, Row, channel_params, wifi_params
from ..wire import Json

_PRESSED: Final = 1_764_000_000_000
_PRESSED_ISO: Final = "2025-11-24T16:00:00.000Z"
# They report through another device, or are none at all.
_NO_WIFI: Final = tuple(wifi_params(""))


def _one_key(uiid: int, name: str, model: str) -> Row:
    return Row(
        name=name,
        uiid=uiid,
        model=model,
        parent=BRIDGE,
        params={"key": 0, "trigTime": str(_PRESSED), "subDevRssi": -62},
        behaviour=Button,
    )


def _scene_switch(uiid: int, keys: int) -> Row:
    return Row(
        name=f"Scene switch of {keys}",
        uiid=uiid,
        model=f"NON-OTA-GL({uiid})",
        parent=BRIDGE,
        params={"outlet": 0, "key": 0, "trigTime": str(_PRESSED), "subDevRssi": -62},
        behaviour=lambda: Button(keys),
    )


def _detached(uiid: int, name: str, model: str, channels: int, parent: str = "") -> Row:
    outlets = range(channels)
    return Row(
        name=name,
        uiid=uiid,
        model=model,
        parent=parent,
        params={
            **channel_params(),
            "relaySeparations": [{"outlet": it, "enable": 1} for it in outlets],
            "swModes": [{"outlet": it, "swMode": 1} for it in outlets],
            "localKeyPass": {"outlet": 0, "key": 0},
        },
        behaviour=lambda: LocalButtons(channels),
    )


def rf_list(*channels: int) -> list[Json]:
    """Return learned codes of some channels."""
    return [
        {"rfChl": it, "rfVal": f"29EA015E0424{0x5575C0 + it:06X}"} for it in channels
    ]


def remote(kind: str, name: str, keys: dict[int, str]) -> Json:
    """Return a remote as the tags hold it, from the names of its keys by channel."""
    names = [{str(channel): key} for channel, key in keys.items()]
    return {"remote_type": kind, "name": name, "buttonName": names}


def _radio(uiid: int, name: str, model: str) -> Row:
    """Return a bridge with two remotes, an alarm and a channel without a name."""
    return Row(
        name=name,
        uiid=uiid,
        model=model,
        params={"rfList": rf_list(*range(7))},
        tags={
            "zyx_info": [
                remote("2", "Ceiling fan", {0: "Faster", 1: "Slower"}),
                remote("5", "Awning", {2: "Open", 3: "Stop", 4: "Close"}),
                remote("6", "Smoke", {5: "Alarm"}),
            ]
        },
        behaviour=RfBridge,
    )


_WIRELESS: Final = [
    _one_key(1000, "Wireless button", "SNZB-01"),
    _one_key(7000, "Wireless button P", "SNZB-01P"),
    _one_key(1001, "Scene switch of 1", "NON-OTA-GL(1001)"),
    *(_scene_switch(1000 + keys, keys) for keys in range(2, 7)),
    Row(
        name="Orb",
        uiid=7039,
        model="SNZB-01M",
        parent=BRIDGE,
        params={
            "outlet": 0,
            "key": 0,
            "actionTime": _PRESSED_ISO,
            "subDevRssi": -62,
        },
        behaviour=lambda: Button(4, kinds=TRIPLE, stamp=ACTION_TIME),
    ),
    Row(
        name="Scene controller",
        uiid=174,
        model="R5",
        params={
            "outlet": 0,
            "key": 0,
            "count": 4,
            "bleAddr": "dc5345a1c0b2",
            "actionTime": _PRESSED_ISO,
        },
        without=_NO_WIFI,
        behaviour=lambda: Button(6, stamp=ACTION_TIME),
    ),
    Row(
        name="Switch mate",
        uiid=177,
        model="S-MATE",
        params={
            "outlet": 0,
            "key": 0,
            "count": 4,
            "bleAddr": "dc5345a1c0b3",
            "actionTime": _PRESSED,
        },
        without=_NO_WIFI,
        behaviour=lambda: Button(3, stamp=ACTION_NUMBER),
    ),
    Row(
        name="Virtual button",
        uiid=265,
        params={"key": 0, "trigTime": str(_PRESSED)},
        without=_NO_WIFI,
        behaviour=Button,
    ),
]

_LOCAL: Final = [
    _detached(138, "Mini switch", "MINIR4", 1),
    _detached(160, "Wall switch of 1", "M5-1C-80W", 1),
    _detached(161, "Wall switch of 2", "M5-2C-80W", 2),
    _detached(162, "Wall switch of 3", "M5-3C-80W", 3),
    _detached(275, "Double mini switch", "MINI-2GS", 2),
    _detached(7029, "Zigbee double switch", "MINI-ZB2GS-L", 2, BRIDGE),
    _detached(7040, "Zigbee duo relay", "MINI-ZB2GS", 2, BRIDGE),
]

_RADIO: Final = [
    _radio(28, "Radio bridge", "RFBridgeR2"),
    _radio(90, "GSM radio bridge", "GSM RFBridge"),
    _radio(98, "Doorbell bridge", "RF doorbell bridge"),
]

BUTTONS: Final = [*_WIRELESS, *_LOCAL, *_RADIO]

"""Lamps and the other devices of the demo home."""

from typing import Final

from .behaviours import ColourLight, Curtain, Dimmer, FanLight, Relay, WhiteColourBulb
from .factory import Row, channel_params, relay_params

LAMPS: Final = [
    Row(
        name="Dining table",
        room="Living room",
        uiid=44,
        model="D1",
        params={
            "switch": "on",
            "startup": "off",
            "brightness": 60,
            "mode": 0,
            "brightMin": 0,
            "brightMax": 255,
        },
        behaviour=Dimmer,
    ),
    Row(
        name="Reading lamp",
        room="Living room",
        uiid=104,
        model="B05-B-A60",
        params={
            "switch": "on",
            "ltype": "white",
            "white": {"br": 70, "ct": 120},
            "color": {"br": 80, "r": 255, "g": 120, "b": 0},
        },
        behaviour=ColourLight,
    ),
    Row(
        name="Shelf light",
        room="Bedroom",
        uiid=22,
        model="B1",
        params={
            "state": "off",
            "channel0": "159",
            "channel1": "159",
            "channel2": "0",
            "channel3": "0",
            "channel4": "0",
            "zyx_mode": 1,
            "type": "middle",
        },
        behaviour=WhiteColourBulb,
    ),
]

OTHERS: Final = [
    Row(
        name="Living room curtain",
        room="Living room",
        uiid=11,
        model="KING-Q4",
        params={"switch": "on", "setclose": 0},
        behaviour=Curtain,
    ),
    Row(
        name="Bedroom fan",
        room="Bedroom",
        uiid=34,
        model="iFan04",
        params=channel_params("off"),
        behaviour=FanLight,
    ),
    Row(
        name="Attic light",
        room="Attic",
        uiid=1,
        model="MINIR2",
        params=relay_params("on"),
        behaviour=Relay,
        online=False,
    ),
    Row(
        name="Mystery box",
        room="Garage",
        uiid=65001,
        model="X-UNKNOWN",
        params={"switch": "off", "temperature": "23.4"},
    ),
]

"""Lamps of all types."""

from typing import Final

from ..behaviours.bulbs import (
    ToneBulb,
    WhiteBulb,
    WhiteColourBulb,
    single_bulb,
    text_dimmer,
)
from ..behaviours.humidifiers import Diffuser
from ..behaviours.lamps import SceneDimmer, WallDimmer
from ..behaviours.lights import (
    colour_light,
    strict_colour_light,
    strict_white_light,
    white_light,
)
from ..behaviours.strips import WhiteStrip, WholeStrip, old_strip, strip
from ..behaviours.zigbee_lamps import (
    ZigbeeColourLamp,
    ZigbeeSceneLamp,
    zigbee_dimmable,
    zigbee_white,
    zigbee_white_scenes,
)
from ..factory import BRIDGE, Row
from ..wire import Json

_STATIC: Final[Json] = {
    "switch": "on",
    "bright": 100,
    "colorR": 255,
    "colorG": 120,
    "colorB": 0,
    "mode": 1,
    "light_type": 1,
}
_WHITE: Final[Json] = {"channel0": "159", "channel1": "159", "type": "middle"}
_COLOUR: Final[Json] = {
    "color": {"br": 80, "r": 255, "g": 120, "b": 0},
    "switch": "on",
    "ltype": "white",
}
_MODES: Final[Json] = {
    "switch": "on",
    "colorMode": "cct",
    "cctBrightness": 70,
    "colorTemp": 40,
    "rgbBrightness": 100,
    "hue": 0,
    "saturation": 100,
}

_BULBS: Final = [
    Row(
        name="Two-tone bulb",
        uiid=16,
        params={"state": "on", **_WHITE},
        behaviour=WhiteBulb,
    ),
    Row(
        name="Colour bulb",
        uiid=22,
        model="B1",
        params={
            "state": "on",
            **_WHITE,
            "channel2": "0",
            "channel3": "0",
            "channel4": "0",
            "zyx_mode": 1,
        },
        behaviour=WhiteColourBulb,
    ),
    Row(
        name="Diffuser",
        uiid=25,
        params={
            "switch": "on",
            "state": 1,
            "water": 1,
            "lightswitch": 1,
            "lightmode": 2,
            "lightRcolor": 255,
            "lightGcolor": 0,
            "lightBcolor": 0,
            "lightbright": 80,
        },
        behaviour=Diffuser,
    ),
    Row(
        name="Old strip",
        uiid=33,
        params={**_STATIC, "speed": 50},
        behaviour=old_strip,
    ),
    Row(
        name="Text dimmer",
        uiid=36,
        model="KING-M4",
        params={"switch": "on", "bright": 57},
        behaviour=text_dimmer,
    ),
    Row(
        name="Dimmer",
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
        behaviour=SceneDimmer,
    ),
    Row(
        name="Ceiling light",
        uiid=52,
        params={"state": "on", "channel0": "132", "channel1": "57"},
        behaviour=ToneBulb,
    ),
    Row(
        name="Single bulb",
        uiid=57,
        params={"state": "on", "channel0": "132"},
        behaviour=single_bulb,
    ),
    Row(
        name="Strip",
        uiid=59,
        model="L1",
        params={**_STATIC, "speed": 50, "sensitive": 5},
        behaviour=strip,
    ),
    Row(
        name="White bulb",
        uiid=103,
        model="B02-F-A60",
        params={"switch": "on", "ltype": "white", "white": {"br": 70, "ct": 120}},
        behaviour=white_light,
    ),
    Row(
        name="Colour light",
        uiid=104,
        model="B05-B-A60",
        params={**_COLOUR, "white": {"br": 70, "ct": 120}},
        behaviour=colour_light,
    ),
    Row(
        name="White bulb BL",
        uiid=135,
        model="B02-BL",
        params={"switch": "on", "ltype": "white", "white": {"br": 70, "ct": 50}},
        behaviour=strict_white_light,
    ),
    Row(
        name="Colour light BL",
        uiid=136,
        model="B05-BL",
        params={**_COLOUR, "white": {"br": 70, "ct": 50}},
        behaviour=strict_colour_light,
    ),
    Row(
        name="White strip",
        uiid=137,
        model="L2",
        params={**_STATIC, "colorTemp": 50},
        behaviour=WhiteStrip,
    ),
    Row(
        name="Whole strip",
        uiid=173,
        model="L3-5M-P",
        params={**_STATIC, "colorTemp": 50},
        behaviour=WholeStrip,
    ),
    Row(
        name="Knob dimmer",
        uiid=277,
        model="MINI-DIM",
        params={"switch": "on", "brightness": 60},
        behaviour=WallDimmer,
    ),
]

_ZIGBEE: Final = [
    Row(
        name="Zigbee bulb",
        uiid=1257,
        parent=BRIDGE,
        params={"switch": "on", "brightness": 60},
        behaviour=zigbee_dimmable,
    ),
    Row(
        name="Zigbee white bulb",
        uiid=1258,
        model="ZB-CT01",
        parent=BRIDGE,
        params={"switch": "on", "brightness": 60, "colorTemp": 40},
        behaviour=zigbee_white,
    ),
    Row(
        name="Zigbee colour bulb",
        uiid=3258,
        model="ZB-CL01",
        parent=BRIDGE,
        params=_MODES,
        behaviour=ZigbeeColourLamp,
    ),
    Row(
        name="Zigbee white lamp",
        uiid=7008,
        parent=BRIDGE,
        params={"switch": "on", "cctBrightness": 60, "colorTemp": 40},
        behaviour=zigbee_white_scenes,
    ),
    Row(
        name="Zigbee colour lamp",
        uiid=7009,
        parent=BRIDGE,
        params={**_MODES, "ltype": "normal"},
        behaviour=ZigbeeSceneLamp,
    ),
]

LAMPS: Final = [*_BULBS, *_ZIGBEE]

"""Lamps behind a Zigbee bridge.

(docs/protocol.md, "Lights").
"""

from collections.abc import Mapping
from typing import Final

from ..features.light import Light
from ..features.light_modes import Carried, LightMode
from ..light_codecs import HsColor, Level, Tone
from ..places import Either, Param, Place
from .lamps import COMMON_KELVIN, REPLACED, WIDE_KELVIN, Kelvin, dimmer
from .light_effects import Effects, zigbee_scenes

_SWITCH: Final = Param("switch")
_BRIGHTNESS: Final = Param("brightness")
_COLOR_TEMP: Final = Param("colorTemp")
# A lamp may call it so in its first report only.
_FIRST_BRIGHTNESS: Final = Either(_BRIGHTNESS, Param("cctBrightness"))

ZIGBEE_LEVEL: Final = dimmer(_BRIGHTNESS, 1)


def zigbee_white(
    place: Place, kelvin: Kelvin, effects: Effects, entering: Mapping[str, object]
) -> Light:
    """Return a white lamp behind a bridge: what changes travels with the switch."""
    return Light(
        key="light",
        power=_SWITCH,
        joins=True,
        modes=(
            LightMode(
                level=Level(place=place),
                tone=Tone(place=_COLOR_TEMP, warm=0, cold=100, kelvin=kelvin),
                entering=entering,
            ),
        ),
        effects=effects,
        replaces=REPLACED,
    )


def zigbee_color(effects: Effects, **entering: object) -> Light:
    """Return a coloured lamp behind a bridge: the keys of one mode travel alone."""
    return Light(
        key="light",
        power=_SWITCH,
        joins=True,
        modes=(
            LightMode(
                level=Level(place=Param("rgbBrightness")),
                color=HsColor(hue=Param("hue"), saturation=Param("saturation")),
                where={"colorMode": "rgb"},
                entering={"colorMode": "rgb", **entering},
                carried=Carried.WHOLE_ON_ENTRY,
            ),
            LightMode(
                level=Level(place=Param("cctBrightness")),
                tone=Tone(place=_COLOR_TEMP, warm=0, cold=100, kelvin=WIDE_KELVIN),
                entering={"colorMode": "cct", **entering},
                carried=Carried.WHOLE_ON_ENTRY,
            ),
        ),
        effects=effects,
        implies={
            "cctBrightness": ("colorMode", "cct"),
            "rgbBrightness": ("colorMode", "rgb"),
        },
        replaces=REPLACED,
    )


ZIGBEE_COLOR: Final = zigbee_color({})
ZIGBEE_COLOR_SCENES: Final = zigbee_color(
    zigbee_scenes(WIDE_KELVIN, "partyRGB", "leisureRGB", "softRGB", "colorfulRGB"),
    ltype="normal",
)
ZIGBEE_WHITE: Final = zigbee_white(_BRIGHTNESS, (2200, 4000), {}, {})
ZIGBEE_WHITE_SCENES: Final = zigbee_white(
    _FIRST_BRIGHTNESS, COMMON_KELVIN, zigbee_scenes(COMMON_KELVIN), {"ltype": "normal"}
)

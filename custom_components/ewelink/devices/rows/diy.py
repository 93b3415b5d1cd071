"""Devices in DIY mode, by the type that they announce, which stands in for a uiid.

A type names no model, so that the params decide what a device is; another type than
these shows what it tells (docs/protocol.md, "Devices in DIY mode").
"""

from typing import Final

from ...api.models import Thing
from ..device_type import DeviceType
from ..features import Feature, FromHistory
from ..hints import MAX_CHANNELS
from ..places import outlets
from ..values import number
from . import meters
from .lamps import COMMON_KELVIN, SCENE_DIMMER, color_by_type, white_by_type
from .parts import LED, POWER_ON, RSSI
from .relays import INCHING, SWITCH, children, outlets_only

_COLDEST: Final = 100
_METER: Final = 130
_ABOUT: Final[tuple[Feature, ...]] = (LED, RSSI)
_BULBS: Final = (
    white_by_type(_COLDEST, COMMON_KELVIN),
    color_by_type(_COLDEST, (255, 250, 125), (255, 240, 225)),
)


def _relay(thing: Thing) -> tuple[Feature, ...]:
    """Return the features of one relay, whichever protocol it has."""
    if "switches" in thing.params:
        return (*outlets_only(1), *_ABOUT)
    return (SWITCH, POWER_ON, *INCHING, *_ABOUT)


def _relays(thing: Thing) -> tuple[Feature, ...]:
    """Return the features of as many relays as there are outlets."""
    told = {number(it.get("outlet")) for it in outlets(thing.params.get("switches"))}
    count = sum(n in told for n in range(MAX_CHANNELS)) or MAX_CHANNELS
    return (*outlets_only(count), *_ABOUT)


def _lamp(thing: Thing) -> tuple[Feature, ...]:
    """Return the features of a bulb, of a dimmer, or of a relay for a lamp."""
    params = thing.params
    if "ltype" in params or "white" in params:
        return _bulb(thing)
    if "brightness" in params:
        return (SCENE_DIMMER, POWER_ON, *_ABOUT)
    return _relay(thing)


def _bulb(thing: Thing) -> tuple[Feature, ...]:
    """Return the features of a bulb, which may have colours."""
    has_color = "color" in thing.params or thing.params.get("ltype") == "color"
    return (_BULBS[has_color], POWER_ON, *_ABOUT)


def _meter(thing: Thing) -> tuple[Feature, ...]:
    """Return the features of a stacked meter, or of the main unit that it is behind."""
    if thing.parent_id is None and "switches" not in thing.params:
        return _ABOUT
    # In this mode there is nothing that could be asked for a history.
    features = meters.TYPES[_METER].features
    return tuple(it for it in features if not isinstance(it, FromHistory))


TYPES: Final = {
    "diy_plug": DeviceType(name="Switch in DIY mode", build=_relay),
    "plug": DeviceType(name="Switch in DIY mode", build=_relay),
    "diylight": DeviceType(name="Light switch in DIY mode", build=_lamp),
    "light": DeviceType(name="Light in DIY mode", build=_lamp),
    "diy_light": DeviceType(name="Bulb in DIY mode", build=_bulb),
    "diy_meter": DeviceType(
        name="Meter in DIY mode",
        local_poll="getState",
        build=_meter,
        channels=children(MAX_CHANNELS),
    ),
    "strip": DeviceType(
        name="Multi-channel switch in DIY mode",
        build=_relays,
        channels=children(MAX_CHANNELS),
    ),
}

"""What lamps and fans do about a path, in the words of the local network."""

from collections.abc import Mapping
from typing import Any, Final

from tests.simulator.behaviours.base import fields, whole
from tests.simulator.behaviours.fans import SPEEDS
from tests.simulator.behaviours.lights import COLOUR_SCENES, WHITE_TYPES
from tests.simulator.wire import Json

from .functions import (
    INVALID,
    LED,
    NOT_READABLE,
    ON_OR_OFF,
    ONE_RELAY,
    Done,
    Function,
    LocalError,
    SilenceError,
    probe,
    setting,
)

SCENES: Final = (*COLOUR_SCENES, *WHITE_TYPES)
LEVEL: Final = whole(1, 100)
_SPEEDS: Final = tuple(SPEEDS.values())
_RGB: Final = fields(br=LEVEL, **dict.fromkeys("rgb", whole(0, 255)))


def light(coldest: int) -> Mapping[str, Function]:
    """Return the functions of a bulb; `ltype` and the object it names go together."""
    white = fields(br=LEVEL, ct=whole(0, coldest))
    objects = dict.fromkeys(SCENES, lambda value: white(value) or _RGB(value))
    objects |= {"white": white, "color": _RGB}

    def dimmable(params: Json, data: Json) -> Done:
        data = {key: value for key, value in data.items() if key != "cmd"}
        wanted = data.get("ltype")
        if wanted not in objects or wanted not in data:
            raise LocalError(INVALID)
        check = setting(ltype=lambda _: True, switch=ON_OR_OFF, **objects)
        return check(params, data)

    return {**ONE_RELAY, "dimmable": dimmable}


def _dimmer(params: Json, data: Json) -> Done:
    """Take a level, which has to come with the power."""
    if data.get("switch") != "on":
        raise LocalError(NOT_READABLE)
    check = setting(
        "switch", "brightness", switch=ON_OR_OFF, brightness=LEVEL, mode=whole(0, 4)
    )
    return check(params, {key: it for key, it in data.items() if key != "cmd"})


DIMMER: Final[Mapping[str, Function]] = {**ONE_RELAY, "dimmable": _dimmer}


def _knob(params: Json, data: Json) -> Done:
    """Take a level; with a time of its own the device is never heard of again."""
    if "transitionTime" in data:
        raise SilenceError
    return setting(switch=ON_OR_OFF, brightness=LEVEL)(params, data)


KNOB: Final[Mapping[str, Function]] = {
    **ONE_RELAY,
    "switch": _knob,
    "dimmable": _knob,
    "brightness": _knob,
}


def fan_of(params: Json) -> Json:
    """Return lamp and fan in the words of the local network."""
    light, *fan = (it["switch"] for it in params["switches"])
    speed = _SPEEDS.index(tuple(fan)) + 1 if tuple(fan) in _SPEEDS else 1
    return {"light": light, "fan": fan[0], "speed": speed}


def _fan(params: Json, data: Json) -> Done:
    setting("fan", fan=ON_OR_OFF, speed=whole(1, 3))(params, data)
    speed = int(data["speed"] if "speed" in data else fan_of(params)["speed"])
    states = (data["fan"], *_SPEEDS[speed - 1][1:])
    return _outlets(dict(enumerate(states, start=1)))


def _fan_light(params: Json, data: Json) -> Done:
    setting("light", light=ON_OR_OFF)(params, data)
    return _outlets({0: data["light"]})


def _outlets(states: dict[int, Any]) -> Done:
    switches = [{"outlet": it, "switch": state} for it, state in states.items()]
    changes = {"switches": switches}
    return Done(changes=changes, command=changes)


FAN: Final[Mapping[str, Function]] = {
    "fan": _fan,
    "light": _fan_light,
    "sledOnline": LED,
    "getState": probe,
    "info": probe,
}

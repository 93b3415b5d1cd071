"""What of the params of lamps, covers, thermostats and the like is shown.

That is how they work, and nothing that somebody has named or that tells who they are.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any, Final

from custom_components.ewelink.api.param_names import is_name
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import Climate, Feature, Together
from custom_components.ewelink.devices.places import Either, Field, Outlet, Param, add
from custom_components.ewelink.devices.rows import TYPES
from custom_components.ewelink.redaction import (
    REDACTED,
    described_params,
    redacted_params,
)

from .devices.common import device, kind
from .each import each
from .panels import ALARM_SETTING

SHOWN: Final = [described_params, redacted_params]

RULES: Final = {
    "targets": [
        {"targetHigh": "26", "reaction": {"switch": "off"}},
        {"targetLow": "24.5", "reaction": {"switch": "on"}},
    ],
}
FLOOR: Final = {"switch": "on", "workMode": 1, "workState": 2, "targetTemp": 20.5}
AIR: Final = {
    "power": "on",
    "temperature": 24,
    "small_temperature": 0.5,
    "wind_speed": 101,
    "wind_swing_ud": "on",
    "wind_swing_lr": "off",
    "indoor_temperature": 27,
}
PANEL: Final = {"ATCEnable": 1, "ATCMode": 0, "ATCExpect0": 22}
VALVE: Final = {"workMode": "0", "workState": "1", "manTargetTemp": 210}
BUZZER: Final = {"volume": 66, "duration": 10}
LIMITS: Final = {"upperLimitState": "uncalibrated", "lowerLimitState": "calibrated"}
EFFECT: Final = {"lightEffect": 1, "br": 50, "r": 255, "statusLight": "on"}
CONTROLS: Final = [
    (11, {"switch": "pause", "setclose": 40}),
    (67, {"op": 4, "per": 60}),
    (126, {"workMode": 2, "motorTurn": 0, "currLocation": 60, "calibState": 1}),
    (211, {"workMode": 2, "electromotor": 1, "percentageControl": 40}),
    (216, {"switch": "off", "doorState": 1}),
    (7006, {"curtainAction": "pause", "curPercent": 40, "motorClb": "calibration"}),
    (7015, {"curtainAction": "open", "openPercent": 40, **LIMITS}),
    (7034, {"switch": "on", "setclose": 40, "motorDir": "reverse"}),
    (15, {"deviceType": "normal", "mainSwitch": "on", **RULES}),
    (15, {"deviceType": "temperature", **RULES}),
    (15, {"deviceType": "Humidity", "switch": "off", **RULES}),
    *((17, {"fan": "on", "speed": it, "shake": "off"}) for it in ("slow", "fast")),
    *((17, {"fan": "off", "mode": it}) for it in ("normal", "natural", "sleep")),
    (17, {"fan": "on", "speed": "moderate"}),
    (19, {"switch": "on", "state": 2, "mode": "normal", "water": 0}),
    (25, {"switch": "on", "state": 1, "lightmode": 2}),
    *((127, {"tempScale": it, **FLOOR}) for it in ("c", "f", "C")),
    *((133, {**PANEL, "HMI_ATCDevice": {"etype": it}}) for it in ("hot", "cold")),
    *(
        (151, {"mode": it, **AIR})
        for it in ("heat", "cool", "auto", "dry", "fan", "Cool")
    ),
    (195, {"securityType": 2, "currentType": 2}),
    (195, {"buzzerAlarm": {"mode": "play", "fileName": "ring/alert5.mp3", **BUZZER}}),
    (228, {"buzzerAlarm": {"mode": "stop", "fileName": "ring/ring1.mp3", **BUZZER}}),
    (209, {"preEffects": EFFECT}),
    (7017, VALVE),
    (7027, {"switch": True, "controlMode": "manual"}),
    (7056, {"alarmType": "none"}),
]
WORDS: Final = [
    (15, ("deviceType",)),
    (15, ("targets", "targetHigh")),
    (17, ("speed",)),
    (17, ("mode",)),
    (19, ("mode",)),
    (127, ("tempScale",)),
    (133, ("HMI_ATCDevice", "etype")),
    (151, ("mode",)),
    (195, ("buzzerAlarm", "fileName")),
    (1514, ("curtainAction",)),
    (7015, ("upperLimitState",)),
    (7027, ("controlMode",)),
    (7056, ("alarmSetting", "alertSound")),
    (11, ("switch",)),
]


def test_lamp() -> None:
    """The values of all its modes are, and the names of these."""
    params: Params = {
        "switch": "on",
        "ltype": "nightLight",
        "white": {"br": 5, "ct": 20, "name": "mine"},
        "nightLight": {"br": 50, "ct": 0, "name": "yours"},
    }
    shown = described_params(device(103, params))

    assert shown == {
        **params,
        "white": {"br": 5, "ct": 20, "name": "<text>"},
        "nightLight": {"br": 50, "ct": 0, "name": "<text>"},
    }
    assert redacted_params(device(103, params))["ltype"] == "nightLight"


def test_word_that_is_no_mode() -> None:
    """A text in the place of a mode is none of ours."""
    params: Params = {
        "state": "on",
        "type": "canary",
        "channel0": "25",
        "channel1": "0",
    }

    assert described_params(device(16, params)) == {**params, "type": "<text>"}


@each(CONTROLS)
def test_controls(uiid: int, params: Params) -> None:
    """All that tells how a device works is shown, in its own words."""
    for shown in SHOWN:
        assert shown(device(uiid, params)) == params


def test_siren() -> None:
    """So is how it sounds; a command's own word is not read."""
    params: Params = {"alarmSetting": dict(ALARM_SETTING), "alarmType": "manual"}
    silent: Params = {"alarmSetting": {**ALARM_SETTING, "test": "<boolean>"}}

    assert redacted_params(device(7056, params)) == params
    assert described_params(device(7056, params)) == params | silent


@each((*word, shown) for word in WORDS for shown in SHOWN)
def test_text_in_the_place_of_a_word(
    uiid: int, path: tuple[str, ...], shown: Callable[[Device], dict[str, Any]]
) -> None:
    """Where a word is read, any other text is as private as anywhere."""
    value: Any = "canary"
    for key in reversed(path):
        value = [{key: value}] if key == "targetHigh" else {key: value}
    found = shown(device(uiid, value))

    assert "canary" not in str(found)
    assert list(found) == [path[0]]


def test_what_a_panel_regulates() -> None:
    """Of another device there is what kind it is, and not which."""
    secrets: Params = {"id": "1000abcdef", "ip": 10, "qrcode": 1234, "name": "x"}
    params: Params = {"HMI_ATCDevice": {"etype": "hot", "outlet": 0, **secrets}}
    shown = redacted_params(device(133, params))

    assert shown["HMI_ATCDevice"] == {
        "etype": "hot",
        "outlet": 0,
        **dict.fromkeys(secrets, REDACTED),
    }
    described = described_params(device(133, params))["HMI_ATCDevice"]
    assert described["etype"] == "hot"
    assert {described[it] for it in secrets} == {"<text>", "<number>"}


@each(TYPES)
def test_names_of_what_is_read(uiid: int) -> None:
    """No key that a type reads is taken for somebody's network or device."""
    for it in kind(uiid).features:
        names = it.reads | it.mode | it.hears | frozenset(it.implied)
        below = frozenset(key for place in _places(it) for key in place)
        assert [name for name in names | below if not is_name(name)] == []


@each(product(TYPES, SHOWN))
def test_states_of_all_types(
    uiid: int, shown: Callable[[Device], dict[str, Any]]
) -> None:
    """Each state that any feature knows by its raw values is shown as it is told."""
    for it in kind(uiid).features:
        for state in _found(it, Together):
            told: Params = {}
            if isinstance(it, Climate) and it.needs is not None:
                told[it.needs] = {"etype": "hot"}
            add(told, state.write())
            assert shown(device(uiid, told)) == told


def _found[PartT](whole: object, part: type[PartT]) -> Iterator[PartT]:
    """Yield what of a kind something holds, however deep."""
    if isinstance(whole, part):
        yield whole
    if is_dataclass(whole):
        members = [getattr(whole, it.name) for it in fields(whole)]
    elif isinstance(whole, dict):
        members = list(whole.values())
    else:
        members = list(whole) if isinstance(whole, tuple | frozenset) else []
    for member in members:
        yield from _found(member, part)


def _places(feature: Feature) -> Iterator[tuple[str, ...]]:
    """Yield the keys of all places that a feature holds."""
    for place in _found(feature, Param | Field | Outlet | Either):  # type: ignore[arg-type]
        match place:
            case Field(param, name) | Outlet(param, _, name):
                yield (param, name)
            case Param(param):
                yield (param,)

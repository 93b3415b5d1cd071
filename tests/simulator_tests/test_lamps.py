"""Lamps obey, ignore and refuse as the protocol says ("Lights")."""

from typing import Any

import pytest

from tests.simulator.kinds import KINDS
from tests.simulator.wire import Json

from .bench import Bench

WHITE = {"channel0": "80", "channel1": "0", "type": "cold"}
RED: Json = {"colorR": 255, "colorG": 0, "colorB": 0}
TONE: Json = {"br": 40, "ct": 30}
HUE: Json = {"br": 40, "r": 1, "g": 2, "b": 3}
CCT: Json = {"colorMode": "cct", "cctBrightness": 9, "colorTemp": 8}
RGB: Json = {"colorMode": "rgb", "rgbBrightness": 9, "hue": 359, "saturation": 8}

# What each lamp takes while it is off, together with its power key.
LIGHT: dict[int, Json] = {
    16: WHITE,
    22: WHITE,
    33: {"mode": 1, "bright": 10, **RED},
    36: {"bright": 10},
    44: {"brightness": 100, "mode": 0},
    52: {"channel0": "10", "channel1": "255"},
    57: {"channel0": "25"},
    59: {"mode": 12, "bright": 1},
    103: {"ltype": "white", "white": {"br": 1, "ct": 255}},
    104: {"ltype": "color", "color": HUE},
    135: {"ltype": "white", "white": {"br": 1, "ct": 100}},
    136: {"ltype": "read", "read": HUE},
    137: {"mode": 2, "bright": 50, "colorTemp": 0},
    173: {"mode": 1, "bright": 50, **RED},
    277: {"brightness": 1},
    1257: {"brightness": 1, "mode": 0},
    1258: {"brightness": 1, "colorTemp": 100},
    3258: RGB,
    7008: {"brightness": 1},
    7009: {**RGB, "ltype": "normal"},
}
IGNORED_WHILE_OFF = [
    (uiid, light)
    for uiid, light in LIGHT.items()
    if uiid < 1000 and uiid != 44  # these refuse
]
REFUSED: list[tuple[int, Json]] = [
    (16, {"state": "on", "channel0": 80}),
    (16, {"state": "on", "channel0": "24"}),
    (16, {"state": "on", "type": "cool"}),
    (16, {"state": True}),
    (22, {"state": "on", "channel2": 255}),
    (22, {"state": "on", "channel2": "256"}),
    (22, {"state": "on", "zyx_mode": "2"}),
    (25, {"lightswitch": "on"}),
    (25, {"lightswitch": "1"}),
    (25, {"lightbright": 101}),
    (25, {"lightmode": 4}),
    (25, {"state": 3}),
    (25, {"water": 1}),
    (33, {"switch": "on", "bright": 9}),
    (33, {"switch": "on", "mode": 4}),
    (36, {"switch": "on", "bright": 9}),
    (36, {"switch": "on", "bright": "50"}),
    (36, {"switch": "on", "bright": 50.5}),
    (44, {"brightness": 50}),
    (44, {"brightness": 50, "switch": "on"}),
    (44, {"brightness": 50, "mode": 0}),
    (44, {"brightness": 50, "mode": 0, "switch": "off"}),
    (44, {"brightness": 101, "mode": 0, "switch": "on"}),
    (44, {"brightness": 0, "mode": 0, "switch": "on"}),
    (44, {"mode": 2}),
    (52, {"state": "on", "channel0": "9"}),
    (52, {"state": "on", "channel1": 3}),
    (57, {"state": "on", "channel0": 132}),
    (57, {"state": "on", "channel0": "24"}),
    (59, {"switch": "on", "bright": 0}),
    (59, {"switch": "on", "mode": 13}),
    (59, {"switch": "on", "colorR": "255"}),
    (103, {"switch": "on", "ltype": "white", "white": {"br": 40}}),
    (103, {"switch": "on", "ltype": "white", "white": {"ct": 40}}),
    (103, {"switch": "on", "ltype": "white", "white": {"br": 0, "ct": 40}}),
    (103, {"switch": "on", "ltype": "color", "color": HUE}),
    (103, {"switch": "on", "ltype": "white"}),
    (104, {"switch": "on", "ltype": "color", "color": {"br": 40, "r": 1, "g": 2}}),
    (104, {"switch": "on", "ltype": "color", "color": TONE}),
    (104, {"switch": "on", "ltype": "color", "color": {**HUE, "br": "40"}}),
    (135, {"switch": "on", "ltype": "white", "white": {"br": 40, "ct": 101}}),
    (135, {"switch": "on", "white": TONE}),
    (136, {"switch": "on", "ltype": "white", "white": {"br": 40, "ct": 255}}),
    (136, {"switch": "on", "color": HUE}),
    (136, {"switch": "on", "ltype": "color", "color": {"r": 1, "g": 2, "b": 3}}),
    (137, {"switch": "on", "mode": 2, "colorTemp": 101}),
    (137, {"switch": "on", "mode": 4, "rhythmMode": 4}),
    (137, {"switch": "on", "mode": 7, "speed07": "50"}),
    (173, {"switch": "on", "mode": 53}),
    (277, {"switch": "on", "brightness": 0}),
    (277, {"switch": "on", "brightness": 5, "transitionTime": "2000"}),
    (1257, {"brightness": 50}),
    (1257, {"switch": "on", "brightness": "50"}),
    (1258, {"colorTemp": 50}),
    (1258, {"switch": "on", "colorTemp": 65535}),
    (3258, {"cctBrightness": 50}),
    (3258, {"switch": "on", "cctBrightness": 50, "rgbBrightness": 50}),
    (3258, {"switch": "on", **CCT, "hue": 1}),
    (3258, {"switch": "on", "rgbBrightness": 50}),
    (3258, {"switch": "on", "colorMode": "rgb", "hue": 1, "saturation": 2}),
    (3258, {"switch": "on", "rgbBrightness": 5, "hue": 1, "saturation": 2}),
    (3258, {"switch": "on", **RGB, "hue": 360}),
    (3258, {"switch": "on", **RGB, "hue": 12.5}),
    (7008, {"colorTemp": 50}),
    (7009, {"switch": "on", **RGB}),
    (7009, {"switch": "on", "ltype": "read"}),
    (209, {"lightMode": 8}),
    (209, {"lightMode": "1"}),
    (209, {"lightSwitch": True}),
]


def off(uiid: int) -> Bench:
    """Return a lamp that is off."""
    power = "state" if "state" in KINDS[uiid].params else "switch"
    return Bench(uiid, **{power: "off"})


def power_of(lamp: Bench) -> str:
    """Return a lamp's power key."""
    return "state" if "state" in lamp.params else "switch"


@pytest.mark.parametrize(("uiid", "light"), LIGHT.items())
def test_together(uiid: int, light: Json) -> None:
    """A lamp that is off takes its light together with the power key."""
    lamp = off(uiid)
    assert lamp.tell(**{power_of(lamp): "on"}, **light) == []
    assert {power_of(lamp): "on", **light}.items() <= lamp.params.items()


@pytest.mark.parametrize(("uiid", "light"), IGNORED_WHILE_OFF)
def test_off_obeys_only_on(uiid: int, light: Json) -> None:
    """A light alone is lost while the lamp is off, and obeyed once it is on."""
    lamp = off(uiid)
    assert lamp.ignores(**light)
    lamp.tell(**{power_of(lamp): "on"})
    lamp.tell(**light)
    assert light.items() <= lamp.params.items()


@pytest.mark.parametrize(("uiid", "light"), LIGHT.items())
def test_settings_while_off(uiid: int, light: Json) -> None:
    """Only the light is lost: a setting is not."""
    lamp = off(uiid)
    lamp.tell(sledOnline="off")
    assert lamp.params["sledOnline"] == "off"


@pytest.mark.parametrize(("uiid", "changes"), REFUSED)
def test_refused(uiid: int, changes: dict[str, Any]) -> None:
    """What a real one answers with 400."""
    assert Bench(uiid).refuses(**changes)


@pytest.mark.parametrize("uiid", LIGHT)
def test_button(uiid: int) -> None:
    """A lamp's own button toggles it, and that is seen."""
    lamp = off(uiid)
    assert lamp.looks() == ["Off"]
    assert lamp.press() == {power_of(lamp): "on"}
    assert lamp.looks()[0] == "On"
    assert len(lamp.looks()) > 1
    assert lamp.press() == {power_of(lamp): "off"}


@pytest.mark.parametrize(("mode", "level"), [(1, 5), (2, 20), (3, 50), (4, 100)])
def test_scenes_of_dimmer(mode: int, level: int) -> None:
    """A mode of 44 is a level."""
    lamp = Bench(44)
    lamp.tell(switch="on", mode=mode)
    assert lamp.params["brightness"] == level


def test_knobs() -> None:
    """A dimmer's own knob is reported with what belongs to it."""
    assert Bench(44).turn("level", 30) == {"switch": "on", "brightness": 30, "mode": 0}
    assert Bench(277).turn("level", 30) == {"switch": "on", "brightness": 30}


def test_transition_is_no_state() -> None:
    """277 takes a transition time, which others hear of and nobody keeps."""
    lamp = Bench(277)
    together: Json = {"switch": "on", "brightness": 5, "transitionTime": 2000}
    lamp.tell(**together)
    assert lamp.heard == together
    assert "transitionTime" not in lamp.params


@pytest.mark.parametrize(
    "changes",
    [
        {"bright": 50},
        RED,
        {"bright": 50, **RED},
        {"mode": 1, "bright": 50},
        {"mode": 1, **RED},
        {"colorTemp": 50},
        {"mode": 2, "colorTemp": 50},
    ],
)
def test_halves_are_ignored(changes: Json) -> None:
    """173 ignores a level or a colour that comes without the rest of its mode."""
    assert Bench(173).ignores(**changes)


def test_effects_of_strips() -> None:
    """An effect comes alone or with its speed and level, by its number."""
    for uiid in (137, 173):
        strip = Bench(uiid)
        strip.tell(switch="on", mode=7)
        assert strip.params["mode"] == 7
        strip.tell(switch="on", mode=8, speed08=50, bright08=100, light_type=1)
        assert strip.params["speed08"] == 50


def test_object_without_type() -> None:
    """103 and 104 take an object whose `ltype` is not said."""
    for uiid in (103, 104):
        lamp = Bench(uiid)
        lamp.tell(switch="on", white=TONE)
        assert lamp.params["white"] == TONE


def test_scene_lamp() -> None:
    """7009 takes scenes as objects, and a mode with `ltype` normal."""
    lamp = Bench(7009)
    party: Json = {"br": 50, "tf": 1, "sp": 10, "colorList": [1, 2]}
    lamp.tell(switch="on", ltype="partyRGB", partyRGB=party)
    assert lamp.looks() == ["On", "partyRGB"]
    lamp.tell(switch="on", ltype="normal", **RGB)
    assert lamp.looks()[:2] == ["On", "9 %"]


def test_changed_key_inside_a_mode() -> None:
    """3258 takes one key of the mode it is in, with the switch."""
    lamp = Bench(3258)
    lamp.tell(switch="on", colorTemp=5)
    assert (lamp.params["colorTemp"], lamp.params["cctBrightness"]) == (5, 70)


def test_first_state_of_7008() -> None:
    """It says `cctBrightness` at first and takes `brightness`."""
    lamp = Bench(7008)
    assert "brightness" not in lamp.params
    lamp.tell(switch="on", brightness=5)
    assert lamp.looks()[1] == "5 %"


def test_diffuser() -> None:
    """Seven colours have no level; the night light does not come back."""
    lamp = Bench(25)
    lamp.tell(lightmode=1)
    assert lamp.ignores(lightbright=20)
    lamp.tell(lightmode=2, lightRcolor=1, lightGcolor=2, lightBcolor=3)
    assert lamp.looks()[-2:] == ["#010203", "80 %"]
    lamp.tell(lightmode=3)
    lamp.tell(lightswitch=0)
    assert lamp.tell(lightswitch=1) == [{"lightmode": 2}]
    assert lamp.press("light") == {"lightswitch": 0}


def test_light_ring() -> None:
    """A panel takes its light's switch or its mode, either alone."""
    panel = Bench(209)
    panel.tell(lightMode=101)
    assert panel.params["lightSwitch"] == "off"
    panel.tell(lightSwitch="on")
    assert panel.looks() == ["Light 101"]
    assert panel.press("ring") == {"lightSwitch": "off"}

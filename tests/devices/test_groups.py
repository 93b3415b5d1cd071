"""Tests of what members of a group show together, and what all of them are sent."""

from typing import Any, Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.models import Group
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import LightColorMode, LightValues
from custom_components.ewelink.devices.groups import DeviceGroup

from ..api.strategies import ANYTHING
from .common import device, merged

RGBW: Final[Params] = {
    "switch": "off",
    "ltype": "white",
    "white": {"br": 40, "ct": 0},
    "color": {"br": 80, "r": 255, "g": 0, "b": 0},
}
CHANNELS: Final[Params] = {
    "switches": [{"outlet": n, "switch": "on" if n else "off"} for n in range(4)],
    "lock": 1,
}


def group_of(*members: Device, **listed: Any) -> DeviceGroup:
    """Return a group of devices that are all there."""
    group = DeviceGroup(Group(id="g", name="All", **listed))
    for member in members:
        member.available = True
    group.follow(members)
    return group


def _numbered(number: int, uiid: int, params: Params) -> Device:
    return device(uiid, dict(params), deviceid=str(number))


@pytest.mark.parametrize(
    ("members", "on", "off"),
    [
        pytest.param([(1, {"switch": "on"})], {"switch": "on"}, {"switch": "off"}),
        pytest.param(
            [(4, CHANNELS), (4, CHANNELS)],
            {"switches": [{"outlet": 0, "switch": "on"}]},
            {"switches": [{"outlet": 0, "switch": "off"}]},
            id="first channel, the interlock let be",
        ),
        pytest.param(
            [(1, {"switch": "on"}), (4, CHANNELS)],
            {"switch": "on", "switches": [{"outlet": 0, "switch": "on"}]},
            {"switch": "off", "switches": [{"outlet": 0, "switch": "off"}]},
            id="both shapes",
        ),
        pytest.param(
            [(226, {"switch": True})], {"switch": True}, {"switch": False}, id="boolean"
        ),
        pytest.param(
            [(15, {"switch": "on"})],
            {"switch": "on", "mainSwitch": "on", "deviceType": "normal"},
            {"switch": "off", "mainSwitch": "off", "deviceType": "normal"},
            id="with what travels along",
        ),
        pytest.param(
            [(11, {"switch": "on", "setclose": 0})],
            {"switch": "on"},
            {"switch": "off"},
            id="curtain",
        ),
        pytest.param(
            [(34, {"switches": [{"outlet": 0, "switch": "on"}]})],
            {"switches": [{"outlet": 0, "switch": "on"}]},
            {"switches": [{"outlet": 0, "switch": "off"}]},
            id="fan",
        ),
        pytest.param(
            [(22, {"state": "off"}), (1, {"switch": "on"})],
            {"state": "on", "switch": "on"},
            {"state": "off", "switch": "off"},
            id="lamp and switch",
        ),
    ],
)
def test_switch(members: list[tuple[int, Params]], on: Params, off: Params) -> None:
    """Each shape that a member understands is in the one command."""
    group = group_of(*(_numbered(n, *it) for n, it in enumerate(members)))
    assert group.switch(value=True) == on
    assert group.switch(value=False) == off
    if members[0][0] != 22:
        assert group.lamps is None
        assert group.is_on is (members[0][0] != 4 or len(members) < 1)


def test_first_channel_is_what_counts() -> None:
    """Channels behind the first are not in the group."""
    one = _numbered(1, 4, CHANNELS)
    group = group_of(one)
    assert group.is_on is False
    one.params = merged(one.params, {"switches": [{"outlet": 0, "switch": "on"}]})
    assert group.is_on is True


@pytest.mark.parametrize(
    ("states", "is_on"),
    [
        (["on", "off"], True),
        (["off", "off"], False),
        ([None, "off"], False),
        ([None, "on"], True),
        ([None, None], None),
    ],
)
def test_state(states: list[str | None], is_on: bool | None) -> None:  # noqa: FBT001
    """It is on where one is on, and nobody knows where none tells."""
    members = [_numbered(n, 1, {"switch": it}) for n, it in enumerate(states)]
    assert group_of(*members).is_on is is_on


def test_who_is_away_does_not_count() -> None:
    """What an offline member showed last is not how the group is."""
    there, away = (
        _numbered(n, 1, {"switch": it}) for n, it in enumerate(("off", "on"))
    )
    group = group_of(there, away)
    away.available = False
    assert group.is_on is False
    there.available = False
    assert group.is_on is True


@pytest.mark.parametrize(
    ("uiid", "params", "is_lamp"),
    [
        (1, {"switch": "on"}, False),
        (None, {"switch": "on"}, False),
        (None, {"switches": [{"outlet": 0, "switch": "on"}]}, False),
        (104, RGBW | {"switch": "on"}, True),
        (None, {}, False),
    ],
)
def test_members_that_are_not_shown(
    uiid: int | None,
    params: Params,
    is_lamp: bool,  # noqa: FBT001
) -> None:
    """What the list tells of the group stands for them."""
    group = group_of(uiid=uiid, params=params)
    assert (group.lamps is not None) is is_lamp
    assert group.is_on is (True if params else None)
    assert group.switch(value=True)
    assert list(group.listened()) == []


def test_lamps_of_one_kind() -> None:
    """They have all that each of them has, whatever each of them does now."""
    white = _numbered(1, 104, RGBW)
    colour = _numbered(2, 104, RGBW | {"switch": "on", "ltype": "color"})
    group = group_of(white, colour, main_id="2")
    assert group.lamps is not None
    assert group.lamps.color_modes == {LightColorMode.COLOR_TEMP, LightColorMode.RGB}
    assert group.shine(LightValues()) == {"switch": "on"}
    assert group.shine(LightValues(rgb=(0, 0, 255), brightness=255)) == {
        "switch": "on",
        "ltype": "color",
        "color": {"br": 100, "r": 0, "g": 0, "b": 255},
    }
    sent = group.shine(LightValues(brightness=128))
    assert sent == {
        "switch": "on",
        "ltype": "color",
        "color": {"br": 50, "r": 255, "g": 0, "b": 0},
    }
    assert group.switch(value=False) == {"switch": "off"}


def test_shown_light() -> None:
    """It shows the mean brightness of those that are on, and how the first shines."""
    first = _numbered(1, 104, RGBW | {"switch": "off"})
    second = _numbered(
        2, 104, RGBW | {"switch": "on", "ltype": "color", "color": {"br": 100, "r": 9}}
    )
    third = _numbered(3, 104, RGBW | {"switch": "on", "white": {"br": 1, "ct": 0}})
    group = group_of(first, second, third)
    assert group.lamps is not None
    shown = group.light_state(group.lamps)
    assert (shown.is_on, shown.color_mode) == (True, LightColorMode.RGB)
    assert shown.values.brightness == round((255 + 3) / 2)
    for it in (second, third):
        it.params["switch"] = "off"
    shown = group.light_state(group.lamps)
    assert (shown.is_on, shown.color_mode) == (False, LightColorMode.COLOR_TEMP)


def test_nothing_that_shines() -> None:
    """Lamps that are none any more show nothing."""
    lamp = _numbered(1, 104, RGBW)
    group = group_of(lamp)
    assert group.lamps is not None
    lamp.features = ()
    shown = group.light_state(group.lamps)
    assert (shown.is_on, shown.values) == (None, LightValues())
    assert group.switch(value=True) == {"switch": "on"}


@pytest.mark.parametrize(
    ("uiids", "modes"),
    [
        ((44, 104), {LightColorMode.ONOFF}),
        ((22, 59), {LightColorMode.ONOFF}),
        ((103, 104), {LightColorMode.BRIGHTNESS}),
        ((44, 44), {LightColorMode.BRIGHTNESS}),
    ],
)
def test_lamps_of_several_kinds(
    uiids: tuple[int, ...], modes: set[LightColorMode]
) -> None:
    """They have what all of them spell alike."""
    members = [_numbered(n, it, {"switch": "on"}) for n, it in enumerate(uiids)]
    group = group_of(*members)
    assert group.lamps is not None
    assert group.lamps.color_modes == modes
    assert group.light_state(group.lamps).color_mode in modes


def test_follow_tells_of_changes() -> None:
    """Who follows learns whether the group is another one."""
    one, two = (_numbered(n, 1, {"switch": "on"}) for n in range(2))
    group = group_of(one)
    assert not group.follow([one])
    assert group.follow([one, two])
    group.list_anew(Group(id="g", name="Other"))
    assert group.name == "Other"


@given(raw=ANYTHING, params=ANYTHING)
def test_anything_in_a_list(raw: Any, params: Any) -> None:
    """Whatever a list holds of a group never raises."""
    Group.from_wire(raw)
    Group.from_wire({"itemType": 3, "itemData": raw})
    item = {"id": "g", "uiid": raw, "params": params, "family": raw, "name": raw}
    listed = Group.from_wire({"itemType": 3, "itemData": item})
    assert listed is not None
    group = DeviceGroup(listed)
    assert group.switch(value=True)
    assert group.is_on in {True, False, None}
    if group.lamps is not None:
        group.light_state(group.lamps)


@given(params=st.dictionaries(st.sampled_from(list(RGBW)), ANYTHING))
def test_anything_from_a_lamp(params: dict[str, Any]) -> None:
    """Whatever a member tells never raises, and all modes can be set."""
    group = group_of(_numbered(1, 104, params), _numbered(2, 104, RGBW))
    if group.lamps is not None:
        group.light_state(group.lamps)
    group.shine(LightValues(brightness=3))
    group.shine(LightValues(kelvin=3000))

"""What fans tell, and what goes out to set them."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Fan

from .common import device, feature, merged

CEILING, THREE_SPEED = 34, 17
CEILING_SPEEDS = {
    "low": ("on", "off", "off"),
    "medium": ("on", "on", "off"),
    "high": ("on", "off", "on"),
}


def fan(uiid: int) -> Fan:
    """Return the fan of a type."""
    found = feature(uiid, "fan")
    assert isinstance(found, Fan)
    return found


def outlets(*states: str, first: int = 1) -> Params:
    """Return outlets one after another."""
    return {
        "switches": [
            {"outlet": outlet, "switch": state}
            for outlet, state in enumerate(states, start=first)
        ]
    }


@pytest.mark.parametrize(
    ("uiid", "params", "is_on", "speed"),
    [
        (34, {}, None, None),
        (34, outlets("on", "on", "off", "off", first=0), True, "low"),
        (34, outlets("on", "on", "off"), True, "medium"),
        (34, outlets("on", "off", "on"), True, "high"),
        (34, outlets("on", "on", "on"), True, None),
        (34, outlets("on"), True, None),
        # A speed counts only while the fan is on.
        (34, outlets("on", "off", "off", "on", first=0), False, None),
        (17, {}, None, None),
        (17, {"fan": "on", "speed": "moderate"}, True, "moderate"),
        (17, {"fan": "off", "speed": "moderate"}, False, None),
        (17, {"fan": "on", "speed": "wild"}, True, None),
    ],
)
def test_state(
    uiid: int, params: Params, *, is_on: bool | None, speed: str | None
) -> None:
    """Whether it runs, and how fast."""
    assert fan(uiid).is_on(params) == is_on
    assert fan(uiid).speed(params) == speed


@pytest.mark.parametrize(
    ("uiid", "speed", "preset", "expected"),
    [
        (34, None, None, outlets("on")),
        *((34, name, None, outlets(*it)) for name, it in CEILING_SPEEDS.items()),
        (17, None, None, {"fan": "on"}),
        (17, "slow", None, {"fan": "on", "speed": "slow"}),
        (17, None, "sleep", {"fan": "on", "mode": "sleep"}),
        (17, "fast", "natural", {"fan": "on", "speed": "fast", "mode": "natural"}),
    ],
)
def test_on(uiid: int, speed: str | None, preset: str | None, expected: Params) -> None:
    """A speed goes out with the fan on, and never with the light."""
    sent = fan(uiid).encode_on(speed, preset)
    assert sent == expected
    assert device(uiid).complete(sent) == expected


def test_off() -> None:
    """Only the fan goes off."""
    assert fan(CEILING).encode_off() == outlets("off")
    assert fan(THREE_SPEED).encode_off() == {"fan": "off"}


def test_presets_and_oscillation() -> None:
    """One type has both; either goes alone."""
    assert fan(THREE_SPEED).encode_preset("natural") == {"mode": "natural"}
    assert fan(THREE_SPEED).encode_oscillation(value=True) == {"shake": "on"}
    assert fan(THREE_SPEED).encode_oscillation(value=False) == {"shake": "off"}
    assert fan(THREE_SPEED).preset({"mode": "sleep"}) == "sleep"
    assert fan(THREE_SPEED).is_oscillating({"shake": "on"})
    assert fan(CEILING).preset({"mode": "sleep"}) is None
    assert fan(CEILING).is_oscillating({"shake": "on"}) is None
    assert fan(CEILING).encode_oscillation(value=True) == {}


@pytest.mark.parametrize("uiid", [CEILING, THREE_SPEED])
def test_what_was_sent_is_shown(uiid: int) -> None:
    """Each speed reads back after its command, from any other."""
    for first in fan(uiid).speeds:
        start = fan(uiid).encode_on(first)
        for speed in fan(uiid).speeds:
            after = merged(start, fan(uiid).encode_on(speed))
            assert fan(uiid).speed(after) == speed
        off = merged(start, fan(uiid).encode_off())
        assert fan(uiid).is_on(off) is False
        assert fan(uiid).speed(merged(off, fan(uiid).encode_on())) == first


def test_light_wakes_no_fan() -> None:
    """A fan listens to its own outlets."""
    assert {"switches/1", "switches/2", "switches/3"} <= fan(CEILING).listens
    assert "switches/0" not in fan(CEILING).listens
    assert fan(THREE_SPEED).listens == {"fan", "speed", "mode", "shake"}

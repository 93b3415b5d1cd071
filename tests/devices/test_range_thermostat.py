"""What a plug with a probe tells as a thermostat, and what goes out to set it."""

from typing import Any

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    ClimateChange,
    FeatureError,
    RangeThermostat,
)
from custom_components.ewelink.devices.features.range_thermostat import told_limits

from .common import feature, merged

UIID = 15
KEPT = {"temperature": (20.5, 22.0), "humidity": (40.0, 60.0)}


def plug() -> RangeThermostat:
    """Return the thermostat of the plug."""
    found = feature(UIID, "thermostat")
    assert isinstance(found, RangeThermostat)
    return found


def targets(high: object, low: object, below: str = "on") -> list[Params]:
    """Return both rules, of which one switches on."""
    above = "off" if below == "on" else "on"
    return [
        {"targetHigh": high, "reaction": {"switch": above}},
        {"targetLow": low, "reaction": {"switch": below}},
    ]


def told(kind: str, main: str, *rules: Any, **others: object) -> Params:
    """Return the params of a plug."""
    return {
        "deviceType": kind,
        "mainSwitch": main,
        "targets": targets(*rules or ("25", "24")),
        **others,
    }


@pytest.mark.parametrize(
    ("params", "mode"),
    [
        ({}, None),
        ({"deviceType": "normal", "mainSwitch": "on"}, "off"),
        (told("temperature", "on"), "heat"),
        (told("temperature", "on", "25", "24", "off"), "cool"),
        (told("humidity", "on"), "dry"),
        (told("humidity", "on", "60", "50", "off"), "dry"),
        # Somebody switched it off by hand for a while.
        (told("temperature", "off"), "off"),
        ({"deviceType": "temperature", "mainSwitch": "on"}, None),
        ({"deviceType": "temperature", "mainSwitch": "on", "targets": [7]}, None),
        ({"deviceType": "else", "mainSwitch": "on"}, None),
    ],
)
def test_mode(params: Params, mode: str | None) -> None:
    """It heats where its relay is on below the lower limit."""
    assert plug().mode_of(params) == mode


def test_mode_from_the_upper_rule() -> None:
    """Either reaction tells the other."""
    rule = {"targetHigh": "25", "reaction": {"switch": "off"}}
    params = {"deviceType": "temperature", "mainSwitch": "on", "targets": [rule]}
    assert plug().mode_of(params) == "heat"


@pytest.mark.parametrize(
    ("params", "action"),
    [
        ({}, None),
        (told("temperature", "on"), None),
        (told("temperature", "on", switch="on"), "heating"),
        (told("temperature", "on", switch="off"), "idle"),
        (told("temperature", "on", "25", "24", "off", switch="on"), "cooling"),
        (told("humidity", "on", "60", "50", "off", switch="on"), "drying"),
        (told("normal", "off", switch="off"), "off"),
        # What it switches is not told while it is switched by hand.
        (told("normal", "off", switch="on"), None),
    ],
)
def test_action(params: Params, action: str | None) -> None:
    """Its relay tells what it does."""
    assert plug().action(params) == action


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (targets("25", "24"), (24, 25)),
        (targets(25.5, "-3"), (-3, 25.5)),
        (list(reversed(targets("25", "24"))), (24, 25)),
        (targets("25", "x"), None),
        ([], None),
        (None, None),
        ({"targetHigh": 1}, None),
    ],
)
def test_range(raw: object, expected: object) -> None:
    """Limits are strings, in whatever order the rules come."""
    assert told_limits({"targets": raw}) == expected


@pytest.mark.parametrize(
    ("params", "change", "expected"),
    [
        pytest.param(
            told("temperature", "on"),
            {"mode": "off"},
            {"mainSwitch": "off", "deviceType": "normal"},
            id="off",
        ),
        pytest.param(
            told("normal", "off"),
            {"mode": "heat"},
            told("temperature", "on"),
            id="heat",
        ),
        pytest.param(
            told("normal", "off"),
            {"mode": "cool"},
            told("temperature", "on", "25", "24", "off"),
            id="cool",
        ),
        pytest.param(
            told("humidity", "off", "60", "50", "off"),
            {"mode": "dry"},
            told("humidity", "on", "60", "50", "off"),
            id="dry",
        ),
        pytest.param(
            told("humidity", "on", "60", "50"),
            {"mode": "dry", "target_range": (40, 55)},
            told("humidity", "on", "55", "40"),
            id="moistening set up elsewhere stays",
        ),
        pytest.param(
            told("temperature", "on"),
            {"target_range": (19.6, 22)},
            told("temperature", "on", "22", "20"),
            id="limits while heating",
        ),
        pytest.param(
            told("temperature", "on", "25", "24", "off"),
            {"target_range": (19, 22)},
            told("temperature", "on", "22", "19", "off"),
            id="limits while cooling",
        ),
        pytest.param(
            told("normal", "off"),
            {"target_range": (-5, 5)},
            told("normal", "off", "5", "-5"),
            id="limits while off",
        ),
        pytest.param(
            told("temperature", "off"),
            {"target_range": (19, 22)},
            told("temperature", "off", "22", "19"),
            id="limits while paused",
        ),
        pytest.param(
            {},
            {"mode": "heat", "target_range": (19, 22)},
            told("temperature", "on", "22", "19"),
            id="nothing known",
        ),
        pytest.param(
            {"deviceType": ["x"]},
            {"target_range": (19, 22)},
            told("normal", "off", "22", "19"),
            id="nothing sensible known",
        ),
        pytest.param(
            told("temperature", "on"),
            {"mode": "off", "target_range": (19, 22)},
            told("normal", "off", "22", "19"),
            id="off with limits",
        ),
        pytest.param(
            told("normal", "off", "25.5", 24),
            {"mode": "heat"},
            told("temperature", "on", "25.5", "24"),
            id="halves set up elsewhere stay",
        ),
    ],
)
def test_change(params: Params, change: Any, expected: Params) -> None:
    """Both limits go out together, as strings, with opposite reactions."""
    assert plug().encode(ClimateChange(**change), params) == expected


@pytest.mark.parametrize(
    ("params", "change", "reason"),
    [
        (told("normal", "off"), {"target_range": (22, 22)}, "target_range_crossed"),
        (told("normal", "off"), {"target_range": (21.6, 22)}, "target_range_crossed"),
        (told("normal", "off"), {"target_range": (23, 22)}, "target_range_crossed"),
        (told("normal", "off", "5", "9"), {"mode": "heat"}, "target_range_crossed"),
        ({}, {"mode": "heat"}, "target_range_unknown"),
        ({}, {"target_range": (float("nan"), 2)}, "not_a_number"),
    ],
)
def test_refused_changes(params: Params, change: Any, reason: str) -> None:
    """What the device would not take is told to the user."""
    with pytest.raises(FeatureError, match=reason):
        plug().encode(ClimateChange(**change), params)


@pytest.mark.parametrize(
    ("params", "last_on", "expected"),
    [
        (told("temperature", "off"), "dry", told("temperature", "on")),
        (
            told("temperature", "off", "25", "24", "off"),
            None,
            told("temperature", "on", "25", "24", "off"),
        ),
        (told("humidity", "off"), None, told("humidity", "on")),
        (told("normal", "off"), None, told("temperature", "on")),
        (
            told("normal", "off", "25", "24", "off"),
            None,
            told("temperature", "on", "25", "24", "off"),
        ),
        (
            told("normal", "off"),
            "cool",
            told("temperature", "on", "25", "24", "off"),
        ),
    ],
)
def test_switching_on(params: Params, last_on: str | None, expected: Params) -> None:
    """It goes on where it was paused, else with the last mode or what its rules say."""
    assert plug().encode_on(params, last_on) == expected


@pytest.mark.parametrize(
    ("rules", "humidity", "expected"),
    [
        (("60", "50", "off"), 55, ("55", "45", "off")),
        (("60", "50", "off"), 4, ("4", "0", "off")),
        (("60", "60", "off"), 55, ("55", "54", "off")),
        (("x", "x", "off"), 55, ("55", "50", "off")),
    ],
)
def test_humidity(rules: Any, humidity: float, expected: Any) -> None:
    """One humidity is the upper limit; the lower one keeps its distance."""
    sent = plug().encode_humidity(humidity, told("humidity", "on", *rules))
    assert sent == told("humidity", "on", *expected)


def test_limits_of_the_limits() -> None:
    """Those of the humidity are no degrees."""
    assert plug().limits({}) == (-40, 99)
    assert plug().limits(told("humidity", "on")) == (-40, 99)


def test_what_was_sent_is_shown() -> None:
    """Each mode reads back after its command, from any other."""
    for first in plug().modes({}):
        start = plug().encode(ClimateChange(mode=first, target_range=(19, 22)), {})
        for mode in plug().modes({}):
            sent = plug().encode(ClimateChange(mode=mode), start, kept=KEPT)
            assert plug().mode_of(merged(start, sent)) == mode
    assert plug().echo({"mainSwitch": "off"}) == {}
    assert plug().followed_target(told("temperature", "on")) is None
    assert plug().listens >= {"deviceType", "mainSwitch", "switch", "targets"}

"""Limits of a plug are of the temperature or of the humidity, and never change over."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import ClimateChange, FeatureError

from .test_range_thermostat import KEPT, plug, told

WET = told("humidity", "on", "60", "40", "off")
WARM = told("temperature", "on", "25", "24")


@pytest.mark.parametrize(
    ("params", "mode"),
    [
        (WET, "heat"),
        (WET, "cool"),
        (WARM, "dry"),
        (told("humidity", "off", "60", "40", "off"), "heat"),
        # Of what limits are is not told while it is switched by hand.
        (told("normal", "off", "60", "40", "off"), "heat"),
        (told("normal", "off", "60", "40", "off"), "dry"),
        (told("normal", "off", "25", "24"), "dry"),
    ],
)
def test_limits_of_another_kind(params: Params, mode: str) -> None:
    """A plug never heats up to a humidity: the limits must be set with the mode."""
    change = ClimateChange(mode=mode)
    with pytest.raises(FeatureError, match="target_range_unknown"):
        plug().encode(change, params)
    with pytest.raises(FeatureError, match="target_range_unknown"):
        plug().encode_on(told("normal", "off", "60", "40", "off"), "heat")


@pytest.mark.parametrize(
    ("params", "mode", "expected"),
    [
        (WET, "heat", told("temperature", "on", "22.0", "20.5", "on")),
        (WET, "cool", told("temperature", "on", "22.0", "20.5", "off")),
        (WARM, "dry", told("humidity", "on", "60.0", "40.0", "off")),
        (WARM, "cool", told("temperature", "on", "25", "24", "off")),
        (WET, "dry", told("humidity", "on", "60", "40", "off")),
        (
            told("normal", "off", "60", "40", "off"),
            "heat",
            told("temperature", "on", "22.0", "20.5", "on"),
        ),
        (
            told("normal", "off", "60", "40", "off"),
            "dry",
            told("humidity", "on", "60", "40", "off"),
        ),
        # They were changed by hand since.
        (
            told("normal", "off", "27", "26"),
            "heat",
            told("temperature", "on", "27", "26", "on"),
        ),
    ],
)
def test_limits_that_were_kept(params: Params, mode: str, expected: Params) -> None:
    """What a mode had last takes the place of what another one has."""
    assert plug().encode(ClimateChange(mode=mode), params, kept=KEPT) == expected


def test_switching_on_after_drying() -> None:
    """It dries again, as far as can be known."""
    params = told("normal", "off", "60", "40", "off")
    sent = plug().encode_on(params, kept=KEPT)
    assert sent == told("humidity", "on", "60", "40", "off")


@pytest.mark.parametrize("main", ["on", "off"])
def test_degrees_are_no_humidities(main: str) -> None:
    """Limits that come without a mode are degrees, also while drying is paused."""
    params = told("humidity", main, "60", "40", "off")
    with pytest.raises(FeatureError, match="no_target_in_mode"):
        plug().encode(ClimateChange(target_range=(20, 22)), params)


def test_humidity_is_one() -> None:
    """A humidity is one, though the plug may heat by the time it goes out."""
    sent = plug().encode_humidity(55, WARM)
    assert sent == told("humidity", "on", "55", "50", "off")


@pytest.mark.parametrize(
    ("params", "kept"),
    [
        (WET, {"humidity": (40, 60)}),
        (WARM, {"temperature": (24, 25)}),
        (told("normal", "off"), {}),
        ({"deviceType": "humidity"}, {}),
    ],
)
def test_what_is_to_be_kept(params: Params, kept: object) -> None:
    """Only limits of which the device tells what they are."""
    assert plug().told_range(params) == kept

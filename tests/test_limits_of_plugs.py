"""Tests of a plug that heats and dries with limits of their own."""

import contextlib
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    mock_restore_cache_with_extra_data,
)

from homeassistant.components.climate.const import ClimateEntityFeature
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .home import Home
from .test_before_the_answer import Quick
from .thermostats import PLUG, limits, sent, shown

pytestmark = pytest.mark.usefixtures("everything_enabled")

ENTITY_ID = "climate.nursery_nursery_heater_thermostat"
RANGE = ClimateEntityFeature.TARGET_TEMPERATURE_RANGE
DRY = {"hvac_mode": "dry", "target_temp_low": 40, "target_temp_high": 60}


async def dries(home: Home) -> None:
    """Let the plug dry from the start, and nothing else be known of it."""
    home.sim(PLUG).params |= {
        "deviceType": "humidity",
        "mainSwitch": "on",
        "targets": limits("60", "40", "on", "off"),
    }
    await home.set_up()


async def test_plug_never_heats_to_a_humidity(home: Home) -> None:
    """Limits of the humidity, of no known temperature, are asked for."""
    await dries(home)
    for state in ("dry", "off"):
        assert shown(home, PLUG).state == state
        with pytest.raises(ServiceValidationError, match="limits for that mode"):
            await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
        assert home.sent(PLUG) == []
        await sent(home, PLUG, "turn_off")


async def test_humidity_told_right_behind_the_answer(home: Home) -> None:
    """What somebody else set meanwhile is not kept as what was set here."""
    await home.set_up()
    quick = home.sim(PLUG).behaviour = Quick()
    dry = {"deviceType": "humidity", "targets": limits("60", "40", "on", "off")}
    quick.reports = (dry,)
    await sent(home, PLUG, "set_temperature", target_temp_low=19, target_temp_high=21)
    await home.delivered()
    quick.reports = ()
    with contextlib.suppress(ServiceValidationError):
        await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
    assert all(frame["targets"] != dry["targets"] for frame in home.sent(PLUG))
    assert limits("60", "40", "off", "on") not in [
        frame["targets"] for frame in home.sent(PLUG)
    ]


async def test_each_mode_has_its_limits(home: Home) -> None:
    """From heating to drying and back, each goes on with what it had."""
    await home.set_up()
    await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
    await sent(home, PLUG, "set_temperature", **DRY)
    [frame] = await sent(home, PLUG, "set_hvac_mode", hvac_mode="cool")
    assert [it for it in frame["targets"] if "targetLow" in it] == [
        {"targetLow": "20", "reaction": {"switch": "off"}}
    ]
    [frame] = await sent(home, PLUG, "set_hvac_mode", hvac_mode="dry")
    assert (frame["deviceType"], shown(home, PLUG).attributes["humidity"]) == (
        "humidity",
        60,
    )
    await sent(home, PLUG, "turn_off")
    assert shown(home, PLUG).attributes["target_temp_high"] == 22
    [frame] = await sent(home, PLUG, "turn_on")
    assert frame["deviceType"] == "humidity"


async def test_no_percent_is_shown_as_degrees(home: Home) -> None:
    """While it dries there are no limits of the temperature, paused or not."""
    await dries(home)
    for main, state in (("on", "dry"), ("off", "off")):
        home.simulator.push(PLUG, {"mainSwitch": main, "deviceType": "humidity"})
        await home.delivered()
        attributes = shown(home, PLUG).attributes
        assert shown(home, PLUG).state == state
        assert "target_temp_low" not in attributes
        assert not attributes["supported_features"] & RANGE
        with pytest.raises(HomeAssistantError):
            await sent(
                home, PLUG, "set_temperature", target_temp_low=20, target_temp_high=22
            )
        assert home.sent(PLUG) == []
    await sent(home, PLUG, "turn_off")
    attributes = shown(home, PLUG).attributes
    assert attributes["supported_features"] & RANGE
    assert attributes["target_temp_low"] is None


async def test_hot_limits_that_were_set_while_off(home: Home) -> None:
    """What the user sets as temperatures are temperatures, however high."""
    await home.set_up()
    data = {"target_temp_low": 50, "target_temp_high": 60}
    await sent(home, PLUG, "set_temperature", **data)
    assert shown(home, PLUG).attributes["target_temp_high"] == 60
    [frame] = await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
    assert frame["targets"] == limits("60", "50", "off", "on")


@pytest.mark.parametrize(
    ("stored", "shows"),
    [
        ({"temperature": [18, 19.5], "humidity": [40, 60]}, 19.5),
        ({"temperature": ["x", 19.5]}, None),
        ({"temperature": [1, 2, 3], "humidity": 7}, None),
        ({}, None),
    ],
)
async def test_limits_are_kept_over_a_restart(
    home: Home, stored: Any, shows: float | None
) -> None:
    """The plug itself forgets those of the other kind."""
    mock_restore_cache_with_extra_data(home.hass, [(State(ENTITY_ID, "dry"), stored)])
    await dries(home)
    await sent(home, PLUG, "turn_off")
    assert shown(home, PLUG).attributes["target_temp_high"] == shows


async def test_limits_are_kept_over_a_reload(home: Home) -> None:
    """Drying, off and loaded anew, it still knows to what it heats."""
    await home.set_up()
    await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
    await sent(home, PLUG, "set_temperature", **DRY)
    await sent(home, PLUG, "turn_off")
    await home.reload()
    await home.later_pages()
    [frame] = await sent(home, PLUG, "set_hvac_mode", hvac_mode="heat")
    assert frame["targets"] == limits("22", "20", "off", "on")

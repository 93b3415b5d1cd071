"""What is turned on for a while, as a script of a real Home Assistant."""

from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.components.blueprint.models import DomainBlueprints
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from ..home import Home
from .automations import SCRIPTS

BLUEPRINT: Final = "off_again"
LAMP: Final = "Kitchen lamp"
RELAY: Final = "Garden relay"


async def run(home: Home, entity_id: str, **inputs: Any) -> None:
    """Set up a script of the blueprint and run it."""
    assert await async_setup_component(home.hass, "homeassistant", {})
    made_from = {
        "path": f"ewelink/{BLUEPRINT}.yaml",
        "input": {"switched": entity_id, **inputs},
    }
    config = {"script": {"off_again": {"use_blueprint": made_from}}}
    with patch.object(DomainBlueprints, "blueprint_folder", SCRIPTS):
        assert await async_setup_component(home.hass, "script", config)
        await home.hass.async_block_till_done(wait_background_tasks=False)
    await home.hass.services.async_call("script", "off_again", {}, blocking=True)


def off_in_minutes(home: Home, freezer: FrozenDateTimeFactory, minutes: float) -> None:
    """Let minutes pass for the devices alone, as Home Assistant is down."""
    freezer.tick(minutes * 60)
    now = freezer.time_to_freeze.timestamp()
    home.simulator.cloud.clock = lambda: now
    home.simulator.tick(minutes * 60)


@pytest.fixture(autouse=True)
def same_time(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Let the devices have the time of the test."""
    off_in_minutes(home, freezer, 0)
    home.simulator.cloud.timers.run()


async def test_off_again(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is on for the minutes, and the device turns off by itself."""
    await home.set_up()
    lamp = home.sim(LAMP)
    lamp.params["switch"] = "off"
    await run(home, home.entity_id(LAMP), minutes=10)
    assert lamp.params["switch"] == "on"
    assert home.state(LAMP) == "on"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    off_in_minutes(home, freezer, 9)
    assert lamp.params["switch"] == "on"
    off_in_minutes(home, freezer, 2)
    assert lamp.params["switch"] == "off"


async def test_channel(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Of several channels the one is turned on and off that was chosen."""
    await home.set_up()
    await home.call("turn_on", home.entity_id(RELAY, "switch_0"))
    await run(home, home.entity_id(RELAY, "switch_1"))
    switches = {it["outlet"]: it["switch"] for it in home.sim(RELAY).params["switches"]}
    assert (switches[0], switches[1]) == ("on", "on")
    off_in_minutes(home, freezer, 31)
    switches = {it["outlet"]: it["switch"] for it in home.sim(RELAY).params["switches"]}
    assert (switches[0], switches[1]) == ("on", "off")


async def test_never_on_without_its_timer(home: Home) -> None:
    """Where the device takes no timer, it is not turned on."""
    await home.set_up()
    lamp = home.sim(LAMP)
    lamp.params["switch"] = "off"
    lamp.timer_limit = 0
    with pytest.raises(HomeAssistantError, match="did not take the timer"):
        await run(home, home.entity_id(LAMP))
    assert lamp.params["switch"] == "off"

"""Assist turns a device on and off, and tells its state."""

import pytest

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.intent import IntentResponseType

from .home import Home
from .voice import answer, ask, set_up_assist

LAMP = "Kitchen lamp"


@pytest.fixture(name="assist")
async def _assist(hass: HomeAssistant, home: Home) -> None:
    """Set up Assist; two of the devices are exposed to it."""
    await set_up_assist(home)
    for device in (LAMP, "Front door"):
        feature = "switch" if device == LAMP else "door"
        entity_id = home.entity_id(device, feature)
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)


@pytest.mark.usefixtures("assist")
async def test_turn_on_and_off(hass: HomeAssistant, home: Home) -> None:
    """The lamp does what is said, and Assist knows how it is."""
    assert await answer(hass, "is the kitchen lamp on") == "No, off"

    await answer(hass, "turn on the kitchen lamp")
    assert home.sim(LAMP).params["switch"] == "on"
    assert home.state(LAMP) == "on"
    assert await answer(hass, "is the kitchen lamp on") == "Yes"

    await answer(hass, "turn off the kitchen lamp")
    assert home.sim(LAMP).params["switch"] == "off"
    assert await answer(hass, "is the kitchen lamp on") == "No, off"


@pytest.mark.usefixtures("assist")
async def test_follows_the_device(hass: HomeAssistant, home: Home) -> None:
    """What is pressed on the device itself is known at once."""
    assert await answer(hass, "is the front door closed") == "Yes"
    home.simulator.press("Front door")
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")

    assert await answer(hass, "is the kitchen lamp on") == "Yes"
    assert await answer(hass, "is the front door open") == "Yes"


@pytest.mark.usefixtures("assist")
async def test_offline_device_is_not_pretended(hass: HomeAssistant, home: Home) -> None:
    """Assist says that it failed where the device is not there."""
    home.sim(LAMP).online = False
    result = await ask(hass, "turn on the kitchen lamp")
    assert result.response.response_type is IntentResponseType.ERROR
    assert home.state(LAMP) == "off"

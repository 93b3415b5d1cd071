"""Assist turns a device on and off, and tells its state."""

import pytest

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.intent import IntentResponseType
from homeassistant.setup import async_setup_component

from .home import Home

LAMP = "Kitchen lamp"


@pytest.fixture(name="assist")
async def _assist(hass: HomeAssistant, home: Home) -> None:
    """Set up Assist; two of the devices are exposed to it."""
    for component in ("homeassistant", "intent", "conversation"):
        assert await async_setup_component(hass, component, {})
    await home.set_up()
    for device in (LAMP, "Front door"):
        feature = "switch" if device == LAMP else "door"
        entity_id = home.entity_id(device, feature)
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)


async def ask(hass: HomeAssistant, text: str) -> str:
    """Say something and return what Assist answers."""
    result = await conversation.async_converse(hass, text, None, Context())
    response = result.response
    assert response.response_type != IntentResponseType.ERROR, response.speech
    speech: str = response.speech["plain"]["speech"]
    return speech


@pytest.mark.usefixtures("assist")
async def test_turn_on_and_off(hass: HomeAssistant, home: Home) -> None:
    """The lamp does what is said, and Assist knows how it is."""
    assert await ask(hass, "is the kitchen lamp on") == "No, off"

    await ask(hass, "turn on the kitchen lamp")
    assert home.sim(LAMP).params["switch"] == "on"
    assert home.state(LAMP) == "on"
    assert await ask(hass, "is the kitchen lamp on") == "Yes"

    await ask(hass, "turn off the kitchen lamp")
    assert home.sim(LAMP).params["switch"] == "off"
    assert await ask(hass, "is the kitchen lamp on") == "No, off"


@pytest.mark.usefixtures("assist")
async def test_follows_the_device(hass: HomeAssistant, home: Home) -> None:
    """What is pressed on the device itself is known at once."""
    assert await ask(hass, "is the front door closed") == "Yes"
    home.simulator.press("Front door")
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")

    assert await ask(hass, "is the kitchen lamp on") == "Yes"
    assert await ask(hass, "is the front door open") == "Yes"


@pytest.mark.usefixtures("assist")
async def test_offline_device_is_not_pretended(hass: HomeAssistant, home: Home) -> None:
    """Assist says that it failed where the device is not there."""
    home.sim(LAMP).online = False
    result = await conversation.async_converse(
        hass, "turn on the kitchen lamp", None, Context()
    )
    assert result.response.response_type is IntentResponseType.ERROR
    assert home.state(LAMP) == "off"

"""Assist knows a plug by its name, though it has a thermostat too."""

from collections import Counter

import pytest

from custom_components.ewelink.platforms import platform_of
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant

from .guards.presented import descriptions, devices
from .home import Home
from .thermostats import PLUG
from .voice import answer, set_up_assist


@pytest.mark.usefixtures("everything_enabled")
@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("en", "turn on the nursery heater", "on"),
        ("en", "turn off the nursery heater", "off"),
        ("de", "schalte Nursery heater ein", "on"),
        ("de", "schalte den Nursery heater aus", "off"),
    ],
)
async def test_plug_by_its_name(
    hass: HomeAssistant, home: Home, language: str, text: str, state: str
) -> None:
    """The name of the plug is that of its relay alone."""
    home.sim(PLUG).params["switch"] = "off" if state == "on" else "on"
    await set_up_assist(home, language)
    for key in ("switch", "thermostat"):
        entity_id = home.entity_id(PLUG, key)
        assert hass.states.get(entity_id) is not None
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)

    await answer(hass, text, language)
    assert home.sim(PLUG).params["switch"] == state


async def test_thermostat_of_a_plug_is_off_at_first(home: Home) -> None:
    """Few plugs regulate; that of others would show a thermostat that does nothing."""
    await home.set_up()
    assert home.hass.states.get(home.entity_id(PLUG, "thermostat")) is None
    assert home.state(PLUG) == "off"


@pytest.mark.parametrize("device", list(devices()))
def test_one_entity_has_the_name_of_the_device(device: str) -> None:
    """Where two had it, Assist could not tell which of them is meant."""
    sure = [(it, platform_of(it)) for it in devices()[device] if not it.optional]
    named = Counter(
        it.channel
        for it, platform in sure
        if platform is not None and descriptions(platform)[it.key].name is None
    )
    assert set(named.values()) <= {1}

"""Assist understands a home as people speak of it: channels, rooms and readings."""

import pytest

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.intent import IntentResponseType

from .home import Home
from .voice import answer, ask, set_up_assist

RELAY = "Garden relay"
LAWN = (RELAY, "switch_0")


@pytest.fixture(autouse=True)
async def assist(home: Home, request: pytest.FixtureRequest) -> None:
    """Set up Assist, which sees what it sees by default, in the home's language."""
    case = getattr(request.node, "callspec", None)
    await set_up_assist(home, case.params["language"] if case else "en")


def channels(home: Home, device: str = RELAY) -> list[str]:
    """Return how the channels of a device are, in the cloud."""
    return [it["switch"] for it in home.sim(device).params["switches"]]


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("en", "turn on the lawn", (RELAY, 0, "on")),
        ("en", "turn off the pond", (RELAY, 1, "off")),
        ("en", "turn on the garden relay terrace", (RELAY, 2, "on")),
        ("en", "switch the ceiling off", ("Hall switch", 0, "off")),
        ("de", "schalte Lawn ein", (RELAY, 0, "on")),
        ("de", "schalte den Pond aus", (RELAY, 1, "off")),
    ],
)
async def test_channel_by_its_own_name(
    hass: HomeAssistant,
    home: Home,
    language: str,
    text: str,
    target: tuple[str, int, str],
) -> None:
    """The name of a channel alone is enough, and only that channel is switched."""
    device, channel, state = target
    expected = channels(home, device)
    assert expected[channel] != state
    expected[channel] = state
    await answer(hass, text, language)
    assert channels(home, device) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "is the pond on", "Yes"),
        ("en", "which switches are on in the garden", "Pond"),
        ("en", "is the front door open", "No"),
        ("en", "what is the nursery heater humidity", "48"),
        ("en", "what is the temperature in the living room", "22.1"),
        ("de", "ist Lawn eingeschaltet", "Nein"),
        ("de", "welche Schalter sind in Garden an", "Pond"),
        ("de", "wie ist die Nursery heater Luftfeuchtigkeit", "48"),
        ("de", "wie ist die Temperatur in Living room", "22,1"),
    ],
)
async def test_states_and_readings(
    hass: HomeAssistant, home: Home, language: str, text: str, expected: str
) -> None:
    """A state is told by name, and a reading by its name or that of its room."""
    areas = ar.async_get(hass)
    room = areas.async_get_area_by_name("Living room")
    assert room is not None
    thermometer = home.entity_id("Living room climate", "temperature")
    areas.async_update(room.id, temperature_entity_id=thermometer)
    assert expected in await answer(hass, text, language)


async def test_channel_without_a_name(hass: HomeAssistant, home: Home) -> None:
    """A number is no name: many devices have a channel of that number."""
    result = await ask(hass, "turn on channel 4")
    assert result.response.response_type is IntentResponseType.ERROR
    assert channels(home)[3] == "off"


async def test_channel_that_is_renamed(hass: HomeAssistant, home: Home) -> None:
    """The new name counts, the old one does not, wherever it was changed."""
    registry = dr.async_get(hass)
    registry.async_update_child_device(home.device(RELAY, 0).id, name_by_user="Hedge")
    await hass.async_block_till_done()
    await answer(hass, "turn on the hedge")
    assert channels(home)[0] == "on"
    result = await ask(hass, "turn off the lawn")
    assert result.response.response_type is IntentResponseType.ERROR
    assert channels(home)[0] == "on"


async def test_aliases_of_the_user(hass: HomeAssistant, home: Home) -> None:
    """What the user adds or takes away stays so."""
    registry = er.async_get(hass)
    lawn, pond = home.entity_id(*LAWN), home.entity_id(RELAY, "switch_1")
    registry.async_update_entity(lawn, aliases=[er.COMPUTED_NAME])
    registry.async_update_entity(pond, aliases=["The puddle", "Pond"])
    await home.reload()
    await home.later_pages()
    assert registry.entities[lawn].aliases == [er.COMPUTED_NAME]
    assert registry.entities[pond].aliases == ["The puddle", "Pond"]

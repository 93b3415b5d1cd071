"""Lamps, covers and thermostats do what is said, in English and in German."""

from typing import Any, Final

import pytest

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr
from homeassistant.helpers.intent import IntentResponseType

from .home import Home, until
from .voice import answer, ask, set_up_assist

pytestmark = pytest.mark.demo(
    "Bedroom curtain",
    "Garage door",
    "Nursery",
    "Reading lamp",
    "Shelf light",
    "Zigbee bridge",
)

BULB: Final = "Reading lamp"
SHELF: Final = "Shelf light"
CURTAIN: Final = "Bedroom curtain"
DOOR: Final = "Garage door"
RADIATOR: Final = "Nursery"
GERMAN_NAMES: Final = {
    BULB: "Leselampe",
    SHELF: "Regallicht",
    CURTAIN: "Schlafzimmervorhang",
    DOOR: "Garagentor",
    RADIATOR: "Thermostat Kinderzimmer",
}
GERMAN_ROOMS: Final = {"Nursery": "Kinderzimmer", "Bedroom": "Schlafzimmer"}
# Device, what it is told, how it is after it arrived, and the position that is shown.
type Move = tuple[str, dict[str, Any], dict[str, Any], int]
# More than a curtain or a door takes from end to end.
LONG_ENOUGH: Final = 20

DIMMED: Final[Any] = {"switch": "on", "ltype": "white", "white": {"br": 30, "ct": 120}}
RED: Final = {
    "state": "on",
    "channel0": "0",
    "channel1": "0",
    "channel2": "255",
    "channel3": "0",
    "channel4": "0",
    "zyx_mode": 2,
}
WARMER: Final = {"manTargetTemp": 235}


@pytest.fixture(autouse=True)
async def assist(
    hass: HomeAssistant, home: Home, request: pytest.FixtureRequest
) -> None:
    """Set up Assist; a German home has German names."""
    case = getattr(request.node, "callspec", None)
    language = case.params["language"] if case else "en"
    await set_up_assist(home, language)
    if language == "de":
        rename(hass, home)
        await hass.async_block_till_done()


def attributes(home: Home, device: str, feature: str) -> Any:
    """Return the attributes of a feature's state."""
    state = home.hass.states.get(home.entity_id(device, feature))
    assert state is not None
    return state.attributes


def rename(hass: HomeAssistant, home: Home) -> None:
    """Give devices and rooms their German names, as their user would."""
    devices, areas = dr.async_get(hass), ar.async_get(hass)
    for device, name in GERMAN_NAMES.items():
        devices.async_update_device(home.device(device).id, name_by_user=name)
    for room, name in GERMAN_ROOMS.items():
        area = areas.async_get_area_by_name(room)
        assert area is not None
        areas.async_update(area.id, name=name)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "set the reading lamp to 30 percent", (BULB, DIMMED)),
        ("en", "make the shelf light red", (SHELF, RED)),
        ("en", "set the nursery to 23.5 degrees", (RADIATOR, WARMER)),
        ("de", "dimme die Leselampe auf 30 Prozent", (BULB, DIMMED)),
        ("de", "stelle die Helligkeit der Leselampe auf 30 Prozent", (BULB, DIMMED)),
        ("de", "färbe das Regallicht rot", (SHELF, RED)),
        ("de", "stelle das Regallicht auf rot", (SHELF, RED)),
        ("de", "stelle die Heizung im Kinderzimmer auf 23,5 Grad", (RADIATOR, WARMER)),
        ("de", "stelle Thermostat Kinderzimmer auf 23,5 Grad", (RADIATOR, WARMER)),
    ],
)
async def test_set_to_a_value(
    hass: HomeAssistant,
    home: Home,
    language: str,
    text: str,
    expected: tuple[str, dict[str, Any]],
) -> None:
    """The device is told what was said, and is so."""
    device, frame = expected
    assert not frame.items() <= home.sim(device).params.items()
    await answer(hass, text, language)
    assert home.sent(device) == [frame]
    assert frame.items() <= home.sim(device).params.items()


async def test_valve_follows(hass: HomeAssistant, home: Home) -> None:
    """A thermostat that was turned down follows what is said."""
    home.simulator.turn(RADIATOR, "target", 18)
    await until(lambda: attributes(home, RADIATOR, "climate")["temperature"] == 18)
    await answer(hass, "set the nursery to 21 degrees")
    assert home.sent(RADIATOR) == [{"manTargetTemp": 210}]
    await until(lambda: home.sim(RADIATOR).params["curTargetTemp"] == 210)
    assert attributes(home, RADIATOR, "climate")["temperature"] == 21


CLOSED: Final[Move] = (CURTAIN, {"switch": "off"}, {"setclose": 100}, 0)
HALF_OPEN: Final[Move] = (CURTAIN, {"setclose": 60}, {"setclose": 60}, 40)
OPENED: Final[Move] = (DOOR, {"op": 1}, {"per": 100}, 100)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "close the bedroom curtain", CLOSED),
        ("en", "close the curtain in the bedroom", CLOSED),
        ("en", "set the bedroom curtain to 40 percent", HALF_OPEN),
        ("en", "open the garage door", OPENED),
        ("de", "schließe den Schlafzimmervorhang", CLOSED),
        ("de", "mache den Vorhang im Schlafzimmer zu", CLOSED),
        ("de", "fahre den Schlafzimmervorhang auf 40 Prozent", HALF_OPEN),
        ("de", "öffne das Garagentor", OPENED),
    ],
)
async def test_move(
    hass: HomeAssistant, home: Home, language: str, text: str, expected: Move
) -> None:
    """The device is told where to go, goes there, and is shown on its way."""
    device, frame, arrived, position = expected
    await answer(hass, text, language)
    assert home.sent(device) == [frame]
    moving = "opening" if position == 100 else "closing"
    assert home.state(device, "cover") == moving

    home.simulator.tick(LONG_ENOUGH)
    await home.becomes(device, "open" if position else "closed", "cover")
    assert arrived.items() <= home.sim(device).params.items()
    assert attributes(home, device, "cover")["current_position"] == position


async def test_garage_door_has_its_class(hass: HomeAssistant, home: Home) -> None:
    """A garage door is one to Assist, which knows whether it is open."""
    assert attributes(home, DOOR, "cover")["device_class"] == "garage"
    assert await answer(hass, "is the garage door open") == "No, closed"
    assert await answer(hass, "are all the garage doors closed") == "Yes"
    home.simulator.press(DOOR, "open")
    home.simulator.tick(LONG_ENOUGH)
    await home.becomes(DOOR, "open", "cover")
    assert await answer(hass, "is the garage door open") == "Yes"
    assert "Garage door" in await answer(hass, "are all the garage doors closed")


async def test_garage_door_that_is_not_exposed(hass: HomeAssistant, home: Home) -> None:
    """A door that was taken off the list stays shut, whatever is said."""
    entity_id = home.entity_id(DOOR, "cover")
    async_expose_entity(hass, "conversation", entity_id, should_expose=False)
    await hass.async_block_till_done()
    result = await ask(hass, "open the garage door")
    assert result.response.response_type is IntentResponseType.ERROR
    assert home.sent(DOOR) == []

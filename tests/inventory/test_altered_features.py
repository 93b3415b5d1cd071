"""Tests of entities whose feature becomes another one of the same name."""

from freezegun.api import FrozenDateTimeFactory

from homeassistant.helpers import entity_registry as er

from ..home import Home, until
from ..simulator.factory import Row

NAME = "Unheard of"
UNKNOWN = 9999


def _add(home: Home, uiid: int, **params: object) -> None:
    home.simulator.add_device(Row(name=NAME, uiid=uiid, params=dict(params)))


async def test_switch_that_turns_out_to_be_a_truth_value(home: Home) -> None:
    """It is shown and switched in the spelling that the device uses now."""
    _add(home, UNKNOWN, switch="off")
    await home.set_up()
    entity_id = home.entity_id(NAME)
    before = er.async_get(home.hass).async_get(entity_id)
    assert home.state(NAME) == "off"

    home.simulator.push(NAME, {"switch": True})
    await home.becomes(NAME, "on")
    await home.call("turn_off", entity_id)
    assert home.sent(NAME)[-1] == {"switch": False}
    assert er.async_get(home.hass).async_get(entity_id) == before

    home.simulator.push(NAME, {"switch": True})
    await home.becomes(NAME, "on")


async def test_device_that_is_listed_as_another_kind(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Its entities read and write what the new kind does."""
    outlets = [{"outlet": 0, "switch": "on"}]
    _add(home, 1, switch="off", switches=outlets)
    await home.set_up()
    assert home.state(NAME) == "off"

    home.sim(NAME).uiid = 77
    await home.read_list(freezer)
    await home.becomes(NAME, "on")
    await home.call("turn_off", home.entity_id(NAME))
    assert home.sent(NAME)[-1]["switches"] == [{"outlet": 0, "switch": "off"}]


async def test_relays_that_get_a_sibling(home: Home) -> None:
    """While the interlock is on, a further outlet goes off with the others."""
    two = [{"outlet": n, "switch": "off"} for n in range(2)]
    _add(home, UNKNOWN, switches=two, lock=1)
    await home.set_up()
    home.simulator.push(NAME, {"switches": [{"outlet": 2, "switch": "on"}]})
    await home.becomes(NAME, "on", "switch_2")

    await until(lambda: home.has_state(NAME, "off", "switch_0"))
    await home.call("turn_on", home.entity_id(NAME, "switch_0"))
    assert home.sent(NAME)[-1]["switches"] == [
        {"outlet": 0, "switch": "on"},
        {"outlet": 1, "switch": "off"},
        {"outlet": 2, "switch": "off"},
    ]


async def test_spelling_to_and_fro(home: Home) -> None:
    """However fast it changes, the last one counts."""
    _add(home, UNKNOWN, switches=[{"outlet": 0, "switch": "off"}])
    await home.set_up()
    others = [{"outlet": n, "switch": "off"} for n in range(1, 4)]
    for outlet in others:
        home.simulator.push(NAME, {"switches": [outlet]})
    await home.becomes(NAME, "off", "switch_3")
    home.simulator.push(NAME, {"switches": [{"outlet": 1, "switch": "on"}]})
    await home.becomes(NAME, "on", "switch_1")
    assert home.has_state(NAME, "off", "switch_0")

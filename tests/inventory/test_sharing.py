"""Tests of devices that somebody shares, alone or with a home."""

import pytest

from homeassistant.setup import async_setup_component

from ..home import Home
from ..simulator.accounts import NEIGHBOUR

GATE = "Neighbour's gate"
PORCH = "Parents' porch"


@pytest.mark.parametrize("device", [GATE, PORCH])
async def test_command_to_what_is_shared(home: Home, device: str) -> None:
    """A command names the owner and who commands."""
    await home.set_up()
    await home.call("toggle", home.entity_id(device))

    [frame] = [it.data for it in home.simulator.frames if it.action == "update"]
    assert frame["apikey"] == NEIGHBOUR
    assert frame["selfApikey"] == home.simulator.account.apikey
    assert home.sim(device).params["switch"] == home.state(device)


@pytest.mark.parametrize("device", [GATE, PORCH])
async def test_question_to_what_is_shared(home: Home, device: str) -> None:
    """So does a question."""
    assert await async_setup_component(home.hass, "homeassistant", {})
    await home.set_up()
    home.sim(device).params["switch"] = "on" if home.state(device) == "off" else "off"
    await home.call("update_entity", home.entity_id(device), domain="homeassistant")

    assert home.state(device) == home.sim(device).params["switch"]


@pytest.mark.parametrize("device", [GATE, PORCH])
async def test_push_of_what_is_shared(home: Home, device: str) -> None:
    """What is shared is live."""
    await home.set_up()
    home.simulator.push(device, {"switch": "off"})
    await home.becomes(device, "off")
    home.simulator.push(device, {"switch": "on"})
    await home.becomes(device, "on")

"""A home that SonoffLAN has run, before we are added."""

from collections.abc import Generator

import pytest
from pytest_homeassistant_custom_component.common import mock_config_flow

from homeassistant.core import HomeAssistant
from tests.simulator import Simulator

from .house import House
from .sonofflan import SONOFF, SonoffFlow, SonoffLan


@pytest.fixture
def sonoff_flow() -> Generator[None]:
    """Let there be a flow of that domain."""
    with mock_config_flow(SONOFF, SonoffFlow):
        yield


@pytest.fixture
async def house(
    hass_at_simulator: HomeAssistant,
    simulator: Simulator,
    quick: None,
    sonoff_flow: None,
) -> House:
    """Return the house, in which SonoffLAN is running."""
    theirs = SonoffLan(hass_at_simulator)
    theirs.install()
    house = House(hass_at_simulator, simulator, theirs, await theirs.entry())
    house.furnish()
    await theirs.start(house.their_entry)
    return house

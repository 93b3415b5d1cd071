"""The cloud goes and comes back, in real time and at the vendor's real limits."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

import pytest

from homeassistant.core import HomeAssistant

from ..home import Home
from ..simulator import Simulator
from .conftest import check
from .test_connection import HEATER, LAMP, announcements
from .waiting import until

OUTAGE_SECONDS: Final = 3
FRESH_SECONDS: Final = 5
ONLINE_SPACING: Final = 10
NEW: Final = "New lamp"


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud with the limits of the vendor's."""
    simulator = Simulator()
    simulator.enforce_limits()
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def home(
    hass_at_simulator: HomeAssistant,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
) -> AsyncGenerator[Home]:
    """Return an account whose limiter is the usual one."""
    home = Home(hass_at_simulator, simulator)
    yield home
    await check(home, caplog)


def change_everything(home: Home) -> None:
    """Let the home become another one while nobody is told."""
    home.sim(LAMP).params["switch"] = "on"
    home.sim(HEATER).params["switch"] = "on"
    home.sim("Hall switch").params["switches"][1]["switch"] = "on"
    home.sim("Front door").params["lock"] = 1
    home.sim("Living room climate").params["temperature"] = "1890"
    home.sim("Coffee machine").online = False
    home.sim("Attic light").online = True
    home.simulator.add_like(LAMP, NEW)


def is_fresh(home: Home) -> bool:
    """Return whether all of it is there."""
    return (
        home.has_state(LAMP, "on")
        and home.has_state(HEATER, "on")
        and home.has_state("Hall switch", "on", "switch_1")
        and home.has_state("Front door", "on", "door")
        and home.has_state("Living room climate", "18.9", "temperature")
        and home.has_state("Coffee machine", "unavailable")
        and home.has_state("Attic light", "on")
        and home.has_state(NEW, "on")
    )


async def test_simulator_restarts_with_other_states(home: Home) -> None:
    """All is fresh within 5 s of the cloud's return, and stays live."""
    await home.set_up()
    await asyncio.sleep(ONLINE_SPACING - OUTAGE_SECONDS)
    await home.simulator.stop()
    change_everything(home)
    await asyncio.sleep(OUTAGE_SECONDS)
    assert home.state(LAMP) == "off"

    await home.simulator.start()
    took = await until(lambda: is_fresh(home), patience=2 * FRESH_SECONDS)
    assert took < FRESH_SECONDS
    assert announcements(home) == 2
    home.simulator.push(LAMP, {"switch": "off"})
    assert await until(lambda: home.has_state(LAMP, "off")) < 1


async def test_socket_lost_at_once(home: Home) -> None:
    """A connection lost right after the first one waits for its turn."""
    await home.set_up()
    home.simulator.drop_sockets()
    change_everything(home)

    took = await until(lambda: is_fresh(home), patience=20)
    assert ONLINE_SPACING - 3 < took < ONLINE_SPACING + FRESH_SECONDS
    first, second = (it for it in home.simulator.frames if it.action == "userOnline")
    assert second.at - first.at >= ONLINE_SPACING

"""The cloud goes and comes back, at the vendor's real limits."""

from collections.abc import AsyncGenerator
import time
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from ..clock import pass_seconds, passing
from ..home import Home, until
from ..simulator import Simulator
from .conftest import check
from .test_connection import HEATER, LAMP, announcements

OUTAGE_SECONDS: Final = 3
FRESH_SECONDS: Final = 5
ONLINE_SPACING: Final = 10
NEW: Final = "New lamp"


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud with the limits of the vendor's."""
    simulator = Simulator(monotonic=lambda: time.monotonic())  # noqa: PLW0108 - looked up when it is frozen
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


async def test_simulator_restarts_with_other_states(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """All is fresh within 5 s of the cloud's return, and stays live."""
    await passing(freezer, home.set_up())
    await pass_seconds(freezer, ONLINE_SPACING - OUTAGE_SECONDS)
    await home.stop_cloud(freezer)
    change_everything(home)
    await pass_seconds(freezer, OUTAGE_SECONDS)
    assert home.state(LAMP) == "off"

    await home.simulator.start()
    await pass_seconds(freezer, FRESH_SECONDS)
    assert is_fresh(home)
    assert announcements(home) == 2
    home.simulator.push(LAMP, {"switch": "off"})
    await until(lambda: home.has_state(LAMP, "off"))


async def test_socket_lost_at_once(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A connection lost right after the first one waits for its turn."""
    await passing(freezer, home.set_up())
    home.simulator.drop_sockets()
    change_everything(home)

    await pass_seconds(freezer, ONLINE_SPACING - 3)
    assert not is_fresh(home)
    await pass_seconds(freezer, 3 + FRESH_SECONDS)
    assert is_fresh(home)
    first, second = (it for it in home.simulator.frames if it.action == "userOnline")
    assert second.at - first.at >= ONLINE_SPACING

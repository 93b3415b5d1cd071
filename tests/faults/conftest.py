"""A strict cloud, and the check that nothing is broken or left behind."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from functools import partial
import logging
import time
from typing import Final

import pytest

from custom_components.ewelink.api import cloud_link
from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.api.websocket.socket import EwelinkSocket
from custom_components.ewelink.api.websocket.timing import SocketTiming
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from ..home import Home
from ..simulator import Simulator
from .waiting import until

# The cloud's limits and our limiter run that much faster than real time, both alike.
SPEED: Final = 10
# What delays a call on its way to the cloud, which may be busy, does not run faster.
ON_THE_WAY: Final = 0.25
PACE: Final = Limits(
    spacing=0.5 / SPEED + ON_THE_WAY,
    window=300.5 / SPEED,
    online_spacing=10.1 / SPEED,
    online_window=3600.5 / SPEED,
)
CORE: Final = ("config_entries", "update_coordinator")
LOADED: Final = (ConfigEntryState.LOADED, ConfigEntryState.SETUP_RETRY)


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud that refuses what breaks a limit."""
    simulator = Simulator(monotonic=lambda: time.monotonic() * SPEED)
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
    """Return an account; in the end nothing is broken, left, or against the limits."""
    hass_at_simulator.data[DATA_SHARED].limiter = Limiter(PACE)
    home = Home(hass_at_simulator, simulator)
    yield home
    await check(home, caplog)


async def check(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Check the limits and the log, unload, and look for what is left."""
    assert home.simulator.violations == []
    assert complaints(caplog.get_records("call")) == []
    if home.entry.state in LOADED:
        assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    await until(lambda: home.simulator.sessions == 0)
    left = [it.get_name() for it in asyncio.all_tasks()]
    assert not [name for name in left if name.startswith(DOMAIN)]


def complaints(records: Iterable[logging.LogRecord]) -> list[str]:
    """Return what the log holds that no user should find there.

    Home Assistant itself tells, in one line, that a list could not be read, and at its
    debug level why.
    """
    return [
        it.getMessage()
        for it in records
        if (it.exc_info or it.levelno >= logging.ERROR)
        and not (it.exc_info and it.levelno == logging.DEBUG and it.module in CORE)
        and not (it.exc_info is None and it.module == "update_coordinator")
    ]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the socket wait for signs of life and for answers for a moment only."""
    timing = SocketTiming(answer=0.3, pong=0.3, shortest_heartbeat=1)
    monkeypatch.setattr(
        cloud_link, "EwelinkSocket", partial(EwelinkSocket, timing=timing)
    )

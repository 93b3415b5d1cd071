"""A Home Assistant that hears the devices of the simulator in their own network."""

from collections.abc import AsyncGenerator

import pytest

from homeassistant.components.zeroconf.const import DATA_INSTANCE
from homeassistant.components.zeroconf.models import HaAsyncZeroconf, HaZeroconf
from homeassistant.core import HomeAssistant
from tests.home import Home
from tests.lan_simulator.fixtures import lan, lan_process  # noqa: F401 - as fixtures
from tests.lan_simulator.packets import LOOPBACK
from tests.lan_simulator.process import LanSimulator

from .local_home import LocalHome


@pytest.fixture
async def heard(
    hass: HomeAssistant,
    lan: LanSimulator,  # noqa: F811 - the fixture
) -> AsyncGenerator[HaZeroconf]:
    """Give Home Assistant a zeroconf that hears and asks the devices alone."""
    made = HaZeroconf(interfaces=[LOOPBACK])
    await made.async_wait_for_start()
    lan.connect(made)
    both = HaAsyncZeroconf(zc=made)
    hass.data[DATA_INSTANCE] = both
    yield made
    await both.ha_async_close()


@pytest.fixture
def hass_at_simulator(
    heard: HaZeroconf, hass_at_simulator: HomeAssistant
) -> HomeAssistant:
    """Return a Home Assistant at the simulator that hears its devices."""
    return hass_at_simulator


@pytest.fixture
def local(home: Home, lan: LanSimulator) -> LocalHome:  # noqa: F811 - the fixture
    """Return the owner's account, whose devices are in the same network."""
    return LocalHome(home, lan)

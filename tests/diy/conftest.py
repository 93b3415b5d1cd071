"""Devices in DIY mode in their own network, and a Home Assistant that hears them."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Final

import pytest

from custom_components.ewelink import local_network
from custom_components.ewelink.api import lan_link
from homeassistant.components.zeroconf.const import DATA_INSTANCE
from homeassistant.components.zeroconf.models import HaAsyncZeroconf, HaZeroconf
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from tests.lan_simulator.fixtures import lan_process, reach_devices
from tests.lan_simulator.process import LanProcess
from tests.simulator import Simulator

from .network import DiyNetwork

__all__ = ["lan_process"]

# Whether the entry listens by the first question depends on the host.
SOON: Final = (0.05, 0.3, 1)


@pytest.fixture(autouse=True)
def _listed_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan_link, "GATHER_SECONDS", 0.02)
    questions = (*SOON, *local_network.QUESTIONS_AFTER)
    monkeypatch.setattr(local_network, "QUESTIONS_AFTER", questions)


@pytest.fixture
async def heard(
    hass: HomeAssistant, socket_enabled: None
) -> AsyncGenerator[HaZeroconf]:
    """Give Home Assistant a zeroconf that sends nothing to anybody else."""
    made = HaZeroconf(interfaces=["127.0.0.1"])
    both = HaAsyncZeroconf(zc=made)
    hass.data[DATA_INSTANCE] = both
    yield made
    await both.ha_async_close()


@pytest.fixture
def hass_at_simulator(
    heard: HaZeroconf, hass_at_simulator: HomeAssistant
) -> HomeAssistant:
    """Return a Home Assistant that hears this network from the beginning."""
    return hass_at_simulator


@pytest.fixture
async def network(
    hass_at_simulator: HomeAssistant,
    simulator: Simulator,
    heard: HaZeroconf,
    lan_process: LanProcess,
) -> AsyncGenerator[DiyNetwork]:
    """Return what plays devices, with an entry for them that is not set up."""
    reach_devices()
    async with AsyncExitStack() as stack:
        network = DiyNetwork(
            hass=hass_at_simulator,
            simulator=simulator,
            process=lan_process,
            heard=heard,
            stack=stack,
        )
        network.entry.add_to_hass(hass_at_simulator)
        yield network
        if network.entry.state is ConfigEntryState.LOADED:
            await hass_at_simulator.config_entries.async_unload(network.entry.entry_id)

"""A simulator with its devices in their own network, and a client for them."""

from collections.abc import AsyncGenerator

from aiohttp import ClientSession, TCPConnector
import pytest

from tests.lan_simulator.fixtures import lan, lan_process
from tests.lan_simulator.process import LanSimulator
from tests.simulator import Simulator

from .client import Client

__all__ = ["lan", "lan_process"]


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud with the demo home."""
    running = Simulator()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def client(lan: LanSimulator) -> AsyncGenerator[Client]:
    """Return a client of the devices."""
    async with ClientSession(connector=TCPConnector(force_close=True)) as session:
        yield Client(lan, session)

"""Fixtures of tests with devices in their own network; a `conftest.py` imports them."""

from collections.abc import AsyncGenerator, Generator

import pytest
from pytest_socket import socket_allow_hosts

from tests.simulator import Simulator

from .process import LOOPBACK, NETWORK, LanProcess, LanSimulator


@pytest.fixture(scope="session")
def lan_process() -> Generator[LanProcess]:
    """Start the process of the devices once."""
    process = LanProcess()
    yield process
    process.stop()


@pytest.fixture
async def lan(
    simulator: Simulator, lan_process: LanProcess
) -> AsyncGenerator[LanSimulator]:
    """Return the devices of a running simulator, in their own network."""
    socket_allow_hosts([LOOPBACK, NETWORK], allow_unix_socket=True)
    async with lan_process.playing(simulator) as lan:
        yield lan

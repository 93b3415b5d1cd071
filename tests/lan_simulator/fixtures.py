"""Fixtures of tests with devices in their own network; a `conftest.py` imports them."""

from collections.abc import AsyncGenerator, Generator

import pytest
from pytest_socket import socket_allow_hosts

from tests.simulator import Simulator

from .packets import LOOPBACK
from .process import LanProcess, LanSimulator

NETWORK = "127.0.0.0/8"


def reach_devices() -> None:
    """Let a test connect to the devices, which have addresses of their own."""
    socket_allow_hosts([LOOPBACK, NETWORK], allow_unix_socket=True)


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
    reach_devices()
    async with lan_process.playing(simulator) as lan:
        yield lan

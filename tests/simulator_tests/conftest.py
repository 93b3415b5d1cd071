"""A running simulator, a client for it, and a clock one can turn."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession
import pytest

from tests.simulator import Simulator, demo_home

from .client import Client


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self) -> None:
        """Start somewhere."""
        self.now = 1_764_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the simulator's clock."""
    return Clock()


@pytest.fixture
async def simulator(
    socket_enabled: None,
    clock: Clock,
) -> AsyncIterator[Simulator]:
    """Return a running simulator with the demo home."""
    running = Simulator(demo_home(), clock=clock)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Return a session of our own."""
    async with ClientSession() as made:
        yield made


@pytest.fixture
async def stranger(
    simulator: Simulator, session: ClientSession
) -> AsyncIterator[Client]:
    """Return a client that has not signed in."""
    made = Client(simulator, session)
    yield made
    await made.close()


@pytest.fixture
async def client(stranger: Client) -> Client:
    """Return a client that has signed in."""
    await stranger.login()
    return stranger


@pytest.fixture
async def phone(client: Client, session: ClientSession) -> AsyncIterator[Client]:
    """Return the same account signed in with another APPID."""
    other = Client(client.simulator, session)
    pair = client.simulator.sign_in("SimulatorAppidOfPhoneKind0000003")
    other.app_id, other.access, other.refresh = pair.app_id, pair.access, pair.refresh
    yield other
    await other.close()

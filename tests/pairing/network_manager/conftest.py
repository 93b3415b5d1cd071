"""A bus of one's own, a host on it, and its network that must be as before."""

from collections.abc import AsyncGenerator, Awaitable, Callable
import logging
from typing import Final, Protocol

import pytest

from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.network_manager import (
    Before,
    NetworkManager,
    NetworkTiming,
    WifiInterface,
)
from tests.fake_network_manager import (
    FakeNetworkManager,
    PrivateBus,
    running_bus,
    running_host,
)

QUICK: Final = NetworkTiming(
    answer=5,
    poll=0.01,
    scan=0.5,
    ask_again_to_scan=0.02,
    join=0.5,
    verify=0.5,
)
HOTSPOT: Final = "ITEAD-100000788a"
HOME_WIFI: Final = "Attic"


class Open(Protocol):
    """Opens the way under test."""

    async def __call__(self, timing: NetworkTiming = QUICK) -> NetworkManager:
        """Return it."""


@pytest.fixture
async def bus(
    socket_enabled: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[PrivateBus]:
    """Run a bus that takes the place of the system's."""
    async with running_bus(monkeypatch) as bus:
        yield bus


@pytest.fixture
async def host(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[FakeNetworkManager]:
    """Run a NetworkManager without any device."""
    async with running_host(bus, monkeypatch) as host:
        yield host


@pytest.fixture
async def open_manager(host: FakeNetworkManager) -> AsyncGenerator[Open]:
    """Return what opens the way under test, and closes it in the end."""
    opened: list[NetworkManager] = []

    async def _open(timing: NetworkTiming = QUICK) -> NetworkManager:
        manager = await NetworkManager.open(timing=timing)
        assert manager is not None
        opened.append(manager)
        return manager

    yield _open
    for manager in opened:
        await manager.close()


class Stay:
    """Stays on the hotspot for what is done meanwhile, and keeps what was told."""

    def __init__(self, manager: NetworkManager, interface: WifiInterface) -> None:
        """Take the interface to join it with."""
        self.manager = manager
        self.interface = interface
        self.told: list[Before | str] = []
        self.on_before: Callable[[Before], Awaitable[None]] = self._keep

    async def run(self, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        """Join, do something, and leave."""
        async with self.manager.joined(
            self.interface,
            HOTSPOT,
            on_before=self.on_before,
            on_restoring=lambda: self.told.append("restoring"),
        ) as lease:
            self.addresses = tuple(it.host for it in lease.addresses)
            if meanwhile is not None:
                await meanwhile()

    async def _keep(self, before: Before) -> None:
        self.told.append(before)


async def reason_of(running: Awaitable[None]) -> tuple[Reason, int | None]:
    """Return of what something failed."""
    with pytest.raises(PairingError) as caught:
        await running
    return caught.value.reason, caught.value.code


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Give the host the kind of Wi-Fi that a test names: `spare` or `uplink`."""
    name = str(request.param)
    request.getfixturevalue(name)
    return name


@pytest.fixture
def spare(host: FakeNetworkManager) -> None:
    """Give the host a cable, and a Wi-Fi that it does not need."""
    host.add_ethernet()
    host.hear(host.add_wifi(), HOTSPOT)


@pytest.fixture
def uplink(host: FakeNetworkManager) -> None:
    """Give the host a Wi-Fi by which it reaches the Internet."""
    host.hear(host.add_wifi(on=HOME_WIFI), HOTSPOT)


@pytest.fixture
async def stay(host: FakeNetworkManager, open_manager: Open) -> Stay:
    """Return what joins the hotspot with the host's first Wi-Fi."""
    manager = await open_manager()
    [interface] = await manager.interfaces()
    return Stay(manager, interface)


@pytest.fixture
async def as_before(
    host: FakeNetworkManager, stay: Stay, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[None]:
    """Assert that the network is left as it was, and its names out of the log."""
    before = host.snapshot()
    with caplog.at_level(logging.DEBUG):
        yield
    assert host.snapshot() == before
    assert "ITEAD" not in caplog.text
    assert HOME_WIFI not in caplog.text

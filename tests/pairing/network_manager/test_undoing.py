"""What is done at the next start about a pairing that did not end."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from custom_components.ewelink.pairing.errors import Reason
from custom_components.ewelink.pairing.network_manager import Before, NetworkManager
from tests.fake_network_manager import FakeNetworkManager, PrivateBus, Returning
from tests.fake_network_manager.model import Device, Profile

from .conftest import HOME_WIFI, HOTSPOT, Open, reason_of


@pytest.fixture
def wifi(host: FakeNetworkManager) -> Device:
    """Give the host a Wi-Fi that is on a network."""
    device = host.add_wifi(on=HOME_WIFI)
    host.hear(device, HOTSPOT)
    return device


@pytest.fixture
def before(wifi: Device) -> Before:
    """Return what the marker says."""
    assert wifi.active is not None
    return Before(interface="wlan0", uuid=wifi.active.profile.uuid)


@pytest.fixture
async def manager(wifi: Device, open_manager: Open) -> NetworkManager:
    """Return the way under test."""
    return await open_manager()


@pytest.fixture
def leave(host: FakeNetworkManager) -> Callable[[Device], Profile]:
    """Return what leaves a device on a hotspot."""

    def _leave(device: Device) -> Profile:
        profile = host.add_profile(
            {
                "connection": {
                    "id": "ewelink-pairing-100000788a",
                    "uuid": str(uuid4()),
                    "type": "802-11-wireless",
                    "interface-name": device.name,
                },
                "802-11-wireless": {"ssid": HOTSPOT.encode()},
                "ipv4": {"method": "auto"},
            }
        )
        host.activate(profile, device)
        return profile

    return _leave


async def test_hotspot_is_left(
    host: FakeNetworkManager,
    manager: NetworkManager,
    wifi: Device,
    before: Before,
    leave: Callable[[Device], Profile],
) -> None:
    """The profile goes, the old connection comes back."""
    snapshot = host.snapshot()
    leave(wifi)
    await manager.undo(before)
    assert host.snapshot() == snapshot


async def test_idle_interface_gets_its_connection(
    host: FakeNetworkManager, manager: NetworkManager, wifi: Device, before: Before
) -> None:
    """The old connection comes back where nothing is in use."""
    snapshot = host.snapshot()
    host.end(wifi)
    await manager.undo(before)
    assert host.snapshot() == snapshot


async def test_idle_interface_stays_idle(
    host: FakeNetworkManager, manager: NetworkManager, wifi: Device
) -> None:
    """An interface that was on nothing before is on nothing after."""
    host.end(wifi)
    snapshot = host.snapshot()
    await manager.undo(Before(interface="wlan0", uuid=None))
    assert host.snapshot() == snapshot


async def test_other_connection_is_left_alone(
    host: FakeNetworkManager, manager: NetworkManager, wifi: Device, before: Before
) -> None:
    """What somebody chose since is not replaced."""
    connection = {"id": "Cellar", "uuid": str(uuid4()), "type": "802-11-wireless"}
    host.activate(host.add_profile({"connection": connection}), wifi)
    await manager.undo(before)
    assert host.snapshot()["devices"]["wlan0"]["uuid"] == connection["uuid"]


async def test_other_interface_is_left_alone(
    host: FakeNetworkManager,
    manager: NetworkManager,
    before: Before,
    leave: Callable[[Device], Profile],
) -> None:
    """Only the interface of the marker is put back."""
    leave(host.add_wifi("wlan1"))
    snapshot = host.snapshot()["profiles"]
    await manager.undo(before)
    assert host.snapshot()["profiles"] == snapshot


async def test_old_connection_was_deleted(
    host: FakeNetworkManager, manager: NetworkManager, wifi: Device
) -> None:
    """What is no more cannot be missed."""
    host.end(wifi)
    await manager.undo(Before(interface="wlan0", uuid=str(uuid4())))
    assert host.snapshot()["devices"]["wlan0"]["uuid"] is None


async def test_interface_is_gone(
    host: FakeNetworkManager, manager: NetworkManager, wifi: Device, before: Before
) -> None:
    """An interface that was unplugged since needs nothing."""
    host.unplug(wifi)
    await manager.undo(before)


@pytest.mark.parametrize("returning", [Returning.FAILS, Returning.NEVER])
async def test_old_connection_does_not_come_back(
    host: FakeNetworkManager,
    manager: NetworkManager,
    wifi: Device,
    before: Before,
    returning: Returning,
) -> None:
    """What did not succeed is said."""
    host.end(wifi)
    host.returning = returning
    assert await reason_of(manager.undo(before)) == (Reason.NOT_RESTORED, None)


async def test_bus_is_lost(
    bus: PrivateBus, manager: NetworkManager, before: Before
) -> None:
    """What cannot be looked at is not said to be well."""
    await bus.shut_out()
    assert await reason_of(manager.undo(before)) == (Reason.NOT_RESTORED, None)


@pytest.mark.parametrize("uuid", ["a-uuid", None])
def test_marker_can_be_stored(uuid: str | None) -> None:
    """A marker is the same after a restart."""
    before = Before(interface="wlan0", uuid=uuid)
    assert Before.from_dict(before.to_dict()) == before


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"interface": 1}, {"interface": "wlan0", "uuid": 2}]
)
def test_no_marker(raw: object) -> None:
    """What is no marker is ignored."""
    assert Before.from_dict(raw) is None

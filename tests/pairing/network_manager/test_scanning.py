"""What an interface hears."""

import pytest

from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.network_manager import (
    NetworkManager,
    WifiInterface,
)
from tests.fake_network_manager import FakeNetworkManager, PrivateBus
from tests.fake_network_manager.model import AccessPoint, Device

from .conftest import HOTSPOT, Open


@pytest.fixture
def wifi(host: FakeNetworkManager) -> Device:
    """Give the host a Wi-Fi."""
    return host.add_wifi()


@pytest.fixture
def point(host: FakeNetworkManager, wifi: Device) -> AccessPoint:
    """Let a hotspot be heard, for some seconds already."""
    point = host.hear(wifi, HOTSPOT)
    point.last_seen -= 5
    return point


@pytest.fixture
async def manager(wifi: Device, open_manager: Open) -> NetworkManager:
    """Return the way under test."""
    return await open_manager()


@pytest.fixture
async def interface(manager: NetworkManager) -> WifiInterface:
    """Return the host's Wi-Fi."""
    [interface] = await manager.interfaces()
    return interface


async def test_strongest_of_each_network_and_band(
    host: FakeNetworkManager,
    wifi: Device,
    manager: NetworkManager,
    interface: WifiInterface,
) -> None:
    """A network is listed once for each band, the strongest first."""
    for strength, frequency in ((40, 2412), (70, 2462), (90, 5180), (30, 5500)):
        host.hear(wifi, "Attic", strength, frequency)
    host.hear(wifi, "Cellar", 80, 2437)
    found = await manager.access_points(interface, rescan=False)
    assert [(it.ssid, it.strength, it.frequency) for it in found] == [
        ("Attic", 90, 5180),
        ("Cellar", 80, 2437),
        ("Attic", 70, 2462),
    ]


@pytest.mark.parametrize("ssid", [b"", b"\xff\xfe"], ids=["hidden", "no text"])
async def test_network_without_a_name(
    host: FakeNetworkManager,
    wifi: Device,
    manager: NetworkManager,
    interface: WifiInterface,
    ssid: bytes,
) -> None:
    """What cannot be named cannot be picked."""
    host.hear(wifi, ssid)
    assert await manager.access_points(interface, rescan=False) == ()


async def test_scan_is_awaited(
    host: FakeNetworkManager,
    wifi: Device,
    manager: NetworkManager,
    interface: WifiInterface,
) -> None:
    """What comes into the air with the scan is there."""
    host.on_scans.append(lambda: host.hear(wifi, HOTSPOT))
    [found] = await manager.access_points(interface)
    assert found.ssid == HOTSPOT


async def test_scan_is_asked_for_again(
    host: FakeNetworkManager,
    wifi: Device,
    manager: NetworkManager,
    interface: WifiInterface,
) -> None:
    """That a scan is not allowed now is normal."""
    host.scans_refused = 2
    host.on_scans.append(lambda: host.hear(wifi, HOTSPOT))
    [found] = await manager.access_points(interface)
    assert found.ssid == HOTSPOT


async def test_scan_is_asked_for_once(
    host: FakeNetworkManager, manager: NetworkManager, interface: WifiInterface
) -> None:
    """An interface that listens is left in peace."""
    host.pace = 0.1
    await manager.access_points(interface)
    assert host.calls.count("RequestScan") == 1


@pytest.mark.usefixtures("point")
async def test_scan_never_ends(
    host: FakeNetworkManager, manager: NetworkManager, interface: WifiInterface
) -> None:
    """What was heard before is told in time."""
    host.pace = 60
    [found] = await manager.access_points(interface)
    assert found.ssid == HOTSPOT


async def test_no_scan_without_need(
    host: FakeNetworkManager, manager: NetworkManager, interface: WifiInterface
) -> None:
    """What is known can be had without a scan."""
    await manager.access_points(interface, rescan=False)
    assert "RequestScan" not in host.calls


async def test_lost_bus(
    bus: PrivateBus, manager: NetworkManager, interface: WifiInterface
) -> None:
    """Nothing can be found without the bus."""
    await bus.shut_out()
    with pytest.raises(PairingError) as caught:
        await manager.access_points(interface)
    assert caught.value.reason is Reason.NOT_FOUND


@pytest.mark.usefixtures("point")
async def test_hotspot_is_there(
    manager: NetworkManager, interface: WifiInterface
) -> None:
    """A hotspot that the scan heard is not gone."""
    assert not await manager.hotspot_is_gone(interface, HOTSPOT)


async def test_hotspot_is_listed_no_more(
    manager: NetworkManager, interface: WifiInterface
) -> None:
    """A hotspot that no list has is gone."""
    assert await manager.hotspot_is_gone(interface, HOTSPOT)


async def test_hotspot_fell_silent(
    manager: NetworkManager, interface: WifiInterface, point: AccessPoint
) -> None:
    """A hotspot that is listed still, but was not heard by the scan, is gone."""
    point.is_silent = True
    assert await manager.hotspot_is_gone(interface, HOTSPOT)


async def test_gone_is_not_known_without_a_scan(
    host: FakeNetworkManager, manager: NetworkManager, interface: WifiInterface
) -> None:
    """Where no scan is allowed nothing is known."""
    host.scans_refused = 9999
    assert not await manager.hotspot_is_gone(interface, HOTSPOT)


async def test_gone_is_not_known_without_the_bus(
    bus: PrivateBus, manager: NetworkManager, interface: WifiInterface
) -> None:
    """A lost bus says nothing of a hotspot."""
    await bus.shut_out()
    assert not await manager.hotspot_is_gone(interface, HOTSPOT)

"""Whether this host can join a hotspot by itself, and with which interface."""

import asyncio
from pathlib import Path
import socket
import sys

import pytest
from pytest_socket import socket_allow_hosts

from custom_components.ewelink.pairing.network_manager import (
    NetworkManager,
    NetworkTiming,
)
from tests.fake_network_manager import FakeNetworkManager, PrivateBus

from .conftest import HOME_WIFI, QUICK, Open

NAME = "org.freedesktop.NetworkManager"


async def test_no_bus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    """A host without the system's bus has no such way."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    assert await NetworkManager.open(timing=QUICK) is None


async def test_address_of_no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is none is no bus."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "nonsense")
    assert await NetworkManager.open(timing=QUICK) is None


async def test_silent_bus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    """A bus that never answers is not waited for."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={path}")
        async with asyncio.timeout(2):
            assert await NetworkManager.open(timing=NetworkTiming(answer=0.1)) is None


async def test_no_network_manager(bus: PrivateBus) -> None:
    """A bus without NetworkManager is of no use."""
    assert await NetworkManager.open(timing=QUICK) is None


async def test_no_library(
    host: FakeNetworkManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Home Assistant without Bluetooth has no library for the bus."""
    package = "custom_components.ewelink.pairing.network_manager"
    monkeypatch.delitem(sys.modules, f"{package}.bus", raising=False)
    monkeypatch.setitem(sys.modules, "dbus_fast", None)
    assert await NetworkManager.open(timing=QUICK) is None


@pytest.mark.parametrize("version", ["0.9.8", "1.14.6", "1.15.90", "2", ""])
async def test_too_old(host: FakeNetworkManager, version: str) -> None:
    """Before 1.16 no profile lives with its client."""
    host.version = version
    assert await NetworkManager.open(timing=QUICK) is None


@pytest.mark.parametrize("version", ["1.16.0", "1.52.1-1.fc42", "2.0"])
async def test_new_enough(
    host: FakeNetworkManager, open_manager: Open, version: str
) -> None:
    """Version 1.16 and what follows will do."""
    host.version = version
    await open_manager()


@pytest.mark.parametrize("answer", ["auth", "no"])
@pytest.mark.parametrize(
    "rights",
    [
        pytest.param(["network-control"], id="control"),
        pytest.param(["settings.modify.system", "settings.modify.own"], id="modify"),
    ],
)
async def test_no_right(
    host: FakeNetworkManager, rights: list[str], answer: str
) -> None:
    """Nobody is there who could authenticate."""
    host.permissions.update({f"{NAME}.{it}": answer for it in rights})
    assert await NetworkManager.open(timing=QUICK) is None


async def test_no_wifi(host: FakeNetworkManager, open_manager: Open) -> None:
    """A cable is no Wi-Fi."""
    host.add_ethernet()
    assert await (await open_manager()).interfaces() == ()


@pytest.mark.parametrize(
    "state", [pytest.param(10, id="unmanaged"), pytest.param(20, id="switched off")]
)
async def test_unusable_wifi(
    host: FakeNetworkManager, open_manager: Open, state: int
) -> None:
    """A Wi-Fi that NetworkManager leaves alone, or that is off, cannot be used."""
    host.add_wifi(state=state)
    assert await (await open_manager()).interfaces() == ()


async def test_wifi_of_another_namespace(
    host: FakeNetworkManager, open_manager: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container on a bridge sees the bus, but not the interface."""
    host.add_wifi()
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo"), (2, "eth0")])
    assert await (await open_manager()).interfaces() == ()


async def test_spare_wifi_comes_first(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """The interface by which the host reaches the Internet comes last."""
    host.add_wifi("wlan0", on=HOME_WIFI)
    host.add_wifi("wlan1")
    found = await (await open_manager()).interfaces()
    assert [(it.name, it.is_uplink, it.ssid) for it in found] == [
        ("wlan1", False, None),
        ("wlan0", True, HOME_WIFI),
    ]


async def test_wifi_beside_a_cable_is_spare(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """A Wi-Fi that is on a network is no uplink while the cable is."""
    host.add_ethernet()
    host.add_wifi(on=HOME_WIFI)
    [interface] = await (await open_manager()).interfaces()
    assert (interface.is_uplink, interface.ssid) == (False, HOME_WIFI)


async def test_name_of_network_is_not_shown(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """The name of the home network gets into no message."""
    host.add_wifi(on=HOME_WIFI)
    assert HOME_WIFI not in repr(await (await open_manager()).interfaces())


async def test_connected_wifi_without_a_way_out(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """Where no adapter leads out, the one that is connected may be what is needed."""
    device = host.add_wifi(on="Home")
    assert device.active is not None
    device.active.profile.ipv4["never-default"] = True
    manager = await open_manager()
    [interface] = await manager.interfaces()
    assert interface.is_uplink

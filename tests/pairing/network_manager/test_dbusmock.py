"""Another view of NetworkManager: the mock of python3-dbusmock.

It has neither `AddAndActivateConnection2` nor checkpoints, so nothing is joined.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

from dbus_fast import BusType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus
import pytest

from custom_components.ewelink.pairing.network_manager import NetworkManager
from tests.fake_network_manager import PrivateBus

from .conftest import QUICK

NAME: Final = "org.freedesktop.NetworkManager"
MANAGER: Final = "/org/freedesktop/NetworkManager"
MOCK: Final = "org.freedesktop.DBus.Mock"
RIGHTS: Final = dict.fromkeys(
    (f"{NAME}.network-control", f"{NAME}.settings.modify.system"), "yes"
)
INFRASTRUCTURE: Final = 2
ACTIVATED: Final = 100
LOOPBACK: Final = "lo"


class Mock:
    """The mock's own control side."""

    def __init__(self, bus: MessageBus) -> None:
        """Take a connection of one's own."""
        self.bus = bus

    async def call(self, member: str, signature: str, *body: object) -> object:
        """Call a method of the mock's control side."""
        message = Message(
            destination=NAME,
            path=MANAGER,
            interface=MOCK,
            member=member,
            signature=signature,
            body=list(body),
        )
        reply = await self.bus.call(message)
        assert reply.message_type is MessageType.METHOD_RETURN, reply.body
        return reply.body[0] if reply.body else None


@pytest.fixture
async def mock(bus: PrivateBus) -> AsyncGenerator[Mock]:
    """Run the mock; a system without it fails the test."""
    process = await asyncio.create_subprocess_exec(
        *("/usr/bin/python3", "-m", "dbusmock", "--system"),
        *("--template", "networkmanager"),
        env={"DBUS_SYSTEM_BUS_ADDRESS": bus.own_address, "PATH": "/usr/bin:/bin"},
    )
    own = await MessageBus(bus.own_address, BusType.SYSTEM).connect()
    mock = Mock(own)
    async with asyncio.timeout(20):
        await _appear(own, process)
    text = f"ret = dbus.Dictionary({RIGHTS!r}, signature='ss')"
    await mock.call("AddMethod", "sssss", NAME, "GetPermissions", "", "a{ss}", text)
    version = {"Version": Variant("s", "1.42.4")}
    await mock.call("UpdateProperties", "sa{sv}", NAME, version)
    yield mock
    own.disconnect()
    await own.wait_for_disconnect()  # type: ignore[no-untyped-call]
    process.terminate()
    await process.wait()


async def _appear(bus: MessageBus, process: asyncio.subprocess.Process) -> None:
    message = Message(
        destination="org.freedesktop.DBus",
        path="/org/freedesktop/DBus",
        interface="org.freedesktop.DBus",
        member="NameHasOwner",
        signature="s",
        body=[NAME],
    )
    while True:
        assert process.returncode is None, "python3-dbusmock is not installed"
        message.serial = 0
        if (await bus.call(message)).body == [True]:
            return
        await asyncio.sleep(0.05)


@pytest.fixture
async def manager(mock: Mock) -> AsyncGenerator[NetworkManager]:
    """Return the way under test."""
    manager = await NetworkManager.open(timing=QUICK)
    assert manager is not None
    yield manager
    await manager.close()


async def test_version_of_the_mock(mock: Mock) -> None:
    """The mock is believed when it says that it is old."""
    version = {"Version": Variant("s", "1.14.0")}
    await mock.call("UpdateProperties", "sa{sv}", NAME, version)
    assert await NetworkManager.open(timing=QUICK) is None


async def test_wifi_is_found(mock: Mock, manager: NetworkManager) -> None:
    """Its Wi-Fi devices are found, its cables are not."""
    await mock.call("AddEthernetDevice", "ssi", "cable", "eth9", ACTIVATED)
    await mock.call("AddWiFiDevice", "ssi", "wifi", LOOPBACK, ACTIVATED)
    [found] = await manager.interfaces()
    assert (found.name, found.is_uplink, found.ssid) == (LOOPBACK, False, None)


async def test_networks_are_found(mock: Mock, manager: NetworkManager) -> None:
    """What its device hears is found, the strongest first."""
    device = await mock.call("AddWiFiDevice", "ssi", "wifi", LOOPBACK, ACTIVATED)
    for name, ssid, strength in (("a", "Attic", 40), ("b", "ITEAD-100000788a", 80)):
        await mock.call(
            "AddAccessPoint",
            "ssssuuuyu",
            *(device, name, ssid, "00:11:22:33:44:55"),
            *(INFRASTRUCTURE, 2437, 54000, strength, 0x100),
        )
    [interface] = await manager.interfaces()
    found = await manager.access_points(interface)
    assert [(it.ssid, it.strength) for it in found] == [
        ("ITEAD-100000788a", 80),
        ("Attic", 40),
    ]

"""Joining a hotspot."""

from functools import partial
from typing import Any

import pytest

from custom_components.ewelink.pairing.errors import Reason
from custom_components.ewelink.pairing.network_manager import Before
from custom_components.ewelink.pairing.network_manager.models import lease_of
from tests.fake_network_manager import FakeNetworkManager, Joining

from .conftest import HOTSPOT, Open, Stay, reason_of

NAME = "org.freedesktop.NetworkManager"
KINDS = pytest.mark.parametrize("kind", ["spare", "uplink"], indirect=True)


def _wlan0(host: FakeNetworkManager) -> Any:
    return host.snapshot()["devices"]["wlan0"]


async def _see(host: FakeNetworkManager, seen: list[Any]) -> None:
    seen.append(_wlan0(host)["address"])


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_hotspot_is_joined(stay: Stay, host: FakeNetworkManager) -> None:
    """The host has an address of the device's network meanwhile."""
    seen: list[Any] = []
    await stay.run(partial(_see, host, seen))
    assert seen == ["10.10.7.2"]


@pytest.mark.usefixtures("spare", "as_before")
async def test_address_is_told_by_the_lease(
    stay: Stay, host: FakeNetworkManager
) -> None:
    """The device is to be found where DHCP says."""
    host.lease = {"ip_address": "10.10.7.2", "dhcp_server_identifier": "10.10.7.5"}
    await stay.run()
    assert stay.addresses == ("10.10.7.5", "10.10.7.1")


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_marker_is_written_before_anything_changes(
    stay: Stay, host: FakeNetworkManager, kind: str
) -> None:
    """What the interface was on is told while it still is."""
    uuid = _wlan0(host)["uuid"]
    assert (uuid is None) == (kind == "spare")

    async def _keep(before: Before) -> None:
        stay.told.append(before)
        assert "AddAndActivateConnection2" not in host.calls

    stay.on_before = _keep
    await stay.run()
    assert stay.told == [Before(interface="wlan0", uuid=uuid), "restoring"]


@pytest.mark.usefixtures("uplink", "as_before")
async def test_nothing_changes_without_a_marker(
    stay: Stay, host: FakeNetworkManager
) -> None:
    """A marker that cannot be written stops it all."""

    async def _fail(before: Before) -> None:
        raise PermissionError

    stay.on_before = _fail
    with pytest.raises(PermissionError):
        await stay.run()
    assert "AddAndActivateConnection2" not in host.calls


@pytest.mark.usefixtures("spare", "as_before")
async def test_profile_takes_no_way_out(stay: Stay, host: FakeNetworkManager) -> None:
    """The hotspot changes neither route nor names, and no other host may have it."""
    await stay.run()
    [profile] = host.joined
    assert profile["connection"].pop("uuid")
    assert profile == {
        "connection": {
            "id": "ewelink-pairing-100000788a",
            "type": "802-11-wireless",
            "interface-name": "wlan0",
            "autoconnect": False,
        },
        "802-11-wireless": {"ssid": HOTSPOT.encode(), "mode": "infrastructure"},
        "802-11-wireless-security": {
            "key-mgmt": "wpa-psk",
            "psk": "12345678",
            "pmf": 1,
        },
        "ipv4": {
            "method": "auto",
            "dhcp-timeout": 15,
            "never-default": True,
            "ignore-auto-dns": True,
            "may-fail": False,
        },
        "ipv6": {"method": "disabled"},
    }


@pytest.mark.usefixtures("spare")
async def test_profile_is_ours_alone(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """Who may change own profiles only makes an own one."""
    host.permissions[f"{NAME}.settings.modify.system"] = "auth"
    manager = await open_manager()
    [interface] = await manager.interfaces()
    await Stay(manager, interface).run()
    [owner] = host.joined[0]["connection"]["permissions"]
    assert owner.startswith("user:")


@pytest.mark.parametrize("joining", [Joining.NO_LEASE, Joining.SILENT_LEASE])
@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_address_of_our_own(
    stay: Stay, host: FakeNetworkManager, joining: Joining
) -> None:
    """A hotspot that gives no address is joined with one that it would not give."""
    host.joining = joining
    seen: list[Any] = []
    await stay.run(partial(_see, host, seen))
    assert (seen, stay.addresses) == (["10.10.7.200"], ("10.10.7.1",))


@pytest.mark.parametrize(
    ("joining", "code"),
    [
        (Joining.WRONG_KEY, 7),
        (Joining.NO_ADDRESS_AT_ALL, 5),
        (Joining.NEVER, None),
    ],
)
@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_hotspot_is_not_joined(
    stay: Stay, host: FakeNetworkManager, joining: Joining, code: int | None
) -> None:
    """The reason of NetworkManager is told."""
    host.joining = joining
    assert await reason_of(stay.run()) == (Reason.NOT_JOINED, code)
    assert stay.told[-1] == "restoring"


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_hotspot_is_gone(stay: Stay, host: FakeNetworkManager) -> None:
    """A hotspot that fell silent meanwhile is not found."""
    for device in host.devices.values():
        for point in device.air:
            point.is_silent = True
    assert await reason_of(stay.run()) == (Reason.NOT_JOINED, 53)


@pytest.mark.usefixtures("spare")
async def test_spare_interface_is_unplugged(
    stay: Stay, host: FakeNetworkManager
) -> None:
    """Without the interface there is nothing to put back, the uplink stays."""
    uplink = host.snapshot()["primary"]
    host.joining = Joining.UNPLUGGED
    assert await reason_of(stay.run()) == (Reason.NOT_JOINED, None)
    assert (host.snapshot()["primary"], len(host.checkpoints)) == (uplink, 0)


@pytest.mark.usefixtures("uplink")
async def test_uplink_is_unplugged(stay: Stay, host: FakeNetworkManager) -> None:
    """A host whose only Wi-Fi is away is told that its network is."""
    host.joining = Joining.UNPLUGGED
    assert await reason_of(stay.run()) == (Reason.NOT_RESTORED, None)


@pytest.mark.usefixtures("spare")
async def test_interface_is_gone_before(stay: Stay, host: FakeNetworkManager) -> None:
    """An interface that was unplugged since it was picked is not joined with."""
    host.unplug(next(it for it in host.devices.values() if it.name == "wlan0"))
    assert await reason_of(stay.run()) == (Reason.NOT_JOINED, None)
    assert stay.told == []


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_without_a_checkpoint(stay: Stay, host: FakeNetworkManager) -> None:
    """Who may not make checkpoints goes on without."""
    host.permissions[f"{NAME}.checkpoint-rollback"] = "no"
    await stay.run()
    assert stay.addresses == ("10.10.7.1",)


@pytest.mark.parametrize(
    ("options", "own", "addresses"),
    [
        pytest.param({}, [], ["10.10.7.1"], id="nothing told"),
        pytest.param(
            {"dhcp_server_identifier": "10.10.7.5", "routers": "10.10.7.6 10.10.7.5"},
            ["10.10.7.2"],
            ["10.10.7.5", "10.10.7.6", "10.10.7.1"],
            id="server and routers",
        ),
        pytest.param(
            {"routers": "fe80::1 nonsense"}, [], ["10.10.7.1"], id="no address"
        ),
        pytest.param(
            {"dhcp_server_identifier": "203.0.113.5", "routers": "8.8.8.8 100.64.0.1"},
            [],
            ["10.10.7.1"],
            id="not of a local network",
        ),
        pytest.param(
            {"ip_address": "192.168.1.3"},
            [],
            ["10.10.7.1", "192.168.1.1"],
            id="other network, by the lease",
        ),
        pytest.param(
            {"routers": "192.168.1.1"},
            ["192.168.1.3"],
            ["192.168.1.1", "10.10.7.1"],
            id="other network, by the interface",
        ),
        pytest.param(
            {"ip_address": "192.168.2.3"}, [], ["10.10.7.1"], id="foreign network"
        ),
    ],
)
def test_where_the_device_may_answer(
    options: dict[str, str], own: list[str], addresses: list[str]
) -> None:
    """DHCP goes first; the second known address is tried in its own network only."""
    assert [it.host for it in lease_of(options, own).addresses] == addresses

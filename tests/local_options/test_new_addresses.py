"""Devices that get another address, and those that tell of themselves."""

from ipaddress import ip_address
from typing import Any

from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_DHCP,
    SOURCE_ZEROCONF,
    ConfigFlowResult,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import heard, peer_of

LAMP = "Kitchen lamp"


async def _lease(home: Home, mac: str, address: str) -> ConfigFlowResult:
    info = DhcpServiceInfo(ip=address, hostname="lamp", macaddress=mac)
    return await home.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_DHCP}, data=info
    )


def _mac(home: Home, device: str) -> str:
    entry = home.device(device)
    assert isinstance(entry, dr.DeviceEntry)
    [(_, mac)] = entry.connections
    return mac.replace(":", "")


async def test_device_at_a_new_address(local_home: Home, lan: LanSimulator) -> None:
    """It is followed there, though it does not tell of it."""
    await heard(local_home, lan, LAMP)
    await lan.multicast(on=False)
    await lan.move(LAMP)
    host, _ = lan.address(LAMP)
    result = await _lease(local_home, _mac(local_home, LAMP), host)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert peer_of(local_home, LAMP).host.addresses[0] == host
    await until(lambda: peer_of(local_home, LAMP).can_send)
    target = "off" if local_home.state(LAMP) == "on" else "on"
    await local_home.call(f"turn_{target}", local_home.entity_id(LAMP))
    assert len(await lan.requests(LAMP, "switch")) == 1
    assert local_home.sent(LAMP) == []


async def test_address_that_is_none_of_a_home(local_home: Home) -> None:
    """Nobody can have requests sent elsewhere."""
    await _lease(local_home, _mac(local_home, LAMP), "203.0.113.9")
    assert not peer_of(local_home, LAMP).host.addresses


async def test_device_of_others(local_home: Home) -> None:
    """One that is not known changes nothing."""
    result = await _lease(local_home, "020000000000", "192.168.7.7")
    assert result["reason"] == "already_configured"


async def test_device_that_others_know_too(local_home: Home, lan: LanSimulator) -> None:
    """It is followed, however others identify it."""
    mac = _mac(local_home, LAMP)
    other = MockConfigEntry(domain="other")
    other.add_to_hass(local_home.hass)
    identifier: Any = ("other", "router", "lamp")
    dr.async_get(local_home.hass).async_get_or_create(
        config_entry_id=other.entry_id,
        connections={(dr.CONNECTION_NETWORK_MAC, mac)},
        identifiers={identifier},
    )
    host, _ = lan.address(LAMP)
    result = await _lease(local_home, mac, host)
    assert result["reason"] == "already_configured"
    assert peer_of(local_home, LAMP).host.addresses[0] == host


async def test_device_that_tells_of_itself(local_home: Home, lan: LanSimulator) -> None:
    """Nothing is asked or offered for it, as often as it does."""
    device_id = local_home.sim(LAMP).device_id
    host, port = lan.address(LAMP)
    info = ZeroconfServiceInfo(
        ip_address=ip_address(host),
        ip_addresses=[ip_address(host)],
        port=port,
        hostname=f"eWeLink_{device_id}.local.",
        type="_ewelink._tcp.local.",
        name=f"eWeLink_{device_id}._ewelink._tcp.local.",
        properties={"id": device_id, "type": "plug"},
    )
    flow = local_home.hass.config_entries.flow
    result = await flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=info
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert await lan.requests() == []

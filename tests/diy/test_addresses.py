"""Devices in DIY mode in a network whose multicast does not come through."""

from typing import Any

import pytest

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import SOURCE_DHCP, ConfigFlowResult
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
from tests.home import Home, until

from .network import DiyNetwork
from .test_ownership import LAMP, left_in_diy_mode

NOWHERE = "127.0.0.1:9"
MAC = "02:00:5e:10:20:30"


@pytest.fixture
async def deaf(network: DiyNetwork) -> DiyNetwork:
    """Return a network of which nothing is heard, with one device of each kind."""
    await network.play("plug", "meter")
    await network.lan.multicast(on=False)
    await network.set_up()
    assert network.coordinator.data == {}
    return network


def _at(network: DiyNetwork, device_id: str) -> str:
    host, port = network.lan.address(device_id)
    return f"{host}:{port}"


def _kept(network: DiyNetwork) -> dict[str, str]:
    told: dict[str, Any] = network.entry.options.get("local_control", {})
    return dict(told.get("addresses", {}))


async def _open(network: DiyNetwork, *items: str) -> ConfigFlowResult:
    """Open the options, and choose one item of a menu after another."""
    options = network.hass.config_entries.options
    result = await options.async_init(network.entry.entry_id)
    assert result["step_id"] == "local_diy"
    for item in items:
        result = await options.async_configure(
            result["flow_id"], {"next_step_id": item}
        )
    return result


async def _fill_in(
    network: DiyNetwork, result: ConfigFlowResult, **values: str
) -> ConfigFlowResult:
    options = network.hass.config_entries.options
    return await options.async_configure(result["flow_id"], values)


async def _add(network: DiyNetwork, device_id: str) -> None:
    result = await _open(network, "local_find")
    result = await _fill_in(network, result, address=_at(network, device_id))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await network.appears(device_id)


async def test_device_that_is_added_by_its_address(deaf: DiyNetwork) -> None:
    """It tells who and what it is, is shown, and obeys."""
    plug, before = deaf.ids[0], deaf.coordinator
    result = await _open(deaf)
    assert result["menu_options"] == ["local_find"]
    await _add(deaf, plug)

    assert deaf.coordinator is before
    assert list(_kept(deaf)) == [plug]
    device = deaf.registered(plug)
    assert device is not None
    assert device.model == "Switch in DIY mode"
    assert await deaf.call("switch.turn_on", plug, "switch") == [
        {"switch": {"switch": "on"}}
    ]
    assert deaf.state("switch", plug, "switch") == "on"
    result = await _open(deaf)
    assert result["menu_options"] == ["local_find", "local_address", "local_forget"]


async def test_meter_that_is_added_by_its_address(deaf: DiyNetwork) -> None:
    """Its main unit is, and names it; the figures come as often as it is asked."""
    _, main, meter = deaf.ids
    await _add(deaf, main)
    await deaf.appears(meter)

    stacked, unit = deaf.registered(meter), deaf.registered(main)
    assert stacked is not None
    assert unit is not None
    assert stacked.via_device_id == unit.id
    assert unit.model == stacked.model == "Meter in DIY mode"
    await deaf.lan.set(meter, actPow_01=12345)
    lan = deaf.hass.data[DATA_SHARED].local_network.lan
    assert main not in lan.polling._polls
    await lan.polling._polls[meter].run()
    assert deaf.state("sensor", meter, "power_1") == "123.45"
    [request] = [it for it in await deaf.lan.requests(path="getState") if it["data"]][
        -1:
    ]
    assert request["data"] == {"subDevId": meter}


async def test_restart_without_a_file(deaf: DiyNetwork) -> None:
    """Who is at the addresses is asked anew where nothing else is known."""
    plug = deaf.ids[0]
    await _add(deaf, plug)
    hass, entry = deaf.hass, deaf.entry
    await hass.config_entries.async_unload(entry.entry_id)
    shared = hass.data[DATA_SHARED]
    shared.handed_over.clear()
    shared.local_network.lan.forget(plug)
    hass.config_entries.async_update_entry(entry, data={})
    dr.async_get(hass).async_clear_config_entry(entry.entry_id)
    assert deaf.registered(plug) is None

    await deaf.set_up()
    await deaf.appears(plug)
    assert deaf.registered(plug) is not None


async def test_somebody_else_at_the_address(deaf: DiyNetwork) -> None:
    """An address that another device has by now adds none."""
    options = {"local_control": {"addresses": {"1000000001": _at(deaf, deaf.ids[0])}}}
    deaf.hass.config_entries.async_update_entry(deaf.entry, options=options)
    await deaf.coordinator.async_refresh()
    assert deaf.coordinator.data == {}
    assert await deaf.lan.requests(path="deviceid")


@pytest.mark.parametrize(
    ("address", "error"),
    [
        pytest.param("http://plug", "no_address", id="no address"),
        pytest.param(NOWHERE, "not_reached", id="nobody there"),
    ],
)
async def test_wrong_address(deaf: DiyNetwork, address: str, error: str) -> None:
    """It is told what is wrong; nothing is kept, and it can be corrected."""
    result = await _open(deaf, "local_find")
    result = await _fill_in(deaf, result, address=address)
    assert result["errors"] == {"address": error}
    assert _kept(deaf) == {}
    result = await _fill_in(deaf, result, address=_at(deaf, deaf.ids[0]))
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        pytest.param({"pages": ["deviceid", "info"]}, "not_diy", id="no name"),
        pytest.param({"resets": 1000}, "busy", id="busy"),
    ],
)
async def test_device_that_does_not_tell(
    deaf: DiyNetwork, faults: dict[str, Any], error: str
) -> None:
    """Whoever is there cannot be shown."""
    plug = deaf.ids[0]
    await deaf.lan.fault(plug, **faults)
    result = await _open(deaf, "local_find")
    result = await _fill_in(deaf, result, address=_at(deaf, plug))
    assert result["errors"] == {"address": error}
    assert _kept(deaf) == {}


async def test_device_of_an_account(network: DiyNetwork, home: Home) -> None:
    """In DIY mode or not, it is the account's."""
    device_id = await left_in_diy_mode(network, home)
    await home.set_up()
    result = await _open(network, "local_find")
    result = await _fill_in(network, result, address=_at(network, device_id))
    assert result["errors"] == {"address": "of_account"}
    await network.lan.diy(LAMP, on=False)
    result = await _fill_in(network, result, address=_at(network, device_id))
    assert result["errors"] == {"address": "not_diy"}


async def test_address_of_a_device_that_is_shown(network: DiyNetwork) -> None:
    """It is looked for there first, over a reload, and until that is forgotten."""
    plug = await network.start("plug")
    lan = network.hass.data[DATA_SHARED].local_network.lan
    result = await _open(network, "local_address")
    result = await _fill_in(network, result, device=plug)
    result = await _fill_in(network, result, address=_at(network, plug))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    for _ in range(2):
        peer = lan.peer(plug)
        assert peer is not None
        assert peer.host.typed == network.lan.address(plug)
        await network.hass.config_entries.async_reload(network.entry.entry_id)
        await network.appears(plug)

    result = await _open(network, "local_forget")
    await _fill_in(network, result, device=plug)
    peer = lan.peer(plug)
    assert peer is not None
    assert peer.host.typed is None
    assert network.entry.options == {}


async def test_device_that_is_removed(deaf: DiyNetwork) -> None:
    """Its address goes with it, so that it does not come again by itself."""
    plug = deaf.ids[0]
    await _add(deaf, plug)
    await deaf.lan.vanish(plug)
    peer = deaf.hass.data[DATA_SHARED].local_network.lan.peer(plug)
    assert peer is not None
    peer.contact.last = 0.0
    for _ in range(3):
        await peer.probe()
    device = deaf.registered(plug)
    assert device is not None
    assert await async_remove_config_entry_device(deaf.hass, deaf.entry, device)
    assert _kept(deaf) == {}

    await deaf.lan.come_back(plug)
    await deaf.coordinator.async_refresh()
    assert plug not in deaf.coordinator.data


async def test_removal_of_the_entry(deaf: DiyNetwork) -> None:
    """Nothing is known of an address any more."""
    plug = deaf.ids[0]
    await _add(deaf, plug)
    await deaf.hass.config_entries.async_remove(deaf.entry.entry_id)
    await deaf.hass.async_block_till_done(wait_background_tasks=True)
    lan = deaf.hass.data[DATA_SHARED].local_network.lan
    assert lan._hosts.any(plug).typed is None


async def _lease(network: DiyNetwork, address: str) -> None:
    info = DhcpServiceInfo(ip=address, hostname="", macaddress=MAC.replace(":", ""))
    result = await network.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_DHCP}, data=info
    )
    assert result["reason"] == "already_configured"


async def test_lease(network: DiyNetwork) -> None:
    """Nothing tells the MAC address; a device of which it is known is followed."""
    plug = await network.start("plug")
    device = network.registered(plug)
    assert device is not None
    assert device.connections == set()
    await network.lan.multicast(on=False)
    await network.lan.move(plug)
    host, _ = network.lan.address(plug)
    peer = network.hass.data[DATA_SHARED].local_network.lan.peer(plug)
    assert peer is not None
    await _lease(network, host)
    assert host not in peer.host.addresses

    dr.async_get(network.hass).async_update_device(
        device.id, new_connections={(dr.CONNECTION_NETWORK_MAC, MAC)}
    )
    await _lease(network, host)
    assert peer.host.addresses[0] == host
    await until(lambda: peer.can_send)
    await network.call("switch.turn_on", plug, "switch")
    assert network.state("switch", plug, "switch") == "on"

"""Devices that come, go, come back, or are none."""

from datetime import timedelta

import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.api.lan.plain_things import MOST_THINGS
from custom_components.ewelink.availability import GRACE_SECONDS
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.util import dt as dt_util
from tests.api.lan.announcing import name_of, record
from tests.home import until

from .network import DiyNetwork


def hear(network: DiyNetwork, device_id: str, text: bytes) -> None:
    """Let a record be heard."""
    lan = network.hass.data[DATA_SHARED].local_network.lan
    lan.hear_text(name_of(device_id), text)


async def listed(network: DiyNetwork) -> set[str]:
    """Return what is listed once all that was heard is."""
    await network.coordinator.async_refresh()
    return set(network.coordinator.data)


async def test_device_that_comes_later(network: DiyNetwork) -> None:
    """It appears without a reload, and beside it what was there goes on."""
    plug = await network.start("plug")
    await network.lan.do("add", kind="mini", device_id="1001abcdef")
    await network.appears("1001abcdef")

    assert network.state("switch", "1001abcdef", "switch") == "off"
    assert network.is_available(plug)


async def test_device_that_is_lost(network: DiyNetwork) -> None:
    """It is unavailable once nothing reaches it, and back with its next report."""
    plug = await network.start("plug")
    peer = network.hass.data[DATA_SHARED].local_network.lan.peer(plug)
    assert peer is not None
    await network.lan.vanish(plug)
    # It was heard long ago.
    peer.contact.last = 0.0
    for _ in range(3):
        assert network.is_available(plug)
        assert not await peer.probe()
    await network.hass.async_block_till_done()
    assert not network.is_available(plug)
    assert network.state("switch", plug, "switch") == STATE_UNAVAILABLE
    assert network.state("sensor", plug, "connection") == "device_offline"

    await network.lan.come_back(plug)
    await network.lan.announce(plug)
    await network.appears(plug)
    assert network.state("switch", plug, "switch") == "off"


async def test_device_that_is_lost_after_a_start(
    network: DiyNetwork,
) -> None:
    """It is the device that is offline: there is no account that could be."""
    plug = await network.start("plug")
    await network.hass.config_entries.async_reload(network.entry.entry_id)
    await network.appears(plug)
    later = dt_util.utcnow() + timedelta(seconds=GRACE_SECONDS + 1)
    async_fire_time_changed(network.hass, later)
    await network.hass.async_block_till_done()

    hear(network, plug, record({"switch": "on"}, device_id=plug))
    assert not network.is_available(plug)
    assert network.state("sensor", plug, "connection") == "device_offline"


async def test_nothing_goes_that_is_not_heard(network: DiyNetwork) -> None:
    """Lists hold what was heard once; a start hears nobody at first."""
    plug = await network.start("plug")
    await network.lan.vanish(plug)
    await network.hass.config_entries.async_reload(network.entry.entry_id)
    for _ in range(3):
        await network.coordinator.async_refresh()

    assert network.registered(plug) is not None


async def test_device_is_removed_by_its_user(network: DiyNetwork) -> None:
    """One that is there cannot be removed; one that is gone can, until it is back."""
    plug = await network.start("plug")
    device = network.registered(plug)
    assert device is not None
    assert not await async_remove_config_entry_device(
        network.hass, network.entry, device
    )

    hear(network, plug, record({"switch": "on"}, device_id=plug))
    assert not network.is_available(plug)
    assert await async_remove_config_entry_device(network.hass, network.entry, device)
    assert network.registered(plug) is None
    assert await listed(network) == set()

    await network.lan.announce(plug)
    await network.appears(plug)
    assert network.registered(plug) is not None


async def test_device_that_was_paired_with_an_account(network: DiyNetwork) -> None:
    """It speaks sealed from then on, and is lost until it is in DIY mode again."""
    plug = await network.start("plug")
    hear(network, plug, record({"switch": "on"}, device_id=plug))
    assert not network.is_available(plug)
    assert network.state("switch", plug, "switch") == STATE_UNAVAILABLE

    await network.lan.set(plug, switch="on")
    await network.appears(plug)
    await until(lambda: network.state("switch", plug, "switch") == "on")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("1", record({"switch": "on"}, device_id="1"), id="sealed"),
        pytest.param("1", record(b"{", device_id="1", key=None), id="no JSON"),
        pytest.param("1", record(b"[]", device_id="1", key=None), id="no object"),
        pytest.param(
            "1", record({"a": 1}, device_id="1", kind="", key=None), id="no type"
        ),
    ],
)
async def test_what_is_no_device(network: DiyNetwork, name: str, text: bytes) -> None:
    """What cannot be read, or is sealed, makes no device."""
    plug = await network.start("plug")
    hear(network, name, text)
    assert await listed(network) == {plug}


async def test_hub_is_no_device(network: DiyNetwork) -> None:
    """Hubs announce in the clear and are spoken to otherwise."""
    plug = await network.start("plug")
    lan = network.hass.data[DATA_SHARED].local_network.lan
    text = record({"a": 1}, device_id="2", kind="hub", key=None)
    lan.hear_text("ihost-1001._ewelink._tcp.local.", text)
    assert await listed(network) == {plug}


async def test_device_that_tells_more_later(network: DiyNetwork) -> None:
    """What it is shows with its params, and its features follow."""
    await network.start("plug")
    hear(network, "1002", record({}, device_id="1002", kind="diylight", key=None))
    assert "1002" in await listed(network)
    await network.appears("1002")
    assert network.find("light", "1002", "light") is None

    later = record(
        {"switch": "on", "brightness": 20},
        device_id="1002",
        kind="diylight",
        key=None,
        seq=2,
    )
    hear(network, "1002", later)
    await until(lambda: network.find("light", "1002", "light"))
    await network.hass.async_block_till_done()
    assert network.state("light", "1002", "light") == "on"


async def test_crowd(network: DiyNetwork) -> None:
    """However many are announced, no more are listed than anybody has."""
    await network.set_up()
    lan = network.hass.data[DATA_SHARED].local_network.lan
    link = network.coordinator.link
    for number in range(MOST_THINGS + 20):
        device_id = f"2{number:09}"
        text = record({"a": 1}, device_id=device_id, kind="diy_plug", key=None)
        lan.hear_text(name_of(device_id), text)
    [page] = [it async for it in link.things("")]
    assert len(page.things) == MOST_THINGS
    assert DOMAIN in network.hass.config.components

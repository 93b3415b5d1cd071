"""A home whose devices Home Assistant hears and asks in their own network."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from zeroconf import (  # type: ignore[attr-defined]
    DNSIncoming,
    RecordUpdate,
    current_time_millis,
)

from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.local_network import LocalNetwork

from .home import Home, until
from .lan_simulator.process import LanSimulator


def network_of(home: Home) -> LocalNetwork:
    """Return the local network of a Home Assistant."""
    return home.hass.data[DATA_SHARED].local_network


def peer_of(home: Home, device: str) -> LanPeer:
    """Return a device as the local network knows it."""
    peer = network_of(home).lan.peer(home.sim(device).device_id)
    assert peer is not None, f"{device} is not shown"
    return peer


def connect(home: Home, lan: LanSimulator) -> None:
    """Let a home hear the devices and ask them."""
    network = network_of(home)

    def _hear(packet: bytes) -> None:
        records: list[Any] = DNSIncoming(packet).answers()
        updates = [RecordUpdate(it, None) for it in records]
        # The library does not read which zeroconf it is.
        network._listener.async_update_records(None, current_time_millis(), updates)  # type: ignore[arg-type]

    lan.packets.listeners.append(_hear)


async def heard(home: Home, lan: LanSimulator, *devices: str) -> None:
    """Let devices tell of themselves, and wait until they are there."""
    for device in devices:
        await lan.announce(device)
        await until(lambda it=device: peer_of(home, it).is_there)  # type: ignore[misc]


@pytest.fixture
async def local_home(home: Home, lan: LanSimulator) -> AsyncGenerator[Home]:
    """Return a home that is set up and hears its devices when they tell anything."""
    connect(home, lan)
    await home.set_up()
    yield home
    entries = home.hass.config_entries
    if entries.async_get_entry(home.entry.entry_id) is not None:
        await entries.async_unload(home.entry.entry_id)

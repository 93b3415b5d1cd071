"""What is remembered of devices beside an entry: over a reload, and after its end."""

from collections.abc import Mapping

import pytest

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.local_control import TypedAddress
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import heard, peer_of

LAMP = "Kitchen lamp"
OTHER_LAMP = "Water heater"
NOWHERE = "127.77.7.7"


def _type(home: Home, addresses: Mapping[str, str]) -> None:
    """Have addresses in the options."""
    typed = {home.sim(device).device_id: it for device, it in addresses.items()}
    options = {"local_control": {"addresses": typed}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)


async def _remove(home: Home) -> None:
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=True)


async def test_reload(local_home: Home, lan: LanSimulator) -> None:
    """What was typed, and what was heard, is as before."""
    home = local_home
    await heard(home, lan, OTHER_LAMP)
    host, port = lan.address(LAMP)
    _type(home, {LAMP: f"{host}:{port}"})
    for _ in range(2):
        await home.reload()
        await home.later_pages()
        assert peer_of(home, LAMP).host.typed == (host, port)
        addresses = peer_of(home, OTHER_LAMP).host.addresses
        assert addresses == (lan.address(OTHER_LAMP)[0],)


@pytest.mark.parametrize("is_loaded", [True, False])
async def test_removal(local_home: Home, lan: LanSimulator, *, is_loaded: bool) -> None:
    """Nothing is known any more of where devices are, nor what they told."""
    home = local_home
    await heard(home, lan, OTHER_LAMP)
    _type(home, {LAMP: NOWHERE})
    await home.reload()
    await home.later_pages()
    hosts = {it: peer_of(home, it).host for it in (LAMP, OTHER_LAMP)}
    assert hosts[LAMP].typed == (NOWHERE, 8081)
    if not is_loaded:
        await home.hass.config_entries.async_unload(home.entry.entry_id)
    await lan.announce(OTHER_LAMP)
    await _remove(home)

    network = home.hass.data[DATA_SHARED].local_network.lan
    for device, host in hosts.items():
        device_id = home.sim(device).device_id
        anew = network._hosts.any(device_id)
        assert anew is not host
        assert (anew.typed, anew.addresses) == (None, ())
        assert device_id not in {it.device_id for it in network.strangers}


async def test_device_that_is_heard_again(local_home: Home, lan: LanSimulator) -> None:
    """Who is added once more hears even what was told before."""
    home = local_home
    await heard(home, lan, LAMP)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await lan.repeat(LAMP)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.later_pages()
    await until(lambda: peer_of(home, LAMP).is_there)


async def test_address_of_another_entry(local_home: Home) -> None:
    """What was typed where the device was before does not follow it."""
    home = local_home
    host = peer_of(home, LAMP).host
    address = TypedAddress(NOWHERE)
    host.typed = (address.host, address.port)
    await home.reload()
    await home.later_pages()
    assert peer_of(home, LAMP).host is host
    assert host.typed is None

"""Addresses that a user types: tried first, kept then, and forgotten again."""

from typing import Any

import pytest

from tests.add_device.wizard import Wizard
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import peer_of
from tests.radio_options.steps import offered

LAMP = "Kitchen lamp"
OTHER_LAMP = "Water heater"
NOWHERE = "127.0.0.1:9"


def _at(lan: LanSimulator, device: str) -> str:
    host, port = lan.address(device)
    return f"{host}:{port}"


async def _go_to(dialog: Wizard, device: str = LAMP) -> None:
    await dialog.open()
    await dialog.choose("local_control")
    assert await dialog.choose("local_address") == "local_address"
    device_id = dialog.home.sim(device).device_id
    assert await dialog.fill_in(device=device_id) == "local_host"
    assert dialog.placeholders == {"device": device}


def _kept(home: Home) -> Any:
    return home.entry.options.get("local_control", {}).get("addresses")


async def test_address(local_home: Home, lan: LanSimulator, dialog: Wizard) -> None:
    """The device is asked once; then it is reached there, without being heard."""
    home, before = local_home, local_home.coordinator
    await _go_to(dialog)
    assert dialog.suggested == {}
    assert await dialog.fill_in(address=_at(lan, LAMP)) == "saved"
    assert len(await lan.requests(LAMP)) == 1
    device_id = home.sim(LAMP).device_id
    assert list(_kept(home)) == [device_id]
    assert home.coordinator is before

    await until(lambda: peer_of(home, LAMP).can_send)
    target = "off" if home.state(LAMP) == "on" else "on"
    await home.call(f"turn_{target}", home.entity_id(LAMP))
    assert home.state(LAMP) == target
    assert len(await lan.requests(LAMP, "switch")) == 1
    assert home.sent(LAMP) == []

    await _go_to(dialog)
    assert list(dialog.suggested) == ["address"]


@pytest.mark.usefixtures("disable_mock_zeroconf_resolver")
async def test_name(local_home: Home, lan: LanSimulator, dialog: Wizard) -> None:
    """A name is looked up for each request, and kept as it was typed."""
    home = local_home
    host, port = await lan.move(LAMP, "127.0.0.1"), lan.address(LAMP)[1]
    assert host == "127.0.0.1"
    await lan.multicast(on=False)
    await _go_to(dialog)
    assert await dialog.fill_in(address=f" LocalHost:{port}") == "saved"
    assert list(_kept(home).values()) == [f"localhost:{port}".removesuffix(":8081")]
    assert peer_of(home, LAMP).host.typed == ("localhost", port)

    await until(lambda: peer_of(home, LAMP).can_send)
    target = "off" if home.state(LAMP) == "on" else "on"
    await home.call(f"turn_{target}", home.entity_id(LAMP))
    assert len(await lan.requests(LAMP, "switch")) == 1
    assert home.sent(LAMP) == []


@pytest.mark.parametrize(
    ("address", "error"),
    [
        pytest.param("http://lamp", "no_address", id="no address"),
        pytest.param(NOWHERE, "not_reached", id="nobody there"),
    ],
)
async def test_wrong_address(
    local_home: Home, lan: LanSimulator, dialog: Wizard, address: str, error: str
) -> None:
    """It is told what is wrong; nothing is kept, and it can be corrected."""
    await _go_to(dialog)
    assert await dialog.fill_in(address=address) == "local_host"
    assert dialog.errors == {"address": error}
    assert dialog.suggested == {"address": address}
    assert _kept(local_home) is None
    assert await dialog.fill_in(address=_at(lan, LAMP)) == "saved"
    assert _kept(local_home)


async def test_address_of_another(
    local_home: Home, lan: LanSimulator, dialog: Wizard
) -> None:
    """Another device of the home answers there, but it is not the one that is meant."""
    await _go_to(dialog)
    await dialog.fill_in(address=_at(lan, OTHER_LAMP))
    assert dialog.errors == {"address": "other_key"}
    assert _kept(local_home) is None


async def test_device_with_another_key(
    local_home: Home, lan: LanSimulator, dialog: Wizard
) -> None:
    """A device that was paired anew cannot be spoken to."""
    await lan.key(LAMP, "00000000-0000-4000-8000-000000000001")
    await _go_to(dialog)
    await dialog.fill_in(address=_at(lan, LAMP))
    assert dialog.errors == {"address": "other_key"}
    assert _kept(local_home) is None


async def test_device_that_takes_no_connection(
    local_home: Home, lan: LanSimulator, dialog: Wizard
) -> None:
    """Somebody keeps it busy."""
    await lan.fault(LAMP, resets=1000)
    await _go_to(dialog)
    await dialog.fill_in(address=_at(lan, LAMP))
    assert dialog.errors == {"address": "busy"}
    await lan.heal(LAMP)
    assert await dialog.fill_in(address=_at(lan, LAMP)) == "saved"
    assert _kept(local_home)


async def test_address_that_is_forgotten(
    local_home: Home, lan: LanSimulator, dialog: Wizard
) -> None:
    """From then on the device is where it says."""
    home = local_home
    await _go_to(dialog)
    await dialog.fill_in(address=_at(lan, LAMP))
    await dialog.open()
    await dialog.choose("local_control")
    assert "local_forget" in dialog.menu
    assert await dialog.choose("local_forget") == "local_forget"
    device_id = home.sim(LAMP).device_id
    host, port = lan.address(LAMP)
    spelt = host if port == 8081 else f"{host}:{port}"
    assert offered(dialog, "device") == {device_id: f"{LAMP} ({spelt})"}
    assert peer_of(home, LAMP).host.typed == (host, port)
    assert await dialog.fill_in(device=device_id) == "saved"
    assert home.entry.options == {}
    assert peer_of(home, LAMP).host.typed is None


async def test_address_of_a_device_that_is_gone(
    local_home: Home, dialog: Wizard
) -> None:
    """It can be forgotten all the same."""
    options = {"local_control": {"addresses": {"1000ffffff": "lamp.lan"}}}
    entry = local_home.entry
    local_home.hass.config_entries.async_update_entry(entry, options=options)
    await dialog.open()
    await dialog.choose("local_control")
    await dialog.choose("local_forget")
    assert offered(dialog, "device") == {"1000ffffff": "lamp.lan"}
    assert await dialog.fill_in(device="1000ffffff") == "saved"
    assert entry.options == {}


async def test_address_after_a_start(local_home: Home, lan: LanSimulator) -> None:
    """It is used at once, though the device is not heard."""
    home = local_home
    await lan.multicast(on=False)
    device_id = home.sim(LAMP).device_id
    options = {"local_control": {"addresses": {device_id: _at(lan, LAMP)}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.reload()
    await home.later_pages()
    assert peer_of(home, LAMP).host.typed == lan.address(LAMP)
    await until(lambda: peer_of(home, LAMP).can_send)


async def test_device_that_goes_by_the_cloud_alone(
    local_home: Home, dialog: Wizard
) -> None:
    """Where it is matters to nobody."""
    home, device_id = local_home, local_home.sim(LAMP).device_id
    options = {"local_control": {"devices": {device_id: "cloud"}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await dialog.open()
    await dialog.choose("local_control")
    await dialog.choose("local_address")
    assert device_id not in offered(dialog, "device")

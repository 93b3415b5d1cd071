"""Choosing the way of the account, of a device, and what is kept."""

from typing import Any

import pytest

from custom_components.ewelink.api.ways import Way
from custom_components.ewelink.entry_data import local_control
from tests.add_device.wizard import Wizard
from tests.home import Home
from tests.radio_options.steps import offered

LAMP = "Kitchen lamp"
BEHIND_A_BRIDGE = "Front door"
OTHER = {"radio": {"1000": {"seconds": {"1": 30}}}}


async def _go_to(dialog: Wizard, step: str) -> str:
    await dialog.open()
    assert await dialog.choose("local_control") == "local_control"
    return await dialog.choose(step)


async def _save(dialog: Wizard, **values: Any) -> None:
    assert await dialog.fill_in(**values) == "saved"
    await dialog.home.hass.async_block_till_done()
    await dialog.home.later_pages()


@pytest.fixture(autouse=True)
def _other_option(local_home: Home) -> None:
    """Have an option that is about something else."""
    local_home.hass.config_entries.async_update_entry(local_home.entry, options=OTHER)


async def test_menu(dialog: Wizard) -> None:
    """An address can be forgotten where there is one."""
    await dialog.open()
    assert "local_control" in dialog.menu
    await dialog.choose("local_control")
    steps = ["local_account", "local_device", "local_address", "keep_offline"]
    assert dialog.menu == steps


async def test_way_of_the_account(local_home: Home, dialog: Wizard) -> None:
    """It is that of all devices at once, and all other options stay."""
    home = local_home
    assert await _go_to(dialog, "local_account") == "local_account"
    assert dialog.suggested == {"way": "auto"}
    before = home.coordinator
    await _save(dialog, way="local")
    assert home.entry.options == {**OTHER, "local_control": {"way": "local"}}
    # Who is listened to is decided when the account is loaded.
    assert home.coordinator is not before
    await _go_to(dialog, "local_account")
    assert dialog.suggested == {"way": "local"}
    await _save(dialog, way="auto")
    assert home.entry.options == OTHER


async def test_same_way_again(local_home: Home, dialog: Wizard) -> None:
    """Nothing is loaded anew where nothing is chosen."""
    home = local_home
    before = home.coordinator
    await _go_to(dialog, "local_account")
    await _save(dialog, way="auto")
    assert home.coordinator is before


async def test_way_of_a_device(local_home: Home, dialog: Wizard) -> None:
    """It goes another way than the account, until it goes the account's again."""
    home = local_home
    device_id = home.sim(LAMP).device_id
    assert await _go_to(dialog, "local_device") == "local_device"
    names = offered(dialog, "device")
    assert names[device_id] == LAMP
    assert home.sim(BEHIND_A_BRIDGE).device_id not in names
    assert list(names.values()) == sorted(names.values(), key=str.casefold)
    assert await dialog.fill_in(device=device_id) == "local_device_way"
    assert dialog.placeholders == {"device": LAMP}
    assert dialog.suggested == {"way": "account"}
    await _save(dialog, way="cloud")
    chosen = local_control(home.entry.options)
    assert chosen.way_of(device_id) is Way.CLOUD
    assert chosen.way is Way.AUTO

    await _go_to(dialog, "local_device")
    await dialog.fill_in(device=device_id)
    assert dialog.suggested == {"way": "cloud"}
    await _save(dialog, way="account")
    assert home.entry.options == OTHER


async def test_device_that_goes_meanwhile(local_home: Home, dialog: Wizard) -> None:
    """The dialog ends, and says why."""
    home = local_home
    await _go_to(dialog, "local_device")
    device_id = home.sim(LAMP).device_id
    await dialog.fill_in(device=device_id)
    home.coordinator.data.pop(device_id)
    assert await dialog.fill_in(way="cloud") == "ended: device_gone"
    assert home.entry.options == OTHER


async def test_account_without_devices(local_home: Home, dialog: Wizard) -> None:
    """There is nothing to choose."""
    home = local_home
    home.coordinator.data.clear()
    assert await _go_to(dialog, "local_device") == "ended: no_local_device"


async def test_account_that_is_not_loaded(local_home: Home, dialog: Wizard) -> None:
    """Devices are known while the account is."""
    home = local_home
    await _go_to(dialog, "local_account")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await dialog.open()
    await dialog.choose("local_control")
    assert await dialog.choose("local_device") == "ended: not_loaded"


async def test_what_is_kept_for_times_without_internet(
    local_home: Home, dialog: Wizard
) -> None:
    """It is kept until the user says otherwise."""
    home = local_home
    assert await _go_to(dialog, "keep_offline") == "keep_offline"
    assert dialog.suggested == {"keep_offline": True}
    await _save(dialog, keep_offline=False)
    assert not local_control(home.entry.options).keep_offline
    assert home.entry.options == {**OTHER, "local_control": {"keep_offline": False}}
    await _go_to(dialog, "keep_offline")
    assert dialog.suggested == {"keep_offline": False}
    await _save(dialog, keep_offline=True)
    assert home.entry.options == OTHER

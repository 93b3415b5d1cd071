"""What comes before a way is chosen."""

from unittest.mock import patch

import pytest

from custom_components.ewelink.api.auth.tokens import Tokens
from tests.home import Home
from tests.simulator.accounts import OAUTH_APP_ID

from .conftest import OpenWizard
from .wizard import Wizard

SOURCE_IP = "homeassistant.components.network.async_get_source_ip"
ADD = "POST /v2/device/add"


async def test_menu(wizard: Wizard) -> None:
    """The options are a menu."""
    assert await wizard.open() == "init"
    assert wizard.menu == [
        "add_device",
        "homes",
        "local_control",
        "teach_remote",
        "radio_sensors",
    ]
    assert await wizard.choose("homes") == "homes"


async def test_app_that_may_not_add_devices(home: Home, wizard: Wizard) -> None:
    """It is told why, and where one gets an APPID that may."""
    home.simulator.fail_next(ADD, error=407)
    await wizard.open()
    assert await wizard.choose("add_device") == "ended: cannot_add"
    assert wizard.placeholders["app_id_url"].startswith("https://")


async def test_unclear_answer(home: Home, wizard: Wizard) -> None:
    """A warning is shown, and one can go on."""
    home.simulator.fail_next(ADD, status=502)
    await wizard.open()
    assert await wizard.choose("add_device") == "unclear"
    assert await wizard.fill_in() == "mode"
    assert await wizard.fill_in() == "way"


async def test_nothing_is_added_by_asking(home: Home, wizard: Wizard) -> None:
    """The question whether devices may be added adds none."""
    before = set(home.simulator.devices)
    await wizard.open()
    assert await wizard.choose("add_device") == "mode"
    assert set(home.simulator.devices) == before


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        pytest.param("192.168.1.10", ["by_guided", "by_joined", "by_touch"], id="lan"),
        pytest.param("203.0.113.9", ["by_guided", "by_joined"], id="public"),
        pytest.param(None, ["by_guided", "by_joined"], id="none"),
    ],
)
async def test_ways_of_a_host_without_network_manager(
    wizard: Wizard, address: str | None, ways: list[str]
) -> None:
    """Only ways that this host has are offered, the best first."""
    await wizard.open()
    await wizard.choose("add_device")
    with patch(SOURCE_IP, autospec=True, return_value=address):
        await wizard.fill_in()
    assert wizard.menu == ways


async def test_account_that_is_not_loaded(home: Home, wizard: Wizard) -> None:
    """Without an account there is nothing to add a device to."""
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await wizard.open()
    assert await wizard.choose("add_device") == "ended: not_loaded"


async def test_account_that_is_unloaded_meanwhile(home: Home, wizard: Wizard) -> None:
    """The dialog ends at the next step that needs the account."""
    await wizard.begin("guided")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await wizard.choose("guided_posix") == "ended: not_loaded"


async def test_app_of_the_sign_in_page(home: Home, open_wizard: OpenWizard) -> None:
    """Such an APPID may not add devices, as the vendor's list of it says."""
    app = home.simulator.world.apps[OAUTH_APP_ID]
    pair = home.simulator.sign_in(app.app_id)
    data = {
        **home.entry.data,
        "app_id": app.app_id,
        "app_secret": app.secret,
        "auth_implementation": "mine",
        "tokens": Tokens.issue(pair.access, pair.refresh).to_dict(),
    }
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.set_up()
    wizard = open_wizard()
    assert await wizard.open() == "init"
    assert await wizard.choose("add_device") == "ended: cannot_add"

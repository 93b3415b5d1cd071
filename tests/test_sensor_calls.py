"""Tests of the calls of this month: shown, kept over restarts, forgotten in time."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.call_store import SAVE_SECONDS, STORE_KEY
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.identifiers import account_identifier
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component

from .home import Home, signed_in, until
from .simulator import Simulator
from .simulator.accounts import NEIGHBOUR

OCTOBER = "2026-10-01T00:00:00+00:00"
LOGOUT = "DELETE /v2/user/logout"


def _shown(home: Home) -> State:
    unique_id = f"{account_identifier(home.entry.data['apikey'])}_calls"
    entity_id = er.async_get(home.hass).async_get_entity_id("sensor", DOMAIN, unique_id)
    assert entity_id is not None
    state = home.hass.states.get(entity_id)
    assert state is not None
    return state


def _device(home: Home) -> dr.DeviceEntry:
    identifier = (DOMAIN, account_identifier(home.entry.data["apikey"]))
    device = dr.async_get(home.hass).async_get_device_by_identifier(
        identifier, home.entry.entry_id
    )
    assert device is not None
    return device


@pytest.fixture
def october(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Begin on an October evening, hours before the month turns."""
    freezer.move_to("2026-10-31T20:00:00+00:00")
    return freezer


async def test_count(home: Home) -> None:
    """Each call is shown at once."""
    await home.set_up()
    before = len(home.simulator.calls)
    assert _shown(home).state == str(before)
    await home.coordinator.async_refresh()

    assert len(home.simulator.calls) > before
    assert _shown(home).state == str(len(home.simulator.calls))


async def test_limit_of_an_oauth_sign_in(home: Home) -> None:
    """The vendor's page is for free APPIDs, whose quota is known."""
    data = {**home.entry.data, "auth_implementation": DOMAIN}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.set_up()

    assert _shown(home).attributes["limit"] == 50_000


async def test_no_limit_of_a_password_sign_in(home: Home) -> None:
    """Nobody knows the quota of an APPID that the vendor released."""
    await home.set_up()

    assert "limit" not in _shown(home).attributes


async def test_account_device(home: Home) -> None:
    """The account is a service, and its device tells neither its key nor its name."""
    await home.set_up()
    device = _device(home)

    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.name == "eWeLink account"
    account = home.simulator.account
    assert account.apikey not in repr(device)
    assert account.username not in repr(device)


async def test_account_device_stays(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is in no list, and yet no device that has left."""
    await home.set_up()
    for _ in range(2):
        await home.read_list(freezer)
        await home.pass_time(freezer, 70, step=10)

    assert _device(home)
    assert _shown(home).state != "unavailable"


async def test_account_device_cannot_be_removed(home: Home) -> None:
    """It goes with its entry only."""
    await home.set_up()

    assert not await async_remove_config_entry_device(
        home.hass, home.entry, _device(home)
    )


async def test_away(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The count is known while the cloud is away, and each attempt counts."""
    await home.set_up()
    await home.stop_cloud(freezer)
    before = int(_shown(home).state)
    await home.pass_time(freezer, 60)

    assert int(_shown(home).state) > before


async def test_other_accounts_have_their_own(home: Home) -> None:
    """Calls of another APPID are counted elsewhere."""
    await home.set_up()
    before = _shown(home)
    home.hass.data[DATA_SHARED].calls.count("another", home.entry.data["region"])

    assert _shown(home).last_reported == before.last_reported


@pytest.mark.parametrize("months", [1, 2])
async def test_turn_of_the_month(
    october: FrozenDateTimeFactory, home: Home, months: int
) -> None:
    """The count starts anew when a month ends in UTC, without any call."""
    await home.set_up()
    # So that no list is due by then.
    await home.coordinator.async_shutdown()
    for month in range(10, 10 + months):
        home.hass.data[DATA_SHARED].calls.count(
            home.entry.data["app_id"], home.entry.data["region"]
        )
        before = _shown(home)
        assert int(before.state) > 0
        assert before.attributes["last_reset"] == f"2026-{month}-01T00:00:00+00:00"
        october.move_to(f"2026-{month + 1}-01T00:00:01+00:00")
        async_fire_time_changed(home.hass)

        # No call could be made meanwhile, as nothing was awaited.
        assert _shown(home).state == "0"
        turned = _shown(home).attributes["last_reset"]
        assert turned == f"2026-{month + 1}-01T00:00:00+00:00"


async def test_reload(home: Home) -> None:
    """A reload forgets nothing."""
    await home.set_up()
    before = int(_shown(home).state)
    await home.reload()
    await home.later_pages()

    assert int(_shown(home).state) == len(home.simulator.calls) > before


async def test_stored_after_a_while(
    home: Home, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> None:
    """The count is written some time after the last call."""
    await home.set_up()
    assert STORE_KEY not in hass_storage
    await home.pass_time(freezer, SAVE_SECONDS + 5)
    await until(lambda: STORE_KEY in hass_storage)

    data, account = hass_storage[STORE_KEY]["data"], home.simulator.account
    assert data["calls"] == {
        account.app_id: {account.region: len(home.simulator.calls)}
    }


async def test_stored_at_the_end(home: Home, hass_storage: dict[str, Any]) -> None:
    """The count is written when Home Assistant stops."""
    await home.set_up()
    count = len(home.simulator.calls)
    await home.hass.async_stop(force=True)

    account = home.simulator.account
    calls = hass_storage[STORE_KEY]["data"]["calls"]
    assert calls == {account.app_id: {account.region: count}}


@pytest.fixture
def last_run(
    october: FrozenDateTimeFactory, simulator: Simulator, hass_storage: dict[str, Any]
) -> None:
    """Let an earlier run have counted 1234 calls in October."""
    account = simulator.account
    calls = {account.app_id: {account.region: 1234}}
    hass_storage[STORE_KEY] = {"version": 1, "data": {"month": OCTOBER, "calls": calls}}


async def test_restart(last_run: None, home: Home) -> None:
    """The count goes on where the last run ended."""
    await home.set_up()

    assert _shown(home).state == str(1234 + len(home.simulator.calls))


async def test_restart_after_a_restart(
    last_run: None, home: Home, hass_storage: dict[str, Any]
) -> None:
    """What goes on is stored with what was there."""
    await home.set_up()
    await home.hass.async_stop(force=True)

    account = home.simulator.account
    calls = hass_storage[STORE_KEY]["data"]["calls"]
    assert calls[account.app_id][account.region] == 1234 + len(home.simulator.calls)


async def test_restart_in_the_next_month(
    last_run: None, october: FrozenDateTimeFactory, hass: HomeAssistant
) -> None:
    """What was counted in the last month is over."""
    october.move_to("2026-11-01T00:00:00+00:00")
    assert await async_setup_component(hass, DOMAIN, {})

    assert hass.data[DATA_SHARED].calls.counts == {}


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param({"version": 1, "data": []}, id="odd data"),
        pytest.param({"version": 1, "data": None}, id="no data"),
        pytest.param({"version": 0, "data": {"a": 1}}, id="old"),
        pytest.param({"version": 99, "data": {"a": 1}}, id="of a newer release"),
    ],
)
async def test_store_that_cannot_be_read(
    hass: HomeAssistant, hass_storage: dict[str, Any], stored: dict[str, Any]
) -> None:
    """The count starts anew, and all else goes on."""
    hass_storage[STORE_KEY] = stored
    assert await async_setup_component(hass, DOMAIN, {})

    assert hass.data[DATA_SHARED].calls.counts == {}


async def test_removal_forgets(home: Home) -> None:
    """The count goes with the last entry that calls, and with its last call."""
    await home.set_up()
    calls = home.hass.data[DATA_SHARED].calls
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await until(lambda: home.called(LOGOUT))
    await home.hass.async_block_till_done(wait_background_tasks=True)

    assert calls.counts == {}


async def test_removal_of_one_of_two(home: Home, simulator: Simulator) -> None:
    """The count stays as long as another entry calls as the same APPID."""
    await home.set_up()
    account = simulator.world.account(NEIGHBOUR)
    assert account is not None
    data = {**signed_in(simulator, account), "app_id": home.entry.data["app_id"]}
    other = MockConfigEntry(domain=DOMAIN, unique_id=NEIGHBOUR, data=data)
    other.add_to_hass(home.hass)
    ignored = MockConfigEntry(domain=DOMAIN, source="ignore", data={})
    ignored.add_to_hass(home.hass)
    calls = home.hass.data[DATA_SHARED].calls
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=True)

    assert calls.of(simulator.account.app_id, simulator.account.region) > 0

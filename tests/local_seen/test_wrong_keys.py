"""Devices that are heard, but whose keys are not those that the account knows."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.local_keys import CHECK_SECONDS
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import heard, peer_of
from tests.test_issues import issues

LAMP, HEATER = "Kitchen lamp", "Water heater"
NEW_KEY = "00000000-0000-4000-8000-000000000001"


async def _is_paired_anew(home: Home, lan: LanSimulator, device: str) -> None:
    await lan.key(device, NEW_KEY)
    await lan.announce(device)
    await until(lambda: peer_of(home, device).hindrance)


async def _told(home: Home, freezer: FrozenDateTimeFactory) -> Any:
    """Return what is told when it was looked for."""
    await home.pass_time(freezer, CHECK_SECONDS + 5, step=5)
    return issues(home.hass).get("wrong_local_key")


async def test_device_that_was_paired_anew(
    freezer: FrozenDateTimeFactory, local_home: Home, lan: LanSimulator
) -> None:
    """The list is read for its key; where that is wrong still, the user is told."""
    home = local_home
    before = home.lists_read
    await _is_paired_anew(home, lan, LAMP)
    assert issues(home.hass) == {}
    told = await _told(home, freezer)
    assert home.lists_read == before + 1
    assert told["devices"] == LAMP
    assert told["account"] == home.entry.title

    await _is_paired_anew(home, lan, HEATER)
    assert (await _told(home, freezer))["devices"] == f"{LAMP}, {HEATER}"
    for device in (LAMP, HEATER):
        await lan.key(device, None)
        await lan.announce(device)
        await until(lambda it=device: peer_of(home, it).is_there)  # type: ignore[misc]
    assert await _told(home, freezer) is None


async def test_new_key_that_is_listed(
    freezer: FrozenDateTimeFactory, local_home: Home, lan: LanSimulator
) -> None:
    """The user is told nothing: the list has put it right."""
    await _is_paired_anew(local_home, lan, LAMP)
    local_home.simulator.change_key(LAMP, NEW_KEY)
    assert await _told(local_home, freezer) is None
    assert peer_of(local_home, LAMP).is_there


async def test_issue_that_is_cured_while_the_account_is_loaded_anew(
    freezer: FrozenDateTimeFactory, local_home: Home, lan: LanSimulator
) -> None:
    """It does not stay."""
    await _is_paired_anew(local_home, lan, LAMP)
    assert await _told(local_home, freezer)
    local_home.simulator.change_key(LAMP, NEW_KEY)
    await local_home.reload()
    await local_home.later_pages()
    assert await _told(local_home, freezer) is None


async def test_key_that_is_changed_within_the_hour_of_a_question(
    freezer: FrozenDateTimeFactory, local_home: Home, lan: LanSimulator
) -> None:
    """No list is read once more, and the device is not there meanwhile all the same."""
    home = local_home
    await heard(home, lan, LAMP)
    peer_of(home, LAMP).ask_for_key()
    await home.pass_time(freezer, CHECK_SECONDS + 5, step=5)
    before = home.lists_read

    await lan.key(LAMP, NEW_KEY)
    for state in ("on", "off", "on", "off"):
        await lan.set(LAMP, switch=state)
    await until(lambda: peer_of(home, LAMP).hindrance)
    device = home.coordinator.data[home.sim(LAMP).device_id]
    assert not device.is_local
    assert home.coordinator.standing.of(device).reason == "wrong_key"
    told = await _told(home, freezer)
    assert told["devices"] == LAMP
    assert home.lists_read == before


async def _repair(client: Any, home: Home) -> Any:
    """Go through the dialog; return how it ends."""
    issue_id = f"wrong_local_key_{home.entry.entry_id}"
    response = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id}
    )
    flow = await response.json()
    assert flow["step_id"] == "confirm"
    assert flow["description_placeholders"]["devices"] == LAMP
    response = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    return await response.json()


@pytest.fixture
async def client(local_home: Home, hass_client: ClientSessionGenerator) -> Any:
    """Return the browser of the user."""
    assert await async_setup_component(local_home.hass, "repairs", {})
    return await hass_client()


async def test_repair(local_home: Home, lan: LanSimulator, client: Any) -> None:
    """The list is read, and the issue goes where its keys are right."""
    home = local_home
    await _is_paired_anew(home, lan, LAMP)
    assert home.coordinator.wrong_keys.async_check()
    [issue] = [it for it in ir.async_get(home.hass).issues.values() if it.is_fixable]
    assert issue.translation_key == "wrong_local_key"

    result = await _repair(client, home)
    assert (result["type"], result["reason"]) == ("abort", "still_wrong")
    assert "wrong_local_key" in issues(home.hass)

    home.simulator.fail_next("GET /v2/family", status=500)
    result = await _repair(client, home)
    assert (result["type"], result["reason"]) == ("abort", "list_not_read")

    home.simulator.change_key(LAMP, NEW_KEY)
    result = await _repair(client, home)
    assert result["type"] == "create_entry"
    assert issues(home.hass) == {}


async def test_repair_of_an_account_that_is_not_loaded(
    local_home: Home, lan: LanSimulator, client: Any
) -> None:
    """It says so."""
    await _is_paired_anew(local_home, lan, LAMP)
    assert local_home.coordinator.wrong_keys.async_check()
    await local_home.hass.config_entries.async_unload(local_home.entry.entry_id)
    result = await _repair(client, local_home)
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")

"""Tests of changing how an account signs in, with all that must stay as it is."""

from collections.abc import AsyncGenerator
from typing import Any, Final

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)

from ..flow import submit, suggested, typed_by, typed_in
from ..home import Home, until
from ..simulator.accounts import NEIGHBOUR, PHONE_APP_ID
from ..simulator.canaries import PHONE_APP_SECRET

LAMP: Final = "Kitchen lamp"
LOGOUT: Final = "DELETE /v2/user/logout"
PHONE_APP: Final = {"app_id": PHONE_APP_ID, "app_secret": PHONE_APP_SECRET}


async def reconfigure(home: Home) -> ConfigFlowResult:
    """Open the menu, and choose to sign in with a password."""
    result = await home.entry.start_reconfigure_flow(home.hass)
    assert result["type"] is FlowResultType.MENU
    assert result["step_id"] == "reconfigure"
    assert result["menu_options"] == ["oauth", "app", "password_again"]
    return await submit(home.hass, result, {"next_step_id": "password_again"})


def registries(hass: HomeAssistant, entry_id: str) -> list[Any]:
    """Return all that the registries know of an entry, times aside."""
    devices = dr.async_get(hass)
    entries = dr.async_entries_for_config_entry(devices, entry_id)
    return [
        [
            (it.id, it.name, it.name_by_user, it.area_id, it.identifiers)
            for it in entries
        ],
        [
            (it.entity_id, it.id, it.unique_id, it.name, it.area_id, it.device_id)
            for it in er.async_entries_for_config_entry(er.async_get(hass), entry_id)
        ],
    ]


@pytest.fixture
async def settled(home: Home) -> AsyncGenerator[Home]:
    """Return an account that a user has made their own; it must stay so."""
    await home.set_up()
    entity_id = home.entity_id(LAMP)
    area = ar.async_get(home.hass).async_get_or_create("My own area")
    er.async_get(home.hass).async_update_entity(
        entity_id, name="My lamp", new_entity_id="switch.my_lamp", area_id=area.id
    )
    dr.async_get(home.hass).async_update_device(
        home.device(LAMP).id, name_by_user="My device", area_id=area.id
    )
    before = registries(home.hass, home.entry.entry_id)
    assert len(before[1]) > 50
    yield home
    assert registries(home.hass, home.entry.entry_id) == before
    state = home.hass.states.get("switch.my_lamp")
    assert state is not None
    assert state.state == "off"


async def test_form_knows_what_is_not_secret(settled: Home) -> None:
    """What the entry knows is filled in; the menu tells whose account it is."""
    result = await settled.entry.start_reconfigure_flow(settled.hass)
    placeholders = result["description_placeholders"]
    assert placeholders == {"account": settled.simulator.account.username}
    result = await submit(settled.hass, result, {"next_step_id": "password_again"})
    assert suggested(result) == {
        "username": settled.simulator.account.username,
        "country": "DE",
        "app_id": settled.simulator.account.app_id,
    }


async def test_another_country_and_app(settled: Home) -> None:
    """The entry goes on with the new ones; the session of the old APPID is ended."""
    result = await reconfigure(settled)
    typed = typed_in(settled.simulator, country="SG", **PHONE_APP)
    result = await submit(settled.hass, result, typed)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert settled.entry.state is ConfigEntryState.LOADED
    data = dict(settled.entry.data)
    data.pop("tokens")
    assert data.pop("store_key")
    assert data == {
        "country": "SG",
        "region": "as",
        **PHONE_APP,
        "apikey": settled.simulator.account.apikey,
    }
    await until(lambda: settled.called(LOGOUT) == 1)
    await until(lambda: settled.simulator.sessions == 1)
    [pair] = settled.simulator.cloud.tokens.live()
    assert pair.app_id == PHONE_APP_ID
    assert settled.entry.data["tokens"]["access"] == pair.access


async def test_secret_is_kept(settled: Home) -> None:
    """Who changes the country alone need not look for the secret."""
    result = await reconfigure(settled)
    typed = typed_in(settled.simulator, country="SG")
    del typed["app_secret"]
    result = await submit(settled.hass, result, typed)

    assert result["reason"] == "reconfigure_successful"
    assert settled.entry.data["country"] == "SG"
    secret = settled.simulator.account.app_secret
    assert settled.entry.data["app_secret"] == secret
    assert settled.called(LOGOUT) == 0


async def test_another_app_needs_its_secret(settled: Home) -> None:
    """The secret of one APPID is not sent with another."""
    result = await reconfigure(settled)
    typed = typed_in(settled.simulator, app_id=PHONE_APP_ID)
    del typed["app_secret"]
    calls = len(settled.simulator.calls)
    result = await submit(settled.hass, result, typed)
    assert result["errors"] == {"base": "secret_missing"}
    assert len(settled.simulator.calls) == calls

    result = await submit(settled.hass, result, typed | PHONE_APP)
    assert result["reason"] == "reconfigure_successful"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"password": "wrong"}, "wrong_password", id="password"),
        pytest.param({"app_secret": "x" * 32}, "signature_refused", id="secret"),
        pytest.param({"username": "nobody@example.com"}, "unknown_user", id="user"),
    ],
)
async def test_error_and_recovery(
    settled: Home, changes: dict[str, str], error: str
) -> None:
    """Each failure has its text, and the same flow can go on."""
    result = await reconfigure(settled)
    data = settled.entry.data
    result = await submit(settled.hass, result, typed_in(settled.simulator, **changes))
    assert result["errors"] == {"base": error}
    assert settled.entry.data is data

    result = await submit(settled.hass, result, typed_in(settled.simulator))
    assert result["reason"] == "reconfigure_successful"


async def test_account_cannot_be_swapped(settled: Home) -> None:
    """Another account is refused, and the right one can still sign in."""
    result = await reconfigure(settled)
    result = await submit(settled.hass, result, typed_by(settled.simulator, NEIGHBOUR))
    assert result["errors"] == {"base": "wrong_account"}

    result = await submit(settled.hass, result, typed_in(settled.simulator))
    assert result["reason"] == "reconfigure_successful"
    assert settled.entry.unique_id == settled.simulator.account.apikey


async def test_other_account_with_an_entry_stays_signed_in(home: Home) -> None:
    """A sign-in with the wrong account ends its session: its entry gets the new one."""
    await home.set_up()
    account = home.simulator.world.account(NEIGHBOUR)
    other = Home(home.hass, home.simulator, account)
    await other.set_up()
    result = await reconfigure(home)
    await submit(home.hass, result, typed_by(home.simulator, NEIGHBOUR))
    await home.hass.async_block_till_done(wait_background_tasks=False)

    assert other.entry.state is ConfigEntryState.LOADED
    live = {pair.access for pair in home.simulator.cloud.tokens.live()}
    assert {it.entry.data["tokens"]["access"] for it in (home, other)} == live
    assert not [
        flow
        for flow in home.hass.config_entries.flow.async_progress()
        if flow["context"]["source"] == SOURCE_REAUTH
    ]


async def test_two_flows_of_one_entry(settled: Home) -> None:
    """The flow that ends first makes the other needless."""
    settled.entry.async_start_reauth(settled.hass)
    await settled.hass.async_block_till_done(wait_background_tasks=False)
    result = await reconfigure(settled)
    flow = settled.hass.config_entries.flow
    sources = {it["context"]["source"] for it in flow.async_progress_by_handler(DOMAIN)}
    assert sources == {SOURCE_REAUTH, SOURCE_RECONFIGURE}

    result = await submit(settled.hass, result, typed_in(settled.simulator))
    assert result["reason"] == "reconfigure_successful"
    assert flow.async_progress_by_handler(DOMAIN) == []

"""Tests of signing in again."""

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.data_entry_flow import FlowResultType

from ..flow import add, submit, suggested, typed_by, typed_in
from ..home import Home
from ..simulator import Simulator
from ..simulator.accounts import NEIGHBOUR


async def _reauth(home: Home) -> ConfigFlowResult:
    """Let the cloud refuse the tokens; return the form that this starts."""
    home.simulator.kill_tokens()
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    return await home.hass.config_entries.flow.async_configure(flow["flow_id"])


def _typed_again(simulator: Simulator, **changes: str) -> dict[str, str]:
    account = simulator.account
    return {"username": account.username, "password": account.password, **changes}


async def test_reauth(home: Home) -> None:
    """A new sign-in brings the entry back."""
    result = await _reauth(home)
    assert suggested(result) == {"username": home.simulator.account.username}

    result = await submit(home.hass, result, _typed_again(home.simulator))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert result["translation_domain"] == "homeassistant"
    assert home.entry.state is ConfigEntryState.LOADED
    [pair] = home.simulator.cloud.tokens.live()
    assert home.entry.data["tokens"]["access"] == pair.access


async def test_reauth_wrong_password_and_recovery(home: Home) -> None:
    """A mistyped password is no reason to start again."""
    result = await _reauth(home)
    typed = _typed_again(home.simulator, password="wrong")
    result = await submit(home.hass, result, typed)
    assert result["errors"] == {"base": "wrong_password"}

    result = await submit(home.hass, result, _typed_again(home.simulator))
    assert result["reason"] == "reauth_successful"


async def test_reauth_of_another_account(home: Home) -> None:
    """The entry keeps its account, and the right one can still sign in."""
    result = await _reauth(home)
    data = home.entry.data
    other = typed_by(home.simulator, NEIGHBOUR)
    typed = _typed_again(
        home.simulator, username=other["username"], password=other["password"]
    )
    result = await submit(home.hass, result, typed)

    assert result["errors"] == {"base": "wrong_account"}
    assert home.entry.data == data

    result = await submit(home.hass, result, _typed_again(home.simulator))
    assert result["reason"] == "reauth_successful"
    assert home.entry.state is ConfigEntryState.LOADED


async def test_new_sign_in_cures_an_entry_that_was_refused(home: Home) -> None:
    """Adding an account again does what signing in again does."""
    await _reauth(home)
    result = await add(home.hass, typed_in(home.simulator))

    assert result["reason"] == "already_configured"
    assert home.entry.state is ConfigEntryState.LOADED
    assert not home.hass.config_entries.flow.async_progress()

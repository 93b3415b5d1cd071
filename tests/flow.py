"""Steps through the flow that adds an account."""

from typing import Any

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from .simulator import Simulator

LOGIN = "POST /v2/user/login"


def typed_in(simulator: Simulator, **changes: Any) -> dict[str, Any]:
    """Return what a user types to sign in."""
    account = simulator.account
    return {
        "username": account.username,
        "password": account.password,
        "country": "DE",
        "app_id": account.app_id,
        "app_secret": account.app_secret,
        **changes,
    }


async def start(hass: HomeAssistant) -> ConfigFlowResult:
    """Go to the form by the menu."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.MENU
    assert result["menu_options"] == ["oauth", "password", "diy"]
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": "password"}
    )


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    """Fill in a form, and wait for what follows."""
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], user_input
    )
    await hass.async_block_till_done()
    return result


async def add(hass: HomeAssistant, user_input: dict[str, Any]) -> ConfigFlowResult:
    """Sign in through the whole flow."""
    return await submit(hass, await start(hass), user_input)


def suggested(result: ConfigFlowResult) -> dict[str, Any]:
    """Return what a form is filled in with."""
    schema = result["data_schema"]
    assert schema is not None
    return {
        str(key): key.description["suggested_value"]
        for key in schema.schema
        if key.description and "suggested_value" in key.description
    }


def typed_by(simulator: Simulator, apikey: str, **changes: Any) -> dict[str, Any]:
    """Return what another user types to sign in."""
    account = simulator.world.account(apikey)
    assert account is not None
    return typed_in(
        simulator,
        username=account.username or account.phone,
        password=account.password,
        **changes,
    )


def logins(simulator: Simulator) -> list[str]:
    """Return the regions that were asked to sign in, one after the other."""
    return [call.region for call in simulator.calls if call.interface == LOGIN]

"""Tests of the sign-in that is offered when devices are in the network."""

from ipaddress import ip_address

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_USER,
    SOURCE_ZEROCONF,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo

from .flow import add, submit, typed_in
from .home import Home

pytestmark = pytest.mark.usefixtures("quick")


async def discover(hass: HomeAssistant, device: str = "1000abcdef") -> ConfigFlowResult:
    """Let a device tell of itself."""
    info = ZeroconfServiceInfo(
        ip_address=ip_address("192.0.2.7"),
        ip_addresses=[ip_address("192.0.2.7")],
        port=8081,
        hostname=f"eWeLink_{device}.local.",
        type="_ewelink._tcp.local.",
        name=f"eWeLink_{device}._ewelink._tcp.local.",
        properties={"id": device, "type": "plug", "encrypt": "true"},
    )
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=info
    )


async def test_sign_in_is_offered(home: Home) -> None:
    """A device in the network leads to the account."""
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    result = await discover(home.hass)
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "oauth_discovery"

    result = await submit(home.hass, result, {})
    assert result["type"] is FlowResultType.MENU
    result = await submit(home.hass, result, {"next_step_id": "password"})
    result = await submit(home.hass, result, typed_in(home.simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].unique_id == home.simulator.account.apikey


async def test_many_devices_make_one_offer(hass_at_simulator: HomeAssistant) -> None:
    """The second device asks for nothing more."""
    await discover(hass_at_simulator)
    result = await discover(hass_at_simulator, "1000abcde0")
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_in_progress"


async def test_no_offer_beside_an_account(home: Home) -> None:
    """Where an account is set up, nothing is offered."""
    result = await discover(home.hass)
    assert result["reason"] == "already_configured"


async def test_offer_that_was_dismissed(hass_at_simulator: HomeAssistant) -> None:
    """Who does not want it is not asked again."""
    flow = hass_at_simulator.config_entries.flow
    result = await discover(hass_at_simulator)
    [progress] = flow.async_progress()
    await flow.async_init(
        DOMAIN,
        context={"source": SOURCE_IGNORE},
        data={"unique_id": progress["context"]["unique_id"], "title": "eWeLink"},
    )
    result = await discover(hass_at_simulator)
    assert result["type"] is FlowResultType.ABORT


async def test_account_can_be_added_after_a_dismissal(
    hass_at_simulator: HomeAssistant, home: Home
) -> None:
    """Who dismissed the offer can still add the account by hand."""
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await test_offer_that_was_dismissed(hass_at_simulator)
    result = await add(hass_at_simulator, typed_in(home.simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    sources = {
        it.source for it in hass_at_simulator.config_entries.async_entries(DOMAIN)
    }
    assert sources == {SOURCE_IGNORE, SOURCE_USER}

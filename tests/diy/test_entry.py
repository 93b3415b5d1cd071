"""The one entry of devices in DIY mode: how it comes, and that no cloud knows of it."""

from ipaddress import ip_address
from types import MappingProxyType
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.ewelink.api.lan.record import SERVICE
from custom_components.ewelink.const import DIY_UNIQUE_ID, DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    SOURCE_ZEROCONF,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.discovery_flow import DiscoveryKey
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from homeassistant.setup import async_setup_component
from tests.home import Home

from .network import DiyNetwork

PLAIN = {"id": "1000abcdef", "type": "diy_plug", "data1": '{"switch":"on"}'}
SEALED = {"id": "1000abcde0", "type": "plug", "encrypt": "true"}


async def discover(
    hass: HomeAssistant, told: dict[str, Any], name: str = "eWeLink_1000abcdef"
) -> ConfigFlowResult:
    """Let a device tell of itself."""
    info = ZeroconfServiceInfo(
        ip_address=ip_address("192.0.2.7"),
        ip_addresses=[ip_address("192.0.2.7")],
        port=8081,
        hostname=f"{name}.local.",
        type=SERVICE,
        name=f"{name}.{SERVICE}",
        properties=told,
    )
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=info
    )


async def by_hand(hass: HomeAssistant) -> ConfigFlowResult:
    """Choose DIY mode in the menu."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": "diy"}
    )


async def confirm(hass: HomeAssistant, result: ConfigFlowResult) -> ConfigFlowResult:
    """Go on."""
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "diy"
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {})
    await hass.async_block_till_done()
    return result


async def test_added_by_hand(hass_at_simulator: HomeAssistant) -> None:
    """The menu leads to it, once."""
    hass = hass_at_simulator
    result = await confirm(hass, await by_hand(hass))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Devices in DIY mode"
    assert result["data"] == {}
    entry = result["result"]
    assert entry.unique_id == DIY_UNIQUE_ID
    assert entry.state is ConfigEntryState.LOADED
    assert entry.supports_options

    result = await by_hand(hass)
    assert (result["type"], result["reason"]) == (
        FlowResultType.ABORT,
        "diy_configured",
    )


async def test_name_in_the_language_of_the_home(
    hass_at_simulator: HomeAssistant,
) -> None:
    """The entry is called as Home Assistant speaks."""
    hass_at_simulator.config.language = "de"
    result = await confirm(hass_at_simulator, await by_hand(hass_at_simulator))
    assert result["title"] == "Geräte im DIY-Modus"


async def test_offered_when_heard(hass_at_simulator: HomeAssistant) -> None:
    """A device in DIY mode leads to it, and the next one to nothing more."""
    hass = hass_at_simulator
    offer = await discover(hass, PLAIN)
    again = await discover(hass, {"id": "1000abcdee", "type": "plug"})
    assert again["reason"] == "already_in_progress"

    result = await confirm(hass, offer)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].unique_id == DIY_UNIQUE_ID
    assert (await discover(hass, PLAIN))["reason"] == "already_configured"


async def test_offers_beside_each_other(hass_at_simulator: HomeAssistant) -> None:
    """The offer of an account is not lost for it; it leads to DIY mode as well."""
    hass = hass_at_simulator
    account = await discover(hass, SEALED)
    assert account["step_id"] == "oauth_discovery"
    assert (await discover(hass, PLAIN))["reason"] == "already_in_progress"

    menu = await hass.config_entries.flow.async_configure(account["flow_id"], {})
    result = await hass.config_entries.flow.async_configure(
        menu["flow_id"], {"next_step_id": "diy"}
    )
    result = await confirm(hass, result)
    assert result["result"].unique_id == DIY_UNIQUE_ID
    # An account is still offered.
    assert (await discover(hass, SEALED))["step_id"] == "oauth_discovery"


async def test_hub_is_none(hass_at_simulator: HomeAssistant) -> None:
    """A hub announces in the clear, too."""
    result = await discover(hass_at_simulator, {"id": "ihost"}, "ihost-1001")
    assert result["step_id"] == "oauth_discovery"


async def test_device_of_an_account(home: Home) -> None:
    """What an account shows is not offered, whatever mode it is in."""
    await home.set_up()
    device_id = next(iter(home.coordinator.data))
    result = await discover(home.hass, PLAIN | {"id": device_id})
    assert result["reason"] == "already_configured"

    result = await discover(home.hass, PLAIN)
    assert result["step_id"] == "diy"


async def test_offer_that_was_dismissed(hass_at_simulator: HomeAssistant) -> None:
    """Who does not want it is not asked again, and can still add it by hand."""
    hass = hass_at_simulator
    await discover(hass, PLAIN)
    [progress] = hass.config_entries.flow.async_progress()
    await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_IGNORE},
        data={"unique_id": progress["context"]["unique_id"], "title": "DIY"},
    )
    assert (await discover(hass, PLAIN))["reason"] == "already_configured"
    assert (await discover(hass, SEALED))["step_id"] == "oauth_discovery"

    result = await confirm(hass, await by_hand(hass))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_nothing_to_sign_in(network: DiyNetwork) -> None:
    """A dialog that would change a sign-in ends at once."""
    await network.start("plug")
    result = await network.hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": network.entry.entry_id},
    )
    assert (result["type"], result["reason"]) == (
        FlowResultType.ABORT,
        "diy_no_sign_in",
    )


async def test_no_cloud_is_asked(network: DiyNetwork) -> None:
    """From the set-up to the end, nothing goes to a cloud."""
    plug = await network.start("plug")
    await network.call("switch.turn_on", plug, "switch")
    await network.hass.services.async_call(DOMAIN, "refresh_devices", {}, True)
    await network.hass.config_entries.async_reload(network.entry.entry_id)
    await network.appears(plug)
    assert network.state("switch", plug, "switch") == "on"
    await network.hass.config_entries.async_remove(network.entry.entry_id)
    await network.hass.async_block_till_done(wait_background_tasks=True)

    assert network.simulator.calls == []
    assert network.simulator.frames == []
    assert network.registered(plug) is None


async def test_no_account_is_shown(network: DiyNetwork) -> None:
    """There are no calls to count."""
    plug = await network.start("plug")
    entities = er.async_entries_for_config_entry(
        er.async_get(network.hass), network.entry.entry_id
    )
    assert {it.unique_id.partition("_")[0] for it in entities} == {plug}


async def test_diagnostics(network: DiyNetwork) -> None:
    """What can be attached to a report tells of no network and no calls."""
    plug = await network.start("plug")
    name = f"eWeLink_{plug}.{SERVICE}"
    heard = DiscoveryKey(domain="zeroconf", key=(SERVICE, name), version=1)
    network.hass.config_entries.async_update_entry(
        network.entry, discovery_keys=MappingProxyType({"zeroconf": (heard,)})
    )
    told = await async_get_config_entry_diagnostics(network.hass, network.entry)

    assert "calls_this_month" not in told
    assert told["homes"] == 1
    [device] = told["devices"]
    assert (device["uiid"], device["lan_type"]) == (None, "diy_plug")
    assert "canary" not in str(told)
    assert plug not in str(told)
    entry = network.registered(plug)
    assert entry is not None
    assert device == await async_get_device_diagnostics(
        network.hass, network.entry, entry
    )


@pytest.mark.parametrize("with_account", [False, True])
async def test_system_health(
    network: DiyNetwork, home: Home, *, with_account: bool
) -> None:
    """Devices are counted, and what is asked of a cloud is asked of accounts only."""
    await network.start("plug")
    if with_account:
        await home.set_up()
    else:
        await network.hass.config_entries.async_remove(home.entry.entry_id)
    assert await async_setup_component(network.hass, "system_health", {})
    info = await get_system_health_info(network.hass, DOMAIN)

    if with_account:
        assert await info.pop("can_reach_cloud") == "ok"
    counts = info["devices"].split(", ")
    assert "1 of 1 online" in counts
    assert len(counts) == 1 + with_account
    assert ("region" in info) == with_account
    if with_account:
        assert info["region"] == home.entry.data["region"]


async def test_account_is_removed_beside_it(network: DiyNetwork, home: Home) -> None:
    """The calls of an account are forgotten with it, whoever else there is."""
    plug = await network.start("plug")
    await home.set_up()
    await network.hass.config_entries.async_remove(home.entry.entry_id)
    await network.hass.async_block_till_done(wait_background_tasks=True)
    assert network.is_available(plug)

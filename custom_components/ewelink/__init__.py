"""The eWeLink integration: SONOFF and other eWeLink devices, live from the cloud."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .add_device.recovery import async_recover
from .api.auth.token_keeper import TokenKeeper
from .api.auth.tokens import Tokens
from .api.lan_link import LanLink
from .api.link import Link
from .api.local_first_link import LocalFirstLink
from .const import CONF_CLOUD_URL, CONF_TOKENS, DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .domain_data import DATA_SHARED, async_prepare_shared
from .entity_budget import EntityBudget, async_tell
from .entry_data import (
    app_of,
    async_client,
    async_forget_calls,
    async_http,
    async_sign_out,
    has_account,
    local_control,
)
from .inventory.withheld_store import WithheldStore
from .issues import AccountIssues, Source, async_delete_issues
from .known_devices import KnownDevices
from .local_changes import (
    async_devices_of,
    async_forget_all,
    async_forget_typed,
    async_place_typed,
    async_typed,
)
from .platforms import PLATFORMS
from .services import async_setup_services
from .sonofflan_beside import async_watch_sonofflan
from .summer_time import async_follow_summer_time
from .take_over.carry_out import async_take_over
from .take_over.journal import Journal
from .timer_memory import async_forget_timers

CONFIG_SCHEMA: Final = vol.Schema(
    {vol.Optional(DOMAIN): vol.Schema({vol.Optional(CONF_CLOUD_URL): cv.url})},
    extra=vol.ALLOW_EXTRA,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Prepare what all accounts share, and the actions."""
    await async_prepare_shared(hass, config.get(DOMAIN, {}).get(CONF_CLOUD_URL))
    hass.data[DATA_SHARED].local_network.async_start()
    async_recover(hass)
    async_setup_services(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: EwelinkConfigEntry) -> bool:
    """Connect an account; its first devices are there when this returns.

    Those that were known before are there without waiting for the cloud. Devices in DIY
    mode have none, and nothing to connect.
    """
    issues = AccountIssues(hass, entry)
    if has_account(entry.data):
        link: Link = await _async_cloud_link(hass, entry, issues)
    else:
        link = LanLink(
            hass.data[DATA_SHARED].local_network.lan, partial(async_typed, entry)
        )
    await async_take_over(hass, entry, link)
    coordinator = EwelinkCoordinator(hass, entry, link, issues)
    if not (is_known := await coordinator.async_start_known()):
        await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    entry.async_on_unload(async_place_typed(coordinator))
    await _async_add_entities(hass, entry, coordinator, is_listed=is_known)
    async_watch_sonofflan(hass, entry, coordinator, issues)
    if not is_known:
        coordinator.async_read_rest()
    await async_follow_summer_time(hass, entry)
    return True


async def _async_add_entities(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    coordinator: EwelinkCoordinator,
    *,
    is_listed: bool,
) -> None:
    """Set the platforms up, with as many entities enabled as Home Assistant bears."""
    budgets, inventory = hass.data[DATA_SHARED].budgets, coordinator.inventory
    budget = EntityBudget(hass, entry, inventory, budgets, is_listed=is_listed)
    budgets[entry.entry_id] = budget
    # Before all platforms and after them, whatever they are told of.
    entry.async_on_unload(inventory.async_listen_features(budget.async_begin))
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(inventory.async_listen_features(budget.async_settle))
    entry.async_on_unload(coordinator.firmware.async_listen(budget.async_listed))
    if is_listed:
        budget.async_listed()


async def _async_cloud_link(
    hass: HomeAssistant, entry: EwelinkConfigEntry, issues: AccountIssues
) -> LocalFirstLink:
    """Return the link of an account, with the newest tokens there are."""

    @callback
    def _put_into_entry(tokens: Tokens) -> None:
        if hass.config_entries.async_get_entry(entry.entry_id) is entry:
            data = {**entry.data, CONF_TOKENS: tokens.to_dict()}
            hass.config_entries.async_update_entry(entry, data=data)
        issues.async_succeeded(Source.TOKENS)

    keeper = await hass.data[DATA_SHARED].account_tokens.async_of(
        entry, async_http(hass, app_of(entry.data))
    )
    keeper.on_renewed = _put_into_entry
    keeper.on_trouble = partial(issues.async_failed, Source.TOKENS)
    client = async_client(hass, entry.data, keeper)
    lan = hass.data[DATA_SHARED].local_network.lan
    return LocalFirstLink(client, lan, local_control(entry.options).way_to)


async def async_unload_entry(hass: HomeAssistant, entry: EwelinkConfigEntry) -> bool:
    """Disconnect an account, and part from homes that were left out meanwhile."""
    await hass.data[DATA_SHARED].pairings.async_end(entry.entry_id)
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        await entry.runtime_data.async_part()
        hass.data[DATA_SHARED].list_calls.forget(entry.entry_id)
        budgets = hass.data[DATA_SHARED].budgets
        budgets.pop(entry.entry_id, None)
        if entry.disabled_by is not None:
            async_tell(hass, budgets)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: EwelinkConfigEntry) -> None:
    """Forget an account that is removed; its session ends without being waited for.

    Its devices that another account sees move there before Home Assistant deletes them.
    """
    async_delete_issues(hass, entry.entry_id)
    await WithheldStore(hass, entry.entry_id).async_remove()
    await KnownDevices(hass, entry).async_remove()
    await async_forget_timers(hass, entry.entry_id)
    await Journal(hass, entry.entry_id).async_remove()
    if DATA_SHARED not in hass.data:
        # Nothing was set up: every entry is disabled.
        await async_prepare_shared(hass, None)
    hass.data[DATA_SHARED].handed_over.pop(entry.entry_id, None)
    hass.data[DATA_SHARED].firmware.pop(entry.entry_id, None)
    async_tell(hass, hass.data[DATA_SHARED].budgets)
    if has_account(entry.data):
        keeper = await hass.data[DATA_SHARED].account_tokens.async_forget(entry)
        hass.async_create_background_task(
            _end(hass, entry.data, keeper), f"{DOMAIN} sign-out"
        )
    device_ids = async_devices_of(hass, entry)
    hass.data[DATA_SHARED].ownership.async_reassign()
    async_forget_all(hass, device_ids)


async def _end(
    hass: HomeAssistant, data: Mapping[str, Any], keeper: TokenKeeper | None
) -> None:
    """End a session, which is a call as well, and forget what its account asked."""
    await async_sign_out(hass, data, keeper)
    async_forget_calls(hass, data)
    if not any(
        has_account(it.data) for it in hass.config_entries.async_entries(DOMAIN)
    ):
        await hass.data[DATA_SHARED].history_budget.async_discard()


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: EwelinkConfigEntry, device_entry: dr.AnyDeviceEntry
) -> bool:
    """Allow the removal of a device or channel that the account no longer has."""
    if entry.state is not ConfigEntryState.LOADED:
        return False
    coordinator = entry.runtime_data
    shown = coordinator.inventory.shown
    return all(
        not shown.has(identifier) or _async_forget(coordinator, identifier)
        for domain, identifier in device_entry.identifiers
        if domain == DOMAIN
    )


@callback
def _async_forget(coordinator: EwelinkCoordinator, identifier: str) -> bool:
    """Forget a device in DIY mode that is not there; return whether it is forgotten.

    No list tells that one is gone. A channel goes with its device.
    """
    link, device = coordinator.link, coordinator.data.get(identifier)
    if device is None or not isinstance(link, LanLink):
        return False
    if coordinator.is_available(device):
        return False
    link.forget(device.id)
    async_forget_typed(coordinator.hass, coordinator.config_entry, device.id)
    coordinator.inventory.shown.async_remove(device.id)
    return True

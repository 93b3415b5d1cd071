"""Asking the user to sign an account in again: one repair, which opens the sign-in."""

from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_RECONFIGURE, ConfigEntry
from homeassistant.core import DOMAIN as HOMEASSISTANT_DOMAIN, HomeAssistant, callback
from homeassistant.data_entry_flow import FLOW_NOT_COMPLETE_STEPS
from homeassistant.helpers import issue_registry as ir

from .api.auth.tokens import Tokens
from .api.link import Link
from .const import CONF_TOKENS, DOMAIN


def is_signed_in_again(entry: ConfigEntry, link: Link) -> bool:
    """Return whether an entry holds other tokens than those that were refused."""
    services = link.cloud_services
    held = Tokens.from_dict(entry.data[CONF_TOKENS])
    return services is not None and held.is_newer_than(services.keeper.tokens)


@callback
def async_ask_to_sign_in(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Start a reauth, also where a dialog that reconfigures the entry lies open.

    Home Assistant starts none beside that, however long ago it was left.
    """
    if any(entry.async_get_active_flows(hass, {SOURCE_REAUTH})):
        return
    if any(entry.async_get_active_flows(hass, {SOURCE_RECONFIGURE})):
        hass.async_create_task(_async_start(hass, entry), f"{DOMAIN} reauth")
    else:
        entry.async_start_reauth(hass)


async def _async_start(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Do what Home Assistant does, whose repair goes when the flow ends."""
    result = await hass.config_entries.flow.async_init(
        entry.domain,
        context={
            "source": SOURCE_REAUTH,
            "entry_id": entry.entry_id,
            "title_placeholders": {"name": entry.title},
            "unique_id": entry.unique_id,
        },
        data=dict(entry.data),
    )
    if result["type"] not in FLOW_NOT_COMPLETE_STEPS:
        return
    ir.async_create_issue(
        hass,
        HOMEASSISTANT_DOMAIN,
        f"config_entry_reauth_{entry.domain}_{entry.entry_id}",
        data={"flow_id": result["flow_id"]},
        is_fixable=False,
        issue_domain=entry.domain,
        severity=ir.IssueSeverity.ERROR,
        translation_key="config_entry_reauth",
        translation_placeholders={"name": entry.title},
    )

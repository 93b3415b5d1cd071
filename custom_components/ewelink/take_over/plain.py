"""What of SonoffLAN is in DIY mode: an entry of its own takes it over."""

from homeassistant.config_entries import SOURCE_IGNORE, SOURCE_SYSTEM, ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_TAKE_OVER, CONF_TAKE_OVER_PLAIN, DIY_UNIQUE_ID, DOMAIN
from .held import async_not_taken
from .plan import read_plan


@callback
def async_plain_entry(hass: HomeAssistant) -> ConfigEntry | None:
    """Return the entry of devices in DIY mode, if there is one."""
    return hass.config_entries.async_entry_for_domain_unique_id(DOMAIN, DIY_UNIQUE_ID)


async def async_hand_on(hass: HomeAssistant, stored: object) -> None:
    """Let the entry for DIY mode take over what was agreed to; it is made if needed.

    The wish is in the data of that entry from now on. What it has taken is left alone.
    """
    plan = async_not_taken(hass, read_plan(stored))
    if not plan.devices:
        return
    wish = {
        CONF_TAKE_OVER: sorted(plan.entry_ids),
        CONF_TAKE_OVER_PLAIN: plan.to_list(),
    }
    entry = async_plain_entry(hass)
    if entry is None or entry.source == SOURCE_IGNORE:
        await hass.config_entries.flow.async_init(
            DOMAIN, context={"source": SOURCE_SYSTEM}, data=wish
        )
    elif entry.disabled_by is None:
        hass.config_entries.async_update_entry(entry, data={**entry.data, **wish})
        await hass.config_entries.async_reload(entry.entry_id)

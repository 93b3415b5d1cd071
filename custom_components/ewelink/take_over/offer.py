"""What the user is asked before anything moves."""

from collections.abc import Iterable, Mapping
from typing import Final

import voluptuous as vol

from homeassistant.config_entries import SOURCE_SYSTEM, ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..api.lan_link import heard_things
from ..const import CONF_TAKE_OVER, DIY_UNIQUE_ID, DOMAIN
from ..devices.device import Device
from ..domain_data import DATA_SHARED
from .carry_out import DATA_SEEN
from .plan import Plan, make_plan
from .theirs import async_their_devices

TAKE_OVER_SCHEMA: Final = vol.Schema({vol.Required(CONF_TAKE_OVER, default=True): bool})

# In every language.
_NOTHING: Final = "-"


class Offer:
    """What of SonoffLAN an account could go on with, and the entry for DIY mode."""

    def __init__(self, hass: HomeAssistant, ours: Mapping[str, Device]) -> None:
        """Plan it."""
        self._hass = hass
        self._ours = ours
        lan = hass.data[DATA_SHARED].local_network.lan
        heard = {it.deviceid: Device(it) for it in heard_things(lan)}
        self._plain = {key: it for key, it in heard.items() if key not in ours}
        theirs = tuple(async_their_devices(hass))
        self.plan = make_plan(theirs, ours)
        concerned = [it for it in theirs if it.entry_id in self.plan.entry_ids]
        self._plain_plan = make_plan(concerned, self._plain)
        found = {it.deviceid for it in self._plain_plan.devices}
        self._diy = [it.label for it in concerned if it.deviceid in found]
        known = found | ours.keys()
        self._others = [it.label for it in concerned if it.deviceid not in known]

    @property
    def placeholders(self) -> dict[str, str]:
        """Return what the text of the form is filled in with."""
        both = (self.plan, self._plain_plan)
        return {
            "entities": str(sum(len(it.moves) for it in both)),
            "devices": str(sum(len(it.devices) for it in both)),
            "staying": _listed(name for it in both for name in it.staying),
            "diy": _listed(self._diy),
            "others": _listed(self._others),
        }

    async def async_agree(self, account_key: str) -> list[str]:
        """Keep what was shown; return the wish that goes into the account's entry.

        What is in DIY mode moves first: the account's entry disables SonoffLAN's.
        """
        seen = self._hass.data.setdefault(DATA_SEEN, {})
        seen[account_key] = self._ours
        if self._plain_plan.devices:
            seen[DIY_UNIQUE_ID] = self._plain
            await _async_take_plain(self._hass, self._plain_plan)
        return sorted(self.plan.entry_ids)


async def async_take_over_now(
    hass: HomeAssistant, entry: ConfigEntry, offer: Offer
) -> None:
    """Take over by an entry that is set up: it is loaded anew."""
    wish = await offer.async_agree(entry.unique_id or "")
    _put_wish(hass, entry, wish)
    await hass.config_entries.async_reload(entry.entry_id)


async def _async_take_plain(hass: HomeAssistant, plan: Plan) -> None:
    """Take over by the entry for DIY mode, which is made if there is none."""
    wish = sorted(plan.entry_ids)
    entry = hass.config_entries.async_entry_for_domain_unique_id(DOMAIN, DIY_UNIQUE_ID)
    if entry is not None:
        _put_wish(hass, entry, wish)
        await hass.config_entries.async_reload(entry.entry_id)
        return
    await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_SYSTEM}, data={CONF_TAKE_OVER: wish}
    )


@callback
def _put_wish(hass: HomeAssistant, entry: ConfigEntry, wish: list[str]) -> None:
    data = {**entry.data, CONF_TAKE_OVER: wish}
    hass.config_entries.async_update_entry(entry, data=data)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or _NOTHING

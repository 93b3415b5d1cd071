"""What the user is asked before anything moves."""

from collections.abc import Container, Iterable, Mapping, Set as AbstractSet
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import SOURCE_IGNORE, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..api.lan_link import heard_things
from ..const import CONF_TAKE_OVER, CONF_TAKE_OVER_PLAIN
from ..devices.device import Device
from ..domain_data import DATA_SHARED
from ..entry_data import has_account
from .carry_out import DATA_SEEN
from .journal import async_taken
from .plain import async_plain_entry
from .plan import TheirDevice, make_plan
from .theirs import async_their_devices

TAKE_OVER_SCHEMA: Final = vol.Schema({vol.Required(CONF_TAKE_OVER, default=True): bool})

# In every language.
_NOTHING: Final = "-"

type Devices = Mapping[str, Device]


class Offer:
    """What of SonoffLAN could go on here: with an account, and in DIY mode."""

    def __init__(
        self,
        hass: HomeAssistant,
        ours: Devices,
        plain: Devices,
        taken: AbstractSet[str] = frozenset(),
        also: AbstractSet[str] = frozenset(),
    ) -> None:
        """Plan it.

        ``ours`` are an account's devices, ``plain`` those in DIY mode. What is
        ``taken`` has moved before: SonoffLAN has it again if somebody has enabled it.
        ``also`` are entries of SonoffLAN that are meant in any case.
        """
        self._hass = hass
        self._ours = ours
        theirs = tuple(async_their_devices(hass))
        anew = tuple(it for it in theirs if it.deviceid not in taken)
        self.plan = make_plan(anew, ours)
        self._entry_ids = self.plan.entry_ids | _all_in(theirs, plain) | also
        involved = [it for it in theirs if it.entry_id in self._entry_ids]
        self._plain_plan = make_plan(
            (it for it in involved if it.deviceid not in taken),
            {key: it for key, it in plain.items() if key not in ours},
        )
        found = {it.deviceid for it in self._plain_plan.devices}
        known = found | ours.keys() | taken
        self._diy = [it.label for it in involved if it.deviceid in found]
        self._others = [it.label for it in involved if it.deviceid not in known]

    @property
    def placeholders(self) -> dict[str, str]:
        """Return what the text of the form is filled in with."""
        both = (self.plan, self._plain_plan)
        staying = [name for it in both for name in it.staying]
        named = _listed(staying)
        return {
            "entities": str(sum(len(it.moves) for it in both)),
            "devices": str(sum(len(it.devices) for it in both)),
            "staying": f"{len(staying)} ({named})" if staying else named,
            "diy": _listed(self._diy),
            "others": _listed(self._others),
        }

    @callback
    def async_agree(self, unique_id: str) -> dict[str, Any]:
        """Keep what was shown; return the wish that goes into the entry's data.

        What is in DIY mode is nowhere listed: its whole plan goes along.
        """
        self._hass.data.setdefault(DATA_SEEN, {})[unique_id] = self._ours
        wish: dict[str, Any] = {CONF_TAKE_OVER: sorted(self._entry_ids)}
        if self._plain_plan.devices:
            wish[CONF_TAKE_OVER_PLAIN] = self._plain_plan.to_list()
        return wish


async def async_offer_account(hass: HomeAssistant, ours: Devices) -> Offer:
    """Return what an account that is to be added could go on with."""
    return Offer(hass, ours, _plain_devices(hass), await _async_taken_plain(hass))


async def async_offer_entry(hass: HomeAssistant, entry: ConfigEntry) -> Offer:
    """Return what an entry that is set up could go on with."""
    own = await async_taken(hass, entry.entry_id)
    taken = own | await _async_taken_plain(hass)
    devices: Devices = entry.runtime_data.data
    if has_account(entry.data):
        also = _entries_with(hass, own)
        return Offer(hass, devices, _plain_devices(hass), taken, also)
    return Offer(hass, {}, devices, taken, _entries_with(hass, devices))


async def async_take_over_now(
    hass: HomeAssistant, entry: ConfigEntry, offer: Offer
) -> None:
    """Take over by an entry that is set up: it is loaded anew."""
    wish = offer.async_agree(entry.unique_id or "")
    hass.config_entries.async_update_entry(entry, data={**entry.data, **wish})
    await hass.config_entries.async_reload(entry.entry_id)


@callback
def _plain_devices(hass: HomeAssistant) -> Devices:
    """Return what is in DIY mode: heard and shown by nobody, or by its own entry.

    There is none where the user has disabled that entry.
    """
    lan = hass.data[DATA_SHARED].local_network.lan
    heard = {it.deviceid: Device(it) for it in heard_things(lan)}
    entry = async_plain_entry(hass)
    if entry is None or entry.source == SOURCE_IGNORE:
        return heard
    if entry.state is ConfigEntryState.LOADED:
        shown: Devices = entry.runtime_data.data
        return {**heard, **shown}
    return {} if entry.disabled_by else heard


async def _async_taken_plain(hass: HomeAssistant) -> frozenset[str]:
    """Return the deviceids of what the entry for DIY mode has taken over."""
    entry = async_plain_entry(hass)
    return frozenset() if entry is None else await async_taken(hass, entry.entry_id)


@callback
def _entries_with(hass: HomeAssistant, deviceids: Container[str]) -> set[str]:
    """Return SonoffLAN's entries that have one of some devices."""
    theirs = async_their_devices(hass)
    return {it.entry_id for it in theirs if it.deviceid in deviceids}


def _all_in(theirs: Iterable[TheirDevice], plain: Devices) -> set[str]:
    """Return the entries all of whose devices are in DIY mode."""
    theirs = tuple(theirs)
    others = {it.entry_id for it in theirs if it.deviceid not in plain}
    return {it.entry_id for it in theirs} - others


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or _NOTHING

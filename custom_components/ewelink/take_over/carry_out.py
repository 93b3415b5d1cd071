"""Taking over: off with SonoffLAN, then all moves, then on with ours."""

from collections.abc import Iterable, Mapping, Set as AbstractSet
import logging

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryDisabler,
    OperationNotAllowed,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import entity_sources
from homeassistant.util.hass_dict import HassKey

from ..api.errors import EwelinkError
from ..api.link import Link
from ..const import CONF_TAKE_OVER, CONF_TAKE_OVER_PLAIN, DOMAIN
from ..devices.device import Device
from ..entry_data import has_account, left_out_homes
from ..errors import setup_error
from .give_back import async_give
from .held import async_holds_any, async_not_taken
from .journal import (
    Journal,
    Record,
    Way,
    async_taken,
    async_wait_until_written,
    async_write_entries,
)
from .moves import Taking
from .ours import async_read_ours
from .plain import async_hand_on
from .plan import Plan, make_plan, read_plan
from .theirs import async_their_devices

_LOGGER = logging.getLogger(__name__)

# What the user has seen in the dialog, by account: no list is read for it again.
DATA_SEEN: HassKey[dict[str, Mapping[str, Device]]] = HassKey(f"{DOMAIN}.take_over")


async def async_take_over(hass: HomeAssistant, entry: ConfigEntry, link: Link) -> None:
    """Take over what the user has agreed to, before anything of ours is registered.

    Raises ConfigEntryNotReady where that has to wait, ConfigEntryError once all was
    given back.
    """
    journal = Journal(hass, entry.entry_id)
    record = await journal.async_load()
    if record is not None and record.way is Way.GIVE:
        await async_give(hass, entry, record)
        raise ConfigEntryError(
            translation_domain=DOMAIN, translation_key="given_back_to_sonofflan"
        )
    taken = record.plan if record is not None else Plan()
    if record is not None and record.is_open:
        left = [it for it in taken.entry_ids if async_holds_any(hass, taken, it)]
        await _async_switch_off(hass, left)
        _async_take(hass, entry, journal, taken)
    if wish := frozenset(entry.data.get(CONF_TAKE_OVER, ())):
        await _async_take_anew(hass, entry, link, wish)
    _forget_wish(hass, entry)


async def _async_take_anew(
    hass: HomeAssistant, entry: ConfigEntry, link: Link, wish: AbstractSet[str]
) -> None:
    """Take over what entries of SonoffLAN have now."""
    if has_account(entry.data):
        # Whatever happens now, this entry and its wish are stored with the other one.
        await async_hand_on(hass, entry.data.get(CONF_TAKE_OVER_PLAIN))
    await _async_switch_off(hass, wish)
    plan = await _async_plan(hass, entry, link)
    if not plan.devices:
        return
    await _async_switch_off(hass, plan.entry_ids - wish)
    journal = Journal(hass, entry.entry_id)
    plan = _joined(await journal.async_load(), plan)
    await async_write_entries(hass)
    await journal.async_save(Record(Way.TAKE, plan))
    _async_take(hass, entry, journal, plan)


@callback
def _async_take(
    hass: HomeAssistant, entry: ConfigEntry, journal: Journal, plan: Plan
) -> None:
    moved = Taking(hass, entry).async_take(plan)
    _LOGGER.info(
        "Took over %d entities of %d devices from SonoffLAN", moved, len(plan.devices)
    )
    entry.async_create_background_task(
        hass,
        _close(hass, journal, Record(Way.TAKE, Plan(plan.devices))),
        f"{DOMAIN} take-over",
    )


async def _async_plan(hass: HomeAssistant, entry: ConfigEntry, link: Link) -> Plan:
    """Return what is to move: what was planned for DIY mode, else what is listed."""
    if not has_account(entry.data):
        return async_not_taken(hass, read_plan(entry.data.get(CONF_TAKE_OVER_PLAIN)))
    seen = hass.data.get(DATA_SEEN, {}).pop(entry.unique_id or "", None)
    if seen is None:
        try:
            seen = await async_read_ours(link, left_out_homes(entry.options))
        except EwelinkError as err:
            raise setup_error(err) from err
    taken = await async_taken(hass, entry.entry_id)
    theirs = (it for it in async_their_devices(hass) if it.deviceid not in taken)
    return make_plan(theirs, seen)


def _joined(record: Record | None, plan: Plan) -> Plan:
    """Return what was taken before and what is taken now."""
    if record is None:
        return plan
    anew = {it.id for it in plan.devices}
    kept = tuple(it for it in record.plan.devices if it.id not in anew)
    return Plan(kept + plan.devices)


@callback
def _forget_wish(hass: HomeAssistant, entry: ConfigEntry) -> None:
    wish = {CONF_TAKE_OVER, CONF_TAKE_OVER_PLAIN}
    if wish & entry.data.keys():
        data = {key: it for key, it in entry.data.items() if key not in wish}
        hass.config_entries.async_update_entry(entry, data=data)


async def _async_switch_off(hass: HomeAssistant, entry_ids: Iterable[str]) -> None:
    """Disable entries of SonoffLAN by the user's hand, and await that they are off."""
    for entry_id in entry_ids:
        if (entry := hass.config_entries.async_get_entry(entry_id)) is None:
            continue
        by_user = ConfigEntryDisabler.USER
        try:
            await hass.config_entries.async_set_disabled_by(entry_id, by_user)
        except OperationNotAllowed:
            _LOGGER.debug("SonoffLAN cannot be unloaded")
        async with entry.setup_lock:
            # Somebody else may have begun it.
            pass
        if _is_loaded(hass, entry_id):
            raise ConfigEntryNotReady(
                translation_domain=DOMAIN, translation_key="sonofflan_not_unloaded"
            )


def _is_loaded(hass: HomeAssistant, entry_id: str) -> bool:
    """Return whether an entity of SonoffLAN is still in use."""
    used = entity_sources(hass)
    found = er.async_entries_for_config_entry(er.async_get(hass), entry_id)
    return any(it.entity_id in used for it in found)


async def _close(hass: HomeAssistant, journal: Journal, record: Record) -> None:
    """Keep the record for the way back alone, once it need not be carried out again."""
    await async_wait_until_written(hass, record.plan)
    # More may have been taken since.
    if await journal.async_load() == record:
        await journal.async_save(record.closed)

"""Taking over and giving back: off with the one, all moves, on with the other."""

import asyncio
from collections.abc import Iterable, Mapping, Set as AbstractSet
import logging
from typing import Final

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
    OperationNotAllowed,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import entity_sources
from homeassistant.util.hass_dict import HassKey

from ..api.errors import EwelinkError
from ..api.link import Link
from ..const import CONF_TAKE_OVER, DOMAIN
from ..devices.device import Device
from ..entry_data import left_out_homes
from ..errors import setup_error
from .back import GivingBack, async_way_back
from .journal import Journal, Record, Way, async_is_written
from .moves import Taking
from .ours import async_read_ours
from .plan import Plan, make_plan
from .theirs import async_their_devices

_LOGGER = logging.getLogger(__name__)

# The registries are written ten seconds after a change, while Home Assistant starts
# three minutes after it.
LOOK_SECONDS: Final = 20

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
        await _async_give(hass, entry, journal, record)
        raise ConfigEntryError(
            translation_domain=DOMAIN, translation_key="given_back_to_sonofflan"
        )
    taken = record.plan if record is not None else Plan()
    if record is not None and record.is_open:
        left = [it for it in taken.entry_ids if _is_left(hass, taken, it)]
        await _async_switch_off(hass, left)
        _async_take(hass, entry, journal, taken)
    wish = set(entry.data.get(CONF_TAKE_OVER, ()))
    if record is None or not record.is_open or wish - taken.entry_ids:
        await _async_take_anew(hass, entry, link, wish)
    _forget_wish(hass, entry)


async def _async_take_anew(
    hass: HomeAssistant, entry: ConfigEntry, link: Link, wish: AbstractSet[str]
) -> None:
    """Take over what entries of SonoffLAN have now, if the user wishes it."""
    if not wish:
        return
    await _async_switch_off(hass, wish)
    plan = await _async_plan(hass, entry, link)
    if not plan.devices:
        return
    await _async_switch_off(hass, plan.entry_ids - wish)
    journal = Journal(hass, entry.entry_id)
    plan = _joined(await journal.async_load(), plan)
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


async def async_give_back(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Give back to SonoffLAN what was taken over, and let it run again."""
    journal = Journal(hass, entry.entry_id)
    if (record := await journal.async_load()) is None:
        return
    if entry.state is ConfigEntryState.LOADED:
        await hass.config_entries.async_unload(entry.entry_id)
    record = Record(Way.GIVE, async_way_back(hass, record.plan))
    await journal.async_save(record)
    await _async_give(hass, entry, journal, record)


async def async_can_give_back(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether something was taken over, and SonoffLAN's entry is still there."""
    record = await Journal(hass, entry.entry_id).async_load()
    if record is None or record.way is Way.GIVE:
        return False
    return bool(_still_there(hass, record.plan).devices)


async def _async_plan(hass: HomeAssistant, entry: ConfigEntry, link: Link) -> Plan:
    seen = hass.data.get(DATA_SEEN, {}).pop(entry.unique_id or "", None)
    if seen is None:
        try:
            seen = await async_read_ours(link, left_out_homes(entry.options))
        except EwelinkError as err:
            raise setup_error(err) from err
    return make_plan(async_their_devices(hass), seen)


def _joined(record: Record | None, plan: Plan) -> Plan:
    """Return what was taken before and what is taken now."""
    if record is None:
        return plan
    anew = {it.id for it in plan.devices}
    kept = tuple(it for it in record.plan.devices if it.id not in anew)
    return Plan(kept + plan.devices)


@callback
def _forget_wish(hass: HomeAssistant, entry: ConfigEntry) -> None:
    if CONF_TAKE_OVER in entry.data:
        data = {key: it for key, it in entry.data.items() if key != CONF_TAKE_OVER}
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


def _is_left(hass: HomeAssistant, plan: Plan, entry_id: str) -> bool:
    """Return whether something that a plan moves is an entry's."""
    registry, devices = er.async_get(hass), dr.async_get(hass)
    held = (devices.async_get(it.id) for it in plan.devices)
    found = (registry.async_get(it.id) for it in plan.moves)
    return any(
        it is not None and it.config_entry_id == entry_id for it in (*held, *found)
    )


def _is_loaded(hass: HomeAssistant, entry_id: str) -> bool:
    """Return whether an entity of SonoffLAN is still in use."""
    used = entity_sources(hass)
    found = er.async_entries_for_config_entry(er.async_get(hass), entry_id)
    return any(it.entity_id in used for it in found)


async def _async_give(
    hass: HomeAssistant, entry: ConfigEntry, journal: Journal, record: Record
) -> None:
    """Make the moves back, and let SonoffLAN run; ours rests from now on.

    Ours is disabled only when the registries' files hold it: until then it may have to
    be done again.
    """
    plan = _still_there(hass, record.plan)
    if _is_left(hass, plan, entry.entry_id):
        for entry_id in plan.entry_ids:
            their = hass.config_entries.async_get_known_entry(entry_id)
            if their.state is ConfigEntryState.LOADED:
                await hass.config_entries.async_unload(entry_id)
        given = GivingBack(hass, entry).async_give(plan)
        _LOGGER.info(
            "Gave %d entities of %d devices back to SonoffLAN", given, len(plan.devices)
        )
        for entry_id in plan.entry_ids:
            await _async_switch_on(hass, entry_id)
    hass.async_create_background_task(
        _rest(hass, entry, journal, record), f"{DOMAIN} give-back"
    )


async def _async_switch_on(hass: HomeAssistant, entry_id: str) -> None:
    """Let an entry of SonoffLAN run."""
    entry = hass.config_entries.async_get_known_entry(entry_id)
    if entry.disabled_by is not None:
        await hass.config_entries.async_set_disabled_by(entry_id, None)
    elif entry.state is ConfigEntryState.NOT_LOADED:
        await hass.config_entries.async_setup(entry_id)


def _still_there(hass: HomeAssistant, plan: Plan) -> Plan:
    """Return what can go back: SonoffLAN's entry may be deleted by now."""
    find = hass.config_entries.async_get_entry
    return Plan(tuple(it for it in plan.devices if find(it.entry_id) is not None))


async def _wait_until_written(hass: HomeAssistant, plan: Plan) -> None:
    while not await async_is_written(hass, plan):  # noqa: ASYNC110 - files tell nobody
        await asyncio.sleep(LOOK_SECONDS)


async def _close(hass: HomeAssistant, journal: Journal, record: Record) -> None:
    """Keep the record for the way back alone, once it need not be carried out again."""
    await _wait_until_written(hass, record.plan)
    # More may have been taken since.
    if await journal.async_load() == record:
        await journal.async_save(record.closed)


async def _rest(
    hass: HomeAssistant, entry: ConfigEntry, journal: Journal, record: Record
) -> None:
    """Disable our own entry once nothing need be done again."""
    await _wait_until_written(hass, record.plan)
    if hass.config_entries.async_get_entry(entry.entry_id) is not entry:
        return
    await journal.async_remove()
    if entry.disabled_by is None:
        by_user = ConfigEntryDisabler.USER
        await hass.config_entries.async_set_disabled_by(entry.entry_id, by_user)

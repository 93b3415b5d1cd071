"""Giving back: off with ours, then all moves, then on with SonoffLAN."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
import logging

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant

from ..const import DOMAIN
from .back import GivingBack, async_way_back
from .held import async_holds_any
from .journal import (
    Journal,
    Record,
    Way,
    async_wait_until_written,
    async_write_entries,
)
from .plan import Plan

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """What an entry of ours gives back."""

    entry: ConfigEntry
    record: Record


async def async_give_back(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Give back to SonoffLAN what was taken over, and let it run again."""
    record = await Journal(hass, entry.entry_id).async_load()
    if record is not None:
        part = await _async_begin(hass, entry, record)
        await async_give(hass, part.entry, part.record)


async def async_can_give_back(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether something was taken over, and SonoffLAN's entry is still there."""
    record = await Journal(hass, entry.entry_id).async_load()
    if record is None or record.way is Way.GIVE:
        return False
    return bool(_still_there(hass, record.plan).devices)


async def async_give(hass: HomeAssistant, entry: ConfigEntry, record: Record) -> None:
    """Make the moves back, and let SonoffLAN run; ours rests from now on.

    SonoffLAN is on for all its devices or for none: what other entries of ours have
    taken from the same entry of it goes back as well.
    """
    own = _Part(entry, record)
    parts = [own, *[it async for it in _async_others(hass, own)]]
    plans = [_still_there(hass, it.record.plan) for it in parts]
    entry_ids = frozenset(it for plan in plans for it in plan.entry_ids)
    if any(
        async_holds_any(hass, plan, part.entry.entry_id)
        for part, plan in zip(parts, plans, strict=True)
    ):
        await _async_unload_theirs(hass, entry_ids)
        given = sum(
            GivingBack(hass, part.entry).async_give(plan)
            for part, plan in zip(parts, plans, strict=True)
        )
        count = sum(len(plan.devices) for plan in plans)
        _LOGGER.info("Gave %d entities of %d devices back to SonoffLAN", given, count)
    for entry_id in entry_ids:
        await _async_switch_on(hass, entry_id)
    for part in parts:
        hass.async_create_background_task(_rest(hass, part), f"{DOMAIN} give-back")


async def _async_begin(
    hass: HomeAssistant, entry: ConfigEntry, record: Record
) -> _Part:
    """Let an entry of ours be off, and store that it gives back."""
    if entry.state is ConfigEntryState.LOADED:
        await hass.config_entries.async_unload(entry.entry_id)
    record = Record(Way.GIVE, async_way_back(hass, record.plan))
    await Journal(hass, entry.entry_id).async_save(record)
    return _Part(entry, record)


async def _async_others(hass: HomeAssistant, own: _Part) -> AsyncIterator[_Part]:
    """Yield what other entries of ours have of the same entries of SonoffLAN."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        record = await Journal(hass, entry.entry_id).async_load()
        if record is None or entry is own.entry:
            continue
        if record.plan.entry_ids.isdisjoint(own.record.plan.entry_ids):
            continue
        if record.way is Way.GIVE:
            # It waits for nobody, and neither may it be waited for.
            yield _Part(entry, record)
            continue
        async with entry.setup_lock:
            # It may be about to be set up.
            pass
        yield await _async_begin(hass, entry, record)


async def _async_unload_theirs(hass: HomeAssistant, entry_ids: frozenset[str]) -> None:
    for entry_id in entry_ids:
        their = hass.config_entries.async_get_known_entry(entry_id)
        if their.state is ConfigEntryState.LOADED:
            await hass.config_entries.async_unload(entry_id)


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


async def _rest(hass: HomeAssistant, part: _Part) -> None:
    """Disable our own entry once nothing need be done again.

    Until then the registries' files may not hold the moves, and after it nothing tells
    any more that there were some.
    """
    entry = part.entry
    await async_wait_until_written(hass, part.record.plan)
    if hass.config_entries.async_get_entry(entry.entry_id) is not entry:
        return
    if entry.disabled_by is None:
        by_user = ConfigEntryDisabler.USER
        await hass.config_entries.async_set_disabled_by(entry.entry_id, by_user)
    await async_write_entries(hass)
    await Journal(hass, entry.entry_id).async_remove()

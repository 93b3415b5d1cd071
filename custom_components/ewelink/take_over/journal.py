"""What is moved or was, kept until the registries' own files hold it, and longer."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
import logging
from typing import Any, Final, Self, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..private_store import PrivateStore
from .held import async_held
from .plan import Plan

_LOGGER = logging.getLogger(__name__)

# The registries are written ten seconds after a change, while Home Assistant starts
# three minutes after it.
LOOK_SECONDS: Final = 20

# What of an entity, and of a device, the moves change.
_OF_ENTITIES: Final = ("area_id", "config_entry_id", "device_id", "platform")
_OF_DEVICES: Final = ("area_id", "config_entry_id")


class Way(StrEnum):
    """Whither it is moved."""

    TAKE = "take"
    GIVE = "give"


@dataclass(frozen=True, slots=True)
class Record:
    """The plan, and whether it may still have to be carried out again."""

    way: Way
    plan: Plan
    is_open: bool = True

    @property
    def closed(self) -> Self:
        """Return the record of what is carried out for good."""
        return replace(self, is_open=False)


class Journal:
    """The record of one entry of ours."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read yet."""
        self._store = PrivateStore(hass, f"{DOMAIN}.take_over.{entry_id}")

    async def async_load(self) -> Record | None:
        """Return the record, None where there is none that can be read."""
        try:
            if (stored := await self._store.async_load()) is None:
                return None
            way, plan = Way(stored["way"]), Plan.from_list(stored["devices"])
        except HomeAssistantError, OSError, KeyError, TypeError, ValueError:
            _LOGGER.warning("It is not known any more what was taken over")
            return None
        return Record(way, plan, bool(stored.get("open")))

    async def async_save(self, record: Record) -> None:
        """Write the record at once."""
        await self._store.async_save(
            {
                "way": record.way,
                "open": record.is_open,
                "devices": record.plan.to_list(),
            }
        )

    async def async_remove(self) -> None:
        """Delete the record."""
        await self._store.async_remove()


async def async_taken(hass: HomeAssistant, entry_id: str) -> frozenset[str]:
    """Return the deviceids of what an entry of ours has taken over and still has."""
    record = await Journal(hass, entry_id).async_load()
    if record is None or record.way is Way.GIVE:
        return frozenset()
    return async_held(hass, record.plan, entry_id)


async def async_is_written(hass: HomeAssistant, plan: Plan) -> bool:
    """Return whether the registries' files hold what the registries do of a plan."""
    ids = {it.id for it in plan.devices}
    entity_ids = {it.id for move in plan.devices for it in move.entities}
    entity_ids.update(it for move in plan.devices for it in move.stay)
    devices, entities = dr.async_get(hass), er.async_get(hass)
    written = {
        **await _read(hass, dr.STORAGE_VERSION_MAJOR, dr.STORAGE_KEY, "devices"),
        **await _read(hass, er.STORAGE_VERSION_MAJOR, er.STORAGE_KEY, "entities"),
    }
    return all(
        _is_same(written.get(it), devices.async_get(it), _OF_DEVICES) for it in ids
    ) and all(
        _is_same(written.get(it), entities.async_get(it), _OF_ENTITIES)
        for it in entity_ids
    )


async def async_write_entries(hass: HomeAssistant) -> None:
    """Write all entries now, which Home Assistant would a second later.

    The registries may be written sooner than that, and at a start nothing stays in
    them of an entry that no file holds.
    """
    entries = hass.config_entries
    # No public way leads there. Should the private one be gone, it is that second.
    with suppress(AttributeError):
        await entries._store.async_save(entries._data_to_save())  # noqa: SLF001


async def async_wait_until_written(hass: HomeAssistant, plan: Plan) -> None:
    """Wait until the registries' files hold what the registries do of a plan."""
    while not await async_is_written(hass, plan):  # noqa: ASYNC110 - files tell nobody
        await asyncio.sleep(LOOK_SECONDS)


def _is_same(
    written: dict[str, Any] | None, held: object | None, keys: tuple[str, ...]
) -> bool:
    if held is None or written is None:
        return held is None and written is None
    return all(written.get(key) == getattr(held, key) for key in keys)


class _File(Store[dict[str, Any]]):
    """A registry's file, whatever version of Home Assistant has written it."""

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Read it as it is."""
        return old_data


async def _read(
    hass: HomeAssistant, version: int, key: str, what: str
) -> dict[str, dict[str, Any]]:
    minor = er.STORAGE_VERSION_MINOR if what == "entities" else dr.STORAGE_VERSION_MINOR
    try:
        file = _File(hass, version, key, minor_version=minor, read_only=True)
        stored = await file.async_load() or {}
    except HomeAssistantError, OSError:
        return {}
    return {it["id"]: it for it in stored.get(what, ())}

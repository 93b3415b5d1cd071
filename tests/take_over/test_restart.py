"""Tests of a crash after which some of the files are older than others."""

import json
from typing import Any

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.take_over import give_back
from custom_components.ewelink.take_over.journal import Journal, Record, Way
from custom_components.ewelink.take_over.moves import Taking
from custom_components.ewelink.take_over.plan import Plan
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.json import json_bytes

from .house import OURS, STAYING, House


async def test_plan_is_stored_whole(house: House) -> None:
    """What is read again is what was written."""
    result = await house.sign_in()
    flows = house.hass.config_entries.flow._progress
    plan = flows[result["flow_id"]]._offered.offer.plan  # type: ignore[attr-defined]
    journal = Journal(house.hass, "entry")
    await journal.async_save(Record(Way.TAKE, plan))

    record = await Journal(house.hass, "entry").async_load()
    assert record == Record(Way.TAKE, Plan(plan.devices))


@pytest.mark.parametrize("stored", [{"way": "up"}, {"way": "take", "devices": [{}]}])
async def test_unreadable_journal(house: House, stored: dict[str, Any]) -> None:
    """What cannot be read is as if it were not there."""
    journal = Journal(house.hass, "entry")
    await journal._store.async_save(stored)

    assert await Journal(house.hass, "entry").async_load() is None


async def test_journal_is_there_before_the_first_move(
    house: House, monkeypatch: pytest.MonkeyPatch, hass_storage: dict[str, Any]
) -> None:
    """Without it nothing moves."""
    found: list[str] = []
    take = Taking.async_take

    def _take(self: Taking, plan: Plan) -> int:
        found.extend(hass_storage)
        return take(self, plan)

    monkeypatch.setattr(Taking, "async_take", _take)
    await house.move()

    assert f"{DOMAIN}.take_over.{house.our_entry.entry_id}" in found


async def test_entries_are_there_before_the_first_move(
    house: House, monkeypatch: pytest.MonkeyPatch, hass_storage: dict[str, Any]
) -> None:
    """Of an entry that no file holds nothing stays in the registries at a start."""
    found: dict[str, Any] = {}
    take = Taking.async_take

    def _take(self: Taking, plan: Plan) -> int:
        stored = json.loads(json_bytes(hass_storage["core.config_entries"]))
        found.update({it["domain"]: it for it in stored["data"]["entries"]})
        return take(self, plan)

    monkeypatch.setattr(Taking, "async_take", _take)
    await house.move()

    assert found[DOMAIN]["entry_id"] == house.our_entry.entry_id
    assert found[DOMAIN]["data"]["take_over"] == [house.their_entry.entry_id]
    assert found["sonoff"]["disabled_by"] == "user"


async def test_only_devices_were_written(house: House) -> None:
    """Entities that were written before the move follow their devices."""
    before = house.all_theirs()
    await house.move()
    entry = house.our_entry
    await house.hass.config_entries.async_unload(entry.entry_id)
    registry = er.async_get(house.hass)
    for key, entity in before.items():
        now = registry.async_get(entity.id)
        assert now is not None
        if key in STAYING:
            registry.async_update_entity(now.entity_id, device_id=entity.device_id)
        else:
            unique_id = entity.unique_id
            registry.async_update_entity_platform(
                now.entity_id,
                "sonoff",
                new_config_entry_id=house.their_entry.entry_id,
                **({} if now.unique_id == unique_id else {"new_unique_id": unique_id}),
            )
    await house.hass.config_entries.async_setup(entry.entry_id)
    await house.settled()

    ours = house.all_ours()
    assert all(before[place].id in ours for place in OURS)
    left = house.all_theirs()
    assert left.keys() == STAYING
    assert all(it.device_id is None for it in left.values())


async def test_only_entities_were_written(house: House) -> None:
    """So do devices."""
    device = house.device("Kitchen lamp")
    assert device is not None
    await house.move()
    entry = house.our_entry
    await house.hass.config_entries.async_unload(entry.entry_id)
    registry = er.async_get(house.hass)
    kept = {it.id: it.device_id for it in house.all_ours().values()}
    for entity in house.all_ours().values():
        registry.async_update_entity(entity.entity_id, device_id=None)
    dr.async_get(house.hass).async_update_device(
        device.id,
        new_config_entry_id=house.their_entry.entry_id,
        new_identifiers=set(device.identifiers),
    )
    await house.hass.config_entries.async_setup(entry.entry_id)
    await house.settled()

    ours = house.our_device("Kitchen lamp")
    assert ours is not None
    assert ours.id == device.id
    assert {it.id: it.device_id for it in house.all_ours().values()} == kept


async def test_nothing_is_done_twice(house: House) -> None:
    """A user who enables SonoffLAN again is let be."""
    await house.move()
    entries = house.hass.config_entries
    await entries.async_set_disabled_by(house.their_entry.entry_id, None)
    await entries.async_reload(house.our_entry.entry_id)
    await house.settled()

    assert house.their_entry.state is ConfigEntryState.LOADED


async def test_removed_with_its_account(house: House) -> None:
    """The record goes with our entry."""
    await house.move()
    entry = house.our_entry
    await house.hass.config_entries.async_remove(entry.entry_id)

    assert await Journal(house.hass, entry.entry_id).async_load() is None
    assert not await give_back.async_can_give_back(house.hass, entry)

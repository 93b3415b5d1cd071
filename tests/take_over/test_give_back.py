"""Tests of the way back, and of going both ways again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from custom_components.ewelink.take_over import give_back
from custom_components.ewelink.take_over.journal import Journal, Record
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
from homeassistant.helpers.storage import Store
from tests.home import until

from .house import KEPT, House

LOOK_SECONDS = "custom_components.ewelink.take_over.journal.LOOK_SECONDS"
BACK = (*KEPT, "area_id", "config_entry_id", "device_id", "platform", "unique_id")


def _seen(house: House) -> dict[str, dict[str, object]]:
    return {
        it.id: {key: getattr(it, key) for key in BACK}
        for it in house.all_theirs().values()
    }


async def test_everything_goes_back(house: House) -> None:
    """Each entity and device is as it was, and SonoffLAN runs."""
    before, device = _seen(house), house.device("Hall switch")
    await house.move()
    result = await house.give_back()

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "given_back"
    assert _seen(house) == before
    assert house.their_entry.disabled_by is None
    assert house.their_entry.state is ConfigEntryState.LOADED
    assert house.our_entry.state is ConfigEntryState.NOT_LOADED
    after = house.device("Hall switch")
    assert device is not None
    assert after is not None
    assert (after.id, after.identifiers) == (device.id, device.identifiers)
    assert after.connections == device.connections
    lamp = house.hass.states.get(house.their("Kitchen lamp", "switch").entity_id)
    assert lamp is not None


async def test_there_and_back_and_there(house: House) -> None:
    """It can be done any number of times."""
    before = _seen(house)
    await house.move()
    moved = {key: it.unique_id for key, it in house.all_ours().items() if key in before}
    await house.give_back()
    entries = house.hass.config_entries
    our_entry = house.our_entry
    await entries.async_set_disabled_by(our_entry.entry_id, ConfigEntryDisabler.USER)
    await Journal(house.hass, our_entry.entry_id).async_remove()
    await entries.async_set_disabled_by(our_entry.entry_id, None)
    await house.settled()
    assert _seen(house) == before

    await house.confirm(await house.choose("take_over"), take_over=True)
    await house.settled()
    again = house.all_ours()
    assert {key: again[key].unique_id for key in moved} == moved

    await house.give_back()
    assert _seen(house) == before


async def test_what_the_user_set_meanwhile(house: House) -> None:
    """Area and labels of a channel's device go back to its entity."""
    mirror = house.their("Hall switch", "switch", "2")
    attic = ar.async_get(house.hass).async_get_or_create("Attic").id
    label = lr.async_get(house.hass).async_create("Nice").label_id
    await house.move()
    moved = er.async_get(house.hass).async_get(mirror.id)
    assert moved is not None
    dr.async_get(house.hass).async_update_child_device(
        moved.device_id or "", area_id=attic, labels={label}
    )
    await house.give_back()

    back = house.their("Hall switch", "switch", "2")
    assert (back.id, back.area_id, back.labels) == (mirror.id, attic, {label})


async def test_offered_while_there_is_something(house: House) -> None:
    """Not before anything was taken over, nor without SonoffLAN's entry."""
    await house.answer(await house.sign_in(), take_over=False)
    await house.settled()
    assert not await give_back.async_can_give_back(house.hass, house.our_entry)
    await house.confirm(await house.choose("take_over"), take_over=True)
    await house.settled()
    assert await give_back.async_can_give_back(house.hass, house.our_entry)
    await house.hass.config_entries.async_remove(house.their_entry.entry_id)
    assert not await give_back.async_can_give_back(house.hass, house.our_entry)


async def _write(house: House) -> None:
    """Let Home Assistant write the registries, as it does some seconds later."""
    for module in (er, dr):
        file: Store[Any] = Store(
            house.hass,
            module.STORAGE_VERSION_MAJOR,
            module.STORAGE_KEY,
            minor_version=module.STORAGE_VERSION_MINOR,
        )
        await file.async_save(module.async_get(house.hass)._data_to_save())


async def test_rests_once_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our entry is disabled as soon as the registries' files hold it, not before."""
    monkeypatch.setattr(LOOK_SECONDS, 0.01)
    await house.move()
    await house.give_back()
    our_entry = house.our_entry
    assert our_entry.disabled_by is None

    await _write(house)
    await until(lambda: our_entry.disabled_by is ConfigEntryDisabler.USER)
    journal = Journal(house.hass, our_entry.entry_id)
    assert await journal.async_load() is None


async def test_record_stays_once_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What need not be done again is known for the way back."""
    monkeypatch.setattr(LOOK_SECONDS, 0.01)
    await house.move()
    journal = Journal(house.hass, house.our_entry.entry_id)
    record = await journal.async_load()
    assert record is not None
    assert record.is_open

    await _write(house)
    saved: list[Record] = []
    monkeypatch.setattr(Journal, "async_save", _noting(saved))
    await until(lambda: saved)
    assert not saved[0].is_open


def _noting(saved: list[Record]) -> Callable[..., Awaitable[None]]:
    async def _save(_journal: Journal, record: Record) -> None:
        saved.append(record)

    return _save


async def test_ended_before_theirs_was_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is theirs in the registries' files: SonoffLAN runs after the next start."""
    await house.move()
    switch_on = "custom_components.ewelink.take_over.give_back._async_switch_on"
    with monkeypatch.context() as patched:
        patched.setattr(switch_on, _end)
        with pytest.raises(ValueError, match="ended"):
            await give_back.async_give_back(house.hass, house.our_entry)
    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER

    await house.hass.config_entries.async_setup(house.our_entry.entry_id)
    await house.hass.async_block_till_done()
    assert house.their_entry.state is ConfigEntryState.LOADED
    assert house.our_entry.state is ConfigEntryState.SETUP_ERROR


async def _end(*_args: object) -> None:
    message = "ended"
    raise ValueError(message)


async def test_not_yet_at_rest(house: House) -> None:
    """Until then it is not set up, and moves nothing."""
    await house.move()
    await house.give_back()
    before = _seen(house)
    our_entry = house.our_entry
    await house.hass.config_entries.async_setup(our_entry.entry_id)
    await house.hass.async_block_till_done()

    assert our_entry.state is ConfigEntryState.SETUP_ERROR
    assert our_entry.error_reason_translation_key == "given_back_to_sonofflan"
    assert _seen(house) == before

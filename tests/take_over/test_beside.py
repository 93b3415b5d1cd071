"""Tests of SonoffLAN beside us, of several of its entries, and of odd ones."""

from unittest.mock import patch

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.repairs import TakeOverFlow, async_create_fix_flow
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)

from .house import KEPT, OURS, STAYING, House


def _issues(house: House) -> list[str]:
    keys = ir.async_get(house.hass).issues
    return [key for domain, key in keys if domain == DOMAIN and "sonofflan" in key]


async def _beside(house: House) -> None:
    await house.answer(await house.sign_in(), take_over=False)
    await house.settled()


async def test_ours_was_there_first(house: House) -> None:
    """Our own of the same device, days old, go; SonoffLAN's take their place."""
    before = house.all_theirs()
    await _beside(house)
    own = house.our_device("Hall switch")
    result = await house.confirm(await house.choose("take_over"), take_over=True)
    await house.settled()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    ours = house.all_ours()
    for place, suffix in OURS.items():
        entity = ours[before[place].id]
        assert entity.unique_id == f"{house.id(place[0])}_{suffix}"
        assert {it: getattr(entity, it) for it in KEPT} == {
            it: getattr(before[place], it) for it in KEPT
        }
    assert house.all_theirs().keys() == STAYING
    ids = [(it.domain, it.unique_id) for it in ours.values()]
    assert len(ids) == len(set(ids))
    now = house.our_device("Hall switch")
    assert own is not None
    assert now is not None
    assert own.id != now.id


async def test_made_anew_by_them(house: House) -> None:
    """Who enables SonoffLAN again gets its devices twice; ours are the older ones.

    They have moved, with all that was set: nothing takes their place.
    """
    before = house.all_theirs()
    await house.move()
    device = house.our_device("Kitchen lamp")
    house.theirs.entities.clear()
    house.furnish("Kitchen lamp")
    await house.hass.config_entries.async_set_disabled_by(
        house.their_entry.entry_id, None
    )
    await house.hass.async_block_till_done()
    assert house.device("Kitchen lamp") is not None
    result = await house.choose("take_over")
    told = result["description_placeholders"]
    assert told is not None
    assert (told["entities"], told["others"]) == ("0", "-")
    await house.confirm(result, take_over=True)
    await house.settled()

    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER
    assert house.our_device("Kitchen lamp") == device
    ours = house.all_ours()
    for place in OURS:
        assert ours[before[place].id].entity_id == before[place].entity_id


async def test_wish_beside_an_open_plan(house: House) -> None:
    """What SonoffLAN got meanwhile moves although the first move is not written yet."""
    await house.move()
    house.theirs.entities.clear()
    relay = house.simulator.device("Garden relay").device_id
    house.theirs.add(
        house.their_entry, relay, "Garden relay", 4, ("switch", "4", "Four")
    )
    await house.hass.config_entries.async_set_disabled_by(
        house.their_entry.entry_id, None
    )
    await house.hass.async_block_till_done()
    four = house.theirs.entity("switch", f"{relay}_4")
    await house.confirm(await house.choose("take_over"), take_over=True)
    await house.settled()

    assert house.all_ours()[four.id].unique_id == f"{relay}_switch_3"
    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER


async def test_not_loaded(house: House) -> None:
    """Then there is nothing to go on with."""
    await _beside(house)
    await house.hass.config_entries.async_unload(house.our_entry.entry_id)
    options = house.hass.config_entries.options
    result = await options.async_init(house.our_entry.entry_id)
    result = await options.async_configure(
        result["flow_id"], {"next_step_id": "take_over"}
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "not_loaded"


async def test_no_in_the_options(house: House) -> None:
    """Nothing happens."""
    await _beside(house)
    before = house.all_theirs()
    await house.confirm(await house.choose("take_over"), take_over=False)

    assert house.all_theirs() == before


async def test_repair(house: House) -> None:
    """Both on the same devices: a repair offers the move, and goes with it."""
    await _beside(house)
    [issue] = _issues(house)
    entry_id = house.our_entry.entry_id
    flow = await async_create_fix_flow(house.hass, issue, {"entry_id": entry_id})
    assert isinstance(flow, TakeOverFlow)
    flow.hass, flow.handler, flow.flow_id = house.hass, DOMAIN, "flow"
    result = await flow.async_step_init()
    assert result["type"] is FlowResultType.FORM
    told = result["description_placeholders"]
    assert told is not None
    assert told["entities"] == str(len(OURS))

    result = await flow.async_step_confirm({})
    await house.settled()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert house.all_theirs().keys() == STAYING
    assert not _issues(house)


async def test_repair_of_an_account_that_is_gone(house: House) -> None:
    """It says so."""
    flow = await async_create_fix_flow(house.hass, "sonofflan_found_x", None)
    assert isinstance(flow, TakeOverFlow)
    flow.hass = house.hass
    result = await flow.async_step_init()

    assert result["type"] is FlowResultType.ABORT


async def test_repair_goes_with_their_entry(house: House) -> None:
    """Also when the user switches SonoffLAN off by hand."""
    await _beside(house)
    await house.hass.config_entries.async_set_disabled_by(
        house.their_entry.entry_id, ConfigEntryDisabler.USER
    )
    await house.hass.async_block_till_done()

    assert not _issues(house)


async def test_several_entries(house: House) -> None:
    """Only what this account lists moves, and only entries that have some are off."""
    other = await house.theirs.entry("other@example.com")
    house.theirs.add(other, "10015ffff0", "Elsewhere", 1, ("switch", "", ""))
    await house.theirs.start(other)
    await house.move()

    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER
    assert other.state is ConfigEntryState.LOADED
    left = house.theirs.entity("switch", "10015ffff0")
    assert left.config_entry_id == other.entry_id
    assert left.device_id is not None


async def test_devices_of_nobody(house: House) -> None:
    """A device of the same entry that is not listed is named, and stays."""
    house.theirs.add(
        house.their_entry, "10015ffff0", "Elsewhere", 1, ("switch", "", "")
    )
    await house.hass.config_entries.async_reload(house.their_entry.entry_id)
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["others"], told["diy"]) == ("Elsewhere", "-")

    await house.answer(result)
    await house.settled()
    assert house.theirs.entity("switch", "10015ffff0").device_id is not None


async def test_disabled_before(house: House) -> None:
    """An entry that is off already is taken over as well, and its entities go on."""
    switch = house.their("Kitchen lamp", "switch")
    await house.hass.config_entries.async_set_disabled_by(
        house.their_entry.entry_id, ConfigEntryDisabler.USER
    )
    await house.move()

    moved = er.async_get(house.hass).async_get(switch.id)
    assert moved is not None
    assert (moved.platform, moved.disabled_by) == (DOMAIN, None)
    assert house.hass.states.get(switch.entity_id) is not None


async def test_same_app(house: House) -> None:
    """What another sign-in with the APPID ended goes on by a renewal."""
    result = await house.sign_in()
    # SonoffLAN signs in again before the user has answered.
    account = house.simulator.account
    house.simulator.sign_in(apikey=account.apikey)
    await house.answer(result)

    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER
    assert house.all_theirs().keys() == STAYING


async def test_list_that_cannot_be_read(house: House) -> None:
    """The sign-in says so, and can be tried again."""
    house.simulator.fail_next("GET /v2/device/thing", status=502, times=4)
    result = await house.sign_in()

    assert result["step_id"] == "password"
    assert result["errors"]


@pytest.mark.parametrize("hw_version", [None, "9999", "?"])
async def test_type_that_theirs_does_not_tell(
    house: House, hw_version: str | None
) -> None:
    """What a device is, our own list tells."""
    device = house.device("Kitchen lamp")
    assert device is not None
    dr.async_get(house.hass).async_update_device(device.id, hw_version=hw_version)
    switch = house.their("Kitchen lamp", "switch")
    await house.move()

    moved = er.async_get(house.hass).async_get(switch.id)
    assert moved is not None
    assert moved.platform == DOMAIN


async def test_without_what_was_seen(house: House) -> None:
    """After a restart between dialog and move the list is read again."""
    result = await house.sign_in()
    with patch("custom_components.ewelink.take_over.carry_out.DATA_SEEN", "other"):
        await house.answer(result)
        await house.settled()

    assert house.all_theirs().keys() == STAYING


async def test_one_line_is_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """With counts, and no ids."""
    await house.move()

    [line] = [it for it in caplog.messages if "SonoffLAN" in it]
    assert line == "Took over 16 entities of 6 devices from SonoffLAN"

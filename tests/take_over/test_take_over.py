"""Tests of the step that takes over what SonoffLAN has set up."""

from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from tests import flow
from tests.page import Browser, begin, keep_credential
from tests.simulator import Simulator

from .house import KEPT, OURS, STAYING, House


def _kept(entity: object) -> dict[str, object]:
    return {it: getattr(entity, it) for it in KEPT}


async def test_everything_moves(house: House) -> None:
    """Each entity is the same one as before, under our id; nothing is there twice."""
    before = house.all_theirs()
    await house.move()

    ours = house.all_ours()
    for place, suffix in OURS.items():
        entity = ours[before[place].id]
        assert entity.unique_id == f"{house.id(place[0])}_{suffix}"
        assert _kept(entity) == _kept(before[place])
        assert entity.config_entry_id == house.our_entry.entry_id
    assert house.all_theirs().keys() == STAYING
    ids = {it.entity_id for it in ours.values()}
    assert not [it for it in ids if it.removesuffix("_2") in ids - {it}]


async def test_their_entry_is_off(house: House) -> None:
    """It is there as it was, disabled as by the user."""
    await house.move()

    entry = house.their_entry
    assert entry.disabled_by is ConfigEntryDisabler.USER
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert house.hass.config_entries.async_get_entry(entry.entry_id) is entry


async def test_entities_are_on(house: House) -> None:
    """What moved has a state of ours."""
    switch = house.their("Kitchen lamp", "switch")
    await house.move()

    state = house.hass.states.get(switch.entity_id)
    assert state is not None
    assert state.state == house.simulator.device("Kitchen lamp").params["switch"]


async def test_devices_are_the_same(house: House) -> None:
    """Automations of devices name them by the registry's id."""
    before = {name: house.device(name) for name in ("Kitchen lamp", "Hall switch")}
    await house.move()

    for name, device in before.items():
        assert device is not None
        ours = house.our_device(name)
        assert ours is not None
        assert ours.id == device.id
        assert house.device(name) is None


async def test_form_tells_what_stays(house: House) -> None:
    """How many move, and by name what does not."""
    result = await house.sign_in()

    told = result["description_placeholders"]
    assert told is not None
    assert told["entities"] == str(len(OURS))
    assert told["devices"] == "6"
    assert told["staying"] == "2 (Desk Energy, Kitchen lamp Light)"
    assert result["data_schema"] is not None
    assert result["data_schema"]({}) == {"take_over": True}


async def test_no_is_no(house: House) -> None:
    """SonoffLAN goes on as if nothing had been asked."""
    before = house.all_theirs()
    result = await house.answer(await house.sign_in(), take_over=False)
    await house.settled()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert house.all_theirs() == before
    assert house.their_entry.state is ConfigEntryState.LOADED


async def test_wish_is_forgotten(house: House) -> None:
    """Once carried out it is not in the entry any more."""
    await house.move()

    assert "take_over" not in house.our_entry.data


async def test_signed_in_on_the_page(house: House, browser: Browser) -> None:
    """It ends in the same form."""
    await keep_credential(house.hass)
    result = await browser.sign_in(await begin(house.hass))
    result = await house.answer(result)
    await house.settled()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert house.all_theirs().keys() == STAYING


async def test_nothing_to_move(
    hass_at_simulator: HomeAssistant, simulator: Simulator, quick: None
) -> None:
    """The form is shown all the same, and SonoffLAN goes on whatever is answered."""
    theirs = MockConfigEntry(domain="sonoff", unique_id="them", title="them")
    theirs.add_to_hass(hass_at_simulator)
    result = await flow.add(hass_at_simulator, flow.typed_in(simulator))
    assert result["step_id"] == "take_over"
    result = await flow.submit(hass_at_simulator, result, {"take_over": True})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert theirs.disabled_by is None

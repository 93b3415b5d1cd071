"""Devices in DIY mode that SonoffLAN has run: heard in the network, and taken over."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_config_flow,
)

from custom_components.ewelink.const import (
    CONF_TAKE_OVER_PLAIN,
    DIY_UNIQUE_ID,
    DOMAIN,
)
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import (
    SOURCE_IGNORE,
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests import flow
from tests.home import until
from tests.simulator import Simulator
from tests.take_over.sonofflan import SONOFF, SonoffFlow, SonoffLan

from .network import DiyNetwork

LAMP = "Kitchen lamp"
pytestmark = [pytest.mark.demo(LAMP), pytest.mark.usefixtures("quick")]


class PlainHouse:
    """SonoffLAN with a device of an account and one in DIY mode, which is heard."""

    def __init__(self, network: DiyNetwork, theirs: SonoffLan) -> None:
        """Take what plays both."""
        self.network = network
        self.hass = network.hass
        self.simulator: Simulator = network.simulator
        self.theirs = theirs
        self.entities = er.async_get(network.hass)
        self.lamp_id = self.simulator.device(LAMP).device_id

    @property
    def plug_id(self) -> str:
        """Return the device in DIY mode."""
        return self.network.ids[0]

    async def start(self, *, with_lamp: bool) -> ConfigEntry:
        """Let SonoffLAN run both, or the one in DIY mode alone."""
        entry: ConfigEntry[Any] = await self.theirs.entry()
        self.theirs.add(
            entry, self.plug_id, "Plug", None, ("switch", "", ""), ("light", "", "X")
        )
        if with_lamp:
            self.theirs.add(entry, self.lamp_id, LAMP, 1, ("switch", "", ""))
        await self.theirs.start(entry)
        return entry

    async def heard(self) -> None:
        """Wait until the device in DIY mode is heard."""
        lan = self.hass.data[DATA_SHARED].local_network.lan
        await self.network.lan.announce(self.plug_id)
        await until(lambda: lan.strangers)

    async def sign_in(self) -> ConfigFlowResult:
        """Sign in; the form is shown."""
        result = await flow.add(self.hass, flow.typed_in(self.simulator))
        assert result["step_id"] == "take_over"
        return result

    async def answer(self, result: ConfigFlowResult, *, agrees: bool = True) -> None:
        """Answer the form."""
        result = await flow.submit(self.hass, result, {"take_over": agrees})
        assert result["type"] is FlowResultType.CREATE_ENTRY

    def entry(self, *, is_plain: bool) -> ConfigEntry[Any]:
        """Return the entry for DIY mode, or the account's."""
        entries = self.hass.config_entries.async_entries(DOMAIN, include_ignore=False)
        [found] = [it for it in entries if (it.unique_id == DIY_UNIQUE_ID) is is_plain]
        return found

    def moved(self, before: er.RegistryEntry) -> er.RegistryEntry:
        """Return what became of an entity: it has the id that it had."""
        after = self.entities.async_get(before.id)
        assert after is not None
        assert after.entity_id == before.entity_id
        return after

    def is_taken(self, before: er.RegistryEntry, *, is_plain: bool) -> bool:
        """Return whether an entity of theirs is an entry's now, and shown."""
        after, entry = self.moved(before), self.entry(is_plain=is_plain)
        if after.platform != DOMAIN:
            return False
        assert after.config_entry_id == entry.entry_id
        assert after.unique_id == f"{before.unique_id}_switch"
        state = self.hass.states.get(after.entity_id)
        assert state is not None
        return state.state in {"on", "off"}


@pytest.fixture
async def house(network: DiyNetwork) -> AsyncGenerator[PlainHouse]:
    """Return the house; nothing of it is set up."""
    await network.hass.config_entries.async_remove(network.entry.entry_id)
    await network.play("plug", "meter")
    theirs = SonoffLan(network.hass)
    theirs.install()
    with mock_config_flow(SONOFF, SonoffFlow):
        yield PlainHouse(network, theirs)


async def _move(house: PlainHouse, *, with_lamp: bool = True) -> ConfigEntry:
    their_entry = await house.start(with_lamp=with_lamp)
    await house.heard()
    await house.answer(await house.sign_in())
    await house.hass.async_block_till_done()
    return their_entry


async def test_both_move(house: PlainHouse) -> None:
    """What is heard goes to an entry of its own, and is operated there."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    await house.heard()
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["others"], told["devices"]) == ("Plug", "-", "2")
    await house.answer(result)
    await until(lambda: house.is_taken(plug, is_plain=True))

    assert house.is_taken(lamp, is_plain=False)
    assert their_entry.disabled_by is ConfigEntryDisabler.USER
    for entry in (house.entry(is_plain=True), house.entry(is_plain=False)):
        assert entry.state is ConfigEntryState.LOADED
        assert not {"take_over", CONF_TAKE_OVER_PLAIN} & entry.data.keys()
    await house.network.lan.do("clear")
    await house.hass.services.async_call(
        "switch", "turn_on", {"entity_id": plug.entity_id}, blocking=True
    )
    asked = await house.network.lan.requests()
    assert [it["data"] for it in asked if it["path"] == "switch"] == [{"switch": "on"}]


async def test_nothing_but_diy_mode(house: PlainHouse) -> None:
    """It is offered to the account as well, and SonoffLAN is off afterwards."""
    their_entry = await house.start(with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await house.heard()
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["entities"], told["staying"]) == (
        "Plug",
        "1",
        "1 (Plug X)",
    )
    await house.answer(result)
    await until(lambda: house.is_taken(plug, is_plain=True))
    assert their_entry.disabled_by is ConfigEntryDisabler.USER


async def test_entry_of_somebody_else(house: PlainHouse) -> None:
    """One with a device that is neither heard nor listed goes on."""
    their_entry = await house.start(with_lamp=False)
    house.theirs.add(their_entry, "10aaaaaaaa", "Far", 1, ("switch", "", ""))
    house.theirs.entities[their_entry.entry_id][:-1] = []
    await house.hass.config_entries.async_reload(their_entry.entry_id)
    await house.heard()
    await house.answer(await house.sign_in())
    assert their_entry.state is ConfigEntryState.LOADED
    assert house.theirs.entity("switch", house.plug_id).device_id is not None


async def test_refused(house: PlainHouse) -> None:
    """SonoffLAN goes on with both."""
    their_entry = await house.start(with_lamp=True)
    await house.heard()
    await house.answer(await house.sign_in(), agrees=False)
    assert their_entry.state is ConfigEntryState.LOADED
    assert house.theirs.entity("switch", house.plug_id)
    assert len(house.hass.config_entries.async_entries(DOMAIN)) == 1


async def test_offer_that_was_dismissed(house: PlainHouse) -> None:
    """An entry that only says so is none."""
    ignored = MockConfigEntry(
        domain=DOMAIN, unique_id=DIY_UNIQUE_ID, source=SOURCE_IGNORE, data={}
    )
    ignored.add_to_hass(house.hass)
    await _move(house)
    assert house.entry(is_plain=True).state is ConfigEntryState.LOADED


async def test_entry_that_is_disabled(house: PlainHouse) -> None:
    """What the user has disabled takes nothing over; the form says so."""
    disabled = MockConfigEntry(
        domain=DOMAIN,
        unique_id=DIY_UNIQUE_ID,
        disabled_by=ConfigEntryDisabler.USER,
        data={},
    )
    disabled.add_to_hass(house.hass)
    await house.start(with_lamp=True)
    await house.heard()
    told = (await house.sign_in())["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["others"]) == ("-", "Plug")


async def _beside(house: PlainHouse, *, with_lamp: bool) -> ConfigEntry:
    """Set up the entry for DIY mode beside SonoffLAN, which shows the plug twice."""
    their_entry = await house.start(with_lamp=with_lamp)
    network = house.network
    network.entry = MockConfigEntry(
        domain=DOMAIN, title="DIY", unique_id=DIY_UNIQUE_ID, data={}
    )
    network.entry.add_to_hass(house.hass)
    await network.set_up()
    await network.appears(house.plug_id)
    return their_entry


async def test_shown_by_its_entry(house: PlainHouse) -> None:
    """What its own entry shows already moves with the account, too."""
    await _beside(house, with_lamp=True)
    plug = house.theirs.entity("switch", house.plug_id)
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))


async def test_in_the_options_of_its_entry(house: PlainHouse) -> None:
    """Without any account it is offered there, both ways."""
    their_entry = await _beside(house, with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await _choose(house, "take_over", take_over=True)
    await until(lambda: house.is_taken(plug, is_plain=True))
    assert their_entry.disabled_by is ConfigEntryDisabler.USER
    ids = [(it.domain, it.unique_id) for it in house.entities.entities.values()]
    assert len(ids) == len(set(ids))

    await _choose(house, "give_back", give_back=True)
    assert house.moved(plug).platform == SONOFF
    assert their_entry.state is ConfigEntryState.LOADED


async def _choose(house: PlainHouse, step: str, **typed: bool) -> None:
    options = house.hass.config_entries.options
    entry = house.entry(is_plain=True)
    result = await options.async_init(entry.entry_id)
    assert step in result["menu_options"]
    flow_id = result["flow_id"]
    result = await options.async_configure(flow_id, {"next_step_id": step})
    assert result["type"] is FlowResultType.FORM
    await options.async_configure(flow_id, typed)
    await house.hass.async_block_till_done()


async def test_both_go_back(house: PlainHouse) -> None:
    """SonoffLAN runs both or none: nothing is there twice."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    before = set(house.entities.entities)
    await house.heard()
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))
    options = house.hass.config_entries.options
    account = house.entry(is_plain=False)
    result = await options.async_init(account.entry_id)
    flow_id = result["flow_id"]
    await options.async_configure(flow_id, {"next_step_id": "give_back"})
    await options.async_configure(flow_id, {"give_back": True})
    await house.hass.async_block_till_done()

    assert their_entry.state is ConfigEntryState.LOADED
    assert {house.moved(it).platform for it in (plug, lamp)} == {SONOFF}
    theirs = {
        it.entity_id for it in house.entities.entities.values() if it.platform == SONOFF
    }
    assert theirs == before
    for is_plain in (True, False):
        assert house.entry(is_plain=is_plain).state is not ConfigEntryState.LOADED


async def test_ended_before_anything_moved(
    house: PlainHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was agreed to is in the account's entry, and done at its next set-up."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    await house.heard()
    result = await house.sign_in()
    with monkeypatch.context() as patched:
        patched.setattr(
            "custom_components.ewelink.take_over.carry_out.async_hand_on", _end
        )
        await flow.submit(house.hass, result, {"take_over": True})
    account = house.entry(is_plain=False)
    assert account.state is ConfigEntryState.SETUP_ERROR
    assert {house.moved(it).platform for it in (plug, lamp)} == {SONOFF}
    assert their_entry.disabled_by is None

    # Nothing is heard any more, and what was seen in the dialog is forgotten.
    await house.network.lan.multicast(on=False)
    house.hass.data.pop("ewelink.take_over", None)
    await house.hass.config_entries.async_reload(account.entry_id)
    await house.hass.async_block_till_done()
    assert house.moved(plug).config_entry_id == house.entry(is_plain=True).entry_id
    assert house.is_taken(lamp, is_plain=False)
    assert their_entry.disabled_by is ConfigEntryDisabler.USER


async def _end(_hass: HomeAssistant, _other: object) -> None:
    message = "ended"
    raise ValueError(message)


async def test_ended_between_both(
    house: PlainHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account goes on where it ended; what is in DIY mode is moved once."""
    await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    await house.heard()
    result = await house.sign_in()
    read = "custom_components.ewelink.take_over.carry_out.async_taken"
    with monkeypatch.context() as patched:
        patched.setattr(read, _end)
        await flow.submit(house.hass, result, {"take_over": True})
    assert house.moved(plug).platform == DOMAIN
    assert house.moved(lamp).platform == SONOFF
    device_id = house.moved(plug).device_id

    account = house.entry(is_plain=False)
    await house.hass.config_entries.async_reload(account.entry_id)
    await until(lambda: house.is_taken(plug, is_plain=True))
    assert house.is_taken(lamp, is_plain=False)
    assert house.moved(plug).device_id == device_id
    devices = dr.async_get(house.hass).async_get_devices(
        identifiers={(DOMAIN, house.plug_id)}
    )
    assert len(devices) == 1


async def test_shown_by_an_account_meanwhile(house: PlainHouse) -> None:
    """A device that was paired since belongs to the account, and does not go back."""
    their_entry = await _beside(house, with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await _choose(house, "take_over", take_over=True)
    await until(lambda: house.is_taken(plug, is_plain=True))
    account = MockConfigEntry(domain=DOMAIN, unique_id="account", data={})
    account.add_to_hass(house.hass)
    registry = dr.async_get(house.hass)
    device_id = house.moved(plug).device_id
    assert device_id is not None
    house.entities.async_update_entity(plug.entity_id, config_entry_id=account.entry_id)
    registry.async_update_device(device_id, new_config_entry_id=account.entry_id)

    await _choose(house, "give_back", give_back=True)
    after = house.moved(plug)
    assert (after.platform, after.device_id) == (DOMAIN, device_id)
    assert their_entry.state is ConfigEntryState.LOADED

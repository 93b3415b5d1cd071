"""Home Assistant that ends while what is in DIY mode is taken over or given back."""

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.take_over.give_back import async_give_back
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from tests import flow
from tests.home import until
from tests.take_over.sonofflan import SONOFF

from .plain_house import LAMP, PlainHouse, house

__all__ = ["house"]

pytestmark = [pytest.mark.demo(LAMP), pytest.mark.usefixtures("quick")]


async def test_ended_while_both_go_back(
    house: PlainHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is set up next lets both go back."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    await house.heard()
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))
    unload = "custom_components.ewelink.take_over.give_back._async_unload_theirs"
    with monkeypatch.context() as patched:
        patched.setattr(unload, _end)
        with pytest.raises(ValueError, match="ended"):
            await async_give_back(house.hass, house.entry(is_plain=False))
    assert {house.moved(it).platform for it in (plug, lamp)} == {DOMAIN}

    await house.hass.config_entries.async_setup(house.entry(is_plain=True).entry_id)
    await house.hass.async_block_till_done()
    assert {house.moved(it).platform for it in (plug, lamp)} == {SONOFF}
    assert their_entry.state is ConfigEntryState.LOADED
    assert house.entry(is_plain=True).state is ConfigEntryState.SETUP_ERROR


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

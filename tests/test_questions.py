"""Tests of what is asked of devices: all their params."""

from homeassistant.setup import async_setup_component

from .home import Home
from .simulator import CommandFault

LAMP = "Kitchen lamp"
METER = "Washing machine"


async def _update(home: Home, *entity_ids: str) -> None:
    await home.call("update_entity", *entity_ids, domain="homeassistant")


async def _set_up_homeassistant(home: Home) -> None:
    """Provide the service that asks for an update."""
    assert await async_setup_component(home.hass, "homeassistant", {})


async def test_update_entity_asks_its_device(home: Home) -> None:
    """One question, about that device only."""
    await home.set_up()
    await home.hass.async_block_till_done()
    home.simulator.clear_counters()
    home.sim(LAMP).params["switch"] = "on"
    await _set_up_homeassistant(home)
    await _update(home, home.entity_id(LAMP))

    assert home.state(LAMP) == "on"
    assert len(home.sent(LAMP, "query")) == 1
    assert len(home.simulator.frames) == 1
    assert home.simulator.calls == []


async def test_update_of_several_entities_is_one_question(home: Home) -> None:
    """Entities of one device share it."""
    await home.set_up()
    await _set_up_homeassistant(home)
    entities = [
        home.entity_id(METER, key) for key in ("switch", "power", "voltage", "current")
    ]
    await _update(home, *entities, home.entity_id(LAMP))

    assert len(home.sent(METER, "query")) == 1
    assert len(home.sent(LAMP, "query")) == 1


async def test_update_of_an_offline_device_asks_nothing(home: Home) -> None:
    """A device that is offline cannot answer."""
    await home.set_up()
    await _set_up_homeassistant(home)
    await _update(home, home.entity_id("Attic light"))

    assert home.sent("Attic light", "query") == []


async def test_update_that_is_refused(home: Home) -> None:
    """A question that fails changes nothing."""
    await home.set_up()
    await _set_up_homeassistant(home)
    home.simulator.fail_device(LAMP, CommandFault(error=504))
    await _update(home, home.entity_id(LAMP))

    assert home.state(LAMP) == "off"

"""Tests of what users ask of devices: live readings, and all their params."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component

from .home import Home, until
from .simulator import CommandFault

LAMP = "Kitchen lamp"
METER = "Washing machine"


async def test_live_readings_once_a_minute(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The vendor bans who asks all the time."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    await home.pass_time(freezer, 20, step=5)
    with pytest.raises(ServiceValidationError, match="40 seconds"):
        await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}]

    await home.pass_time(freezer, 41, step=5)
    await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}] * 2


async def test_live_readings_over_a_reload(home: Home) -> None:
    """A reload does not forget when the meter was asked."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    await home.reload()

    with pytest.raises(ServiceValidationError):
        await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}]


async def test_live_readings_arrive(home: Home) -> None:
    """What the meter reports for a minute is shown."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    home.simulator.tick(1)

    await until(lambda: home.state(METER, "power") != "unknown")


async def test_live_readings_are_never_asked_by_themselves(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is sent to any device unless somebody asks."""
    await home.set_up()
    await home.pass_time(freezer, 3600, step=60)

    assert {frame.action for frame in home.simulator.frames} <= {"userOnline", "ping"}


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

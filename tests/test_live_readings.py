"""Tests of live readings that were asked for: sent or not, answered, and arriving."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.live_requests import LIVE_REQUEST_SECONDS
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .home import Home, until
from .simulator import CommandFault
from .test_issues import issues

METER = "Washing machine"
ASKED = [{"uiActive": 60}]


async def _press(home: Home) -> None:
    await home.call("press", home.entity_id(METER, "live_readings"), domain="button")


async def _press_at_once(home: Home) -> None:
    """Press as an automation does that does not look whether the meter is there."""
    entity = home.hass.data["entity_components"]["button"].get_entity(
        home.entity_id(METER, "live_readings")
    )
    assert entity is not None
    await entity.async_press()


def _report(home: Home) -> None:
    home.simulator.push(METER, {"power": "12.34"})


async def _silent_minute(home: Home, freezer: FrozenDateTimeFactory) -> None:
    await home.pass_time(freezer, LIVE_REQUEST_SECONDS + 1, step=5)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param({"error": 503}, "offline", id="503"),
        pytest.param({"error": 504}, "did not answer", id="504"),
        pytest.param({"error": 400}, "refused .error 400", id="400"),
    ],
)
async def test_press_that_is_not_acknowledged(
    home: Home, freezer: FrozenDateTimeFactory, fault: dict[str, Any], message: str
) -> None:
    """It raises the reason, names the meter, and leaves no issue."""
    await home.set_up()
    home.simulator.fail_device(METER, CommandFault(times=1, **fault))
    with pytest.raises(HomeAssistantError, match=message) as raised:
        await _press(home)
    assert METER in str(raised.value)

    # It was sent, so it counts.
    with pytest.raises(ServiceValidationError, match=METER):
        await _press(home)
    await _silent_minute(home, freezer)
    assert issues(home.hass) == {}
    assert home.sent(METER) == ASKED


async def test_press_without_a_connection(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What could not be sent may be asked again at once."""
    await home.set_up()
    await home.stop_cloud(freezer)
    for _ in range(2):
        with pytest.raises(HomeAssistantError, match="cannot be reached"):
            await _press_at_once(home)
    await home.simulator.start()
    while not home.coordinator.link.is_connected:
        await home.pass_time(freezer, 1)
    await _press(home)

    assert home.sent(METER) == ASKED


async def test_press_of_a_meter_that_is_offline(home: Home) -> None:
    """So it is with a meter that is known to be offline."""
    await home.set_up()
    home.simulator.set_online(METER, False)
    await home.becomes(METER, "unavailable", "live_readings")
    with pytest.raises(HomeAssistantError, match="is offline"):
        await _press_at_once(home)
    home.simulator.set_online(METER, True)
    await until(lambda: not home.has_state(METER, "unavailable", "live_readings"))
    await _press(home)

    assert home.sent(METER) == ASKED


async def test_readings_that_arrive(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A meter that reports within its minute does what it should."""
    await home.set_up()
    await _press(home)
    _report(home)
    await home.becomes(METER, "12.34", "power")
    await _silent_minute(home, freezer)

    assert issues(home.hass) == {}


async def test_meter_that_stays_silent(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """It is no error, but one repair tells of it until a reading arrives."""
    await home.set_up()
    await _press(home)
    await home.pass_time(freezer, LIVE_REQUEST_SECONDS - 5, step=5)
    assert issues(home.hass) == {}
    await home.pass_time(freezer, 10, step=5)
    told = issues(home.hass)
    assert list(told) == ["live_readings_silent"]
    assert told["live_readings_silent"]["device"] == METER
    # Neither another report nor a list is a reading.
    home.simulator.push(METER, {"switch": "off"})
    await home.coordinator.async_refresh()
    assert list(issues(home.hass)) == ["live_readings_silent"]

    _report(home)
    await until(lambda: issues(home.hass) == {})


async def test_silence_over_a_reload(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A repair of before a reload goes with the first reading after it."""
    await home.set_up()
    await _press(home)
    await _silent_minute(home, freezer)
    await home.reload()
    assert list(issues(home.hass)) == ["live_readings_silent"]

    _report(home)
    await until(lambda: issues(home.hass) == {})


async def test_connection_that_is_lost_meanwhile(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What cannot arrive is not missed."""
    await home.set_up()
    await _press(home)
    home.simulator.drop_sockets()
    await home.pass_time(freezer, 5)
    await _silent_minute(home, freezer)

    assert issues(home.hass) == {}


async def test_unload_meanwhile(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """No timer outlives the account."""
    await home.set_up()
    await _press(home)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await _silent_minute(home, freezer)

    assert issues(home.hass) == {}

"""Tests of commands that fail: what is told, and what is shown."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.exceptions import HomeAssistantError

from .clock import turns
from .home import Home, until
from .simulator import CommandFault

LAMP = "Kitchen lamp"


@pytest.mark.parametrize(
    ("fault", "message", "queries"),
    [
        pytest.param({"error": 503}, "offline", 0, id="503"),
        pytest.param({"error": 504}, "did not answer", 1, id="504"),
        pytest.param({"error": 400}, "400", 0, id="400"),
        pytest.param({"error": 4002}, "4002", 0, id="4002"),
    ],
)
async def test_refusal(
    home: Home, fault: dict[str, Any], message: str, queries: int
) -> None:
    """A command that did not happen raises, and only no answer asks again."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(times=1, **fault))
    with pytest.raises(HomeAssistantError, match=message):
        await home.call("turn_on", home.entity_id(LAMP))
    await home.delivered()
    await turns()

    assert home.state(LAMP) == "off"
    assert len(home.sent(LAMP)) == 1
    assert len(home.sent(LAMP, "query")) == queries


async def test_504_of_a_command_that_was_obeyed(home: Home) -> None:
    """The question that follows finds out that it was done."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=504, obeys=True, times=1))
    with pytest.raises(HomeAssistantError):
        await home.call("turn_on", home.entity_id(LAMP))

    await home.becomes(LAMP, "on")


async def test_time_out(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """An answer that never comes is awaited for ten seconds."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True, times=1))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    await home.pass_time(freezer, 9.5)
    assert not turning.done()
    await home.pass_time(freezer, 1)
    await until(turning.done)
    with pytest.raises(HomeAssistantError, match="did not answer in time"):
        await turning
    await until(lambda: home.sent(LAMP, "query"))

    assert home.state(LAMP) == "off"
    assert len(home.sent(LAMP)) == 1


async def test_connection_lost_before_the_answer(home: Home) -> None:
    """Nothing is told as done that was not acknowledged."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    home.simulator.drop_sockets()

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await turning
    assert home.state(LAMP) == "off"


async def test_no_connection(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Without a connection a command fails at once, within the grace time too."""
    await home.set_up()
    entity_id = home.entity_id(LAMP)
    await home.stop_cloud(freezer)
    assert home.state(LAMP) == "off"

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await home.call("turn_on", entity_id)


async def test_device_that_is_known_to_be_offline(home: Home) -> None:
    """Nothing is sent to a device that cannot hear it."""
    await home.set_up()
    coordinator = home.coordinator
    device = coordinator.data[home.sim("Attic light").device_id]
    switch = home.hass.data["entity_components"]["switch"].get_entity(
        home.entity_id("Attic light")
    )
    assert switch is not None
    assert not coordinator.is_available(device)

    with pytest.raises(HomeAssistantError, match="offline"):
        await switch.async_turn_on()
    assert home.sent("Attic light") == []


async def test_device_that_goes_offline_during_a_command(home: Home) -> None:
    """It is unavailable at once, and the command fails in its own time."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=503, delay=0.2))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")

    with pytest.raises(HomeAssistantError, match="offline"):
        await turning
    assert home.state(LAMP) == "unavailable"

"""Tests of the buttons."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.exceptions import ServiceValidationError

from .entities import compare, sent_by
from .home import Home, until

METER = "Washing machine"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.BUTTON, snapshot)


async def test_live_readings(home: Home) -> None:
    """The meter is told to report for a minute, and nothing else."""
    sent = await sent_by(home, (METER, "live_readings"), "button.press")
    assert sent == [{"uiActive": 60}]


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

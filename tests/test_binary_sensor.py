"""Tests of the binary sensors."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform

from .entities import compare
from .home import Home

ALARM = "alarm_1"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.BINARY_SENSOR, snapshot)


async def test_alarm_of_a_radio_sensor(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A radio sensor tells only that it was triggered; it is off after a while."""
    await home.set_up()
    assert home.state("RF bridge", ALARM) == "off"
    home.simulator.press("RF bridge", "1")
    await home.becomes("RF bridge", "on", ALARM)
    await home.pass_time(freezer, 115, step=5)
    assert home.state("RF bridge", ALARM) == "on"

    await home.pass_time(freezer, 10, step=5)
    assert home.state("RF bridge", ALARM) == "off"

"""A database that fails keeps nobody from what does not need it."""

from collections.abc import AsyncGenerator
from typing import Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from sqlalchemy.exc import SQLAlchemyError

from custom_components.ewelink.energy_history import importer, schedule
from homeassistant.exceptions import HomeAssistantError
from tests.home import Home
from tests.simulator.kinds import kind

from .kept import import_history
from .lifetimes import LIFETIME, allow, asked

METERS: Final = ("Meter 5", "Meter 32")
ELITE: Final = "Meter 190"

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture(name="home")
async def _home(recorded: Home, freezer: FrozenDateTimeFactory) -> AsyncGenerator[Home]:
    """Return an account with meters, where the database cannot be read."""
    freezer.move_to("2026-04-14T12:20:00+00:00")
    for name in (*METERS, ELITE):
        recorded.simulator.add_device(kind(int(name.split()[1]))).name = name
    await recorded.set_up()
    recorded.simulator.clear_counters()
    broken = SQLAlchemyError("locked")
    with (
        patch.object(importer, "_read_known", side_effect=broken),
        patch.object(schedule, "async_last_rows", side_effect=broken),
    ):
        yield recorded


async def test_sensors_go_on(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """All meters of days are asked, and their sensors show it; hours are not asked."""
    await allow(home, freezer, *(f"{it} {LIFETIME}" for it in METERS))
    for name in METERS:
        assert asked(home, name) == 1
        assert float(home.state(name, LIFETIME)) > 0
    assert asked(home, ELITE) == 0


async def test_action_says_so(home: Home) -> None:
    """The user is told that nothing was written."""
    with pytest.raises(HomeAssistantError) as raised:
        await import_history(home, METERS[0])
    assert raised.value.translation_key == "history_not_written"

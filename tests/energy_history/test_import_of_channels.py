"""The history of several loads is imported as a whole, or not at all."""

from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from tests.home import Home
from tests.simulator.behaviours.history import DaysOfChannels
from tests.simulator.kinds.meters import PAIR

from .kept import import_history, rows, statistic_of

RELAYS: Final = "Meter 126"

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture(name="home")
async def _home(recorded: Home, freezer: FrozenDateTimeFactory) -> Home:
    """Return an account with a meter of two loads."""
    freezer.move_to("2026-04-14T12:20:00+00:00")
    recorded.simulator.add_device(PAIR).name = RELAYS
    await recorded.set_up()
    recorded.simulator.clear_counters()
    return recorded


async def failed(home: Home) -> str | None:
    """Import both loads, which fails; return the key of what is said about it."""
    with pytest.raises(HomeAssistantError) as raised:
        await import_history(home, RELAYS)
    return raised.value.translation_key


async def test_second_is_nonsense(hass: HomeAssistant, home: Home) -> None:
    """Nothing is written of the first load where the second one tells nonsense."""
    take = DaysOfChannels.take

    def _spoiled(self: DaysOfChannels, *args: Any) -> dict[str, Any]:
        texts = take(self, *args)
        return {key: text if key[-1] == "0" else "0g" for key, text in texts.items()}

    with patch.object(DaysOfChannels, "take", _spoiled):
        assert await failed(home) == "history_unreadable"
    assert len(home.sent(RELAYS)) == 2
    for channel in range(2):
        assert not await rows(hass, statistic_of(home, RELAYS, channel))


async def test_budget_of_a_device_that_is_local(home: Home) -> None:
    """That it is reached locally, too, is no reason to begin what cannot end."""
    for _ in range(3):
        await import_history(home, RELAYS, 1)
    home.simulator.clear_counters()
    home.coordinator.data[home.sim(RELAYS).device_id].is_local = True
    assert await failed(home) == "history_asked_often"
    assert home.sent(RELAYS) == []

"""Sensors that only the history feeds are fed over the local network, too."""

from datetime import timedelta
from typing import Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.energy_history import budget as history_budget
from custom_components.ewelink.energy_history.reader import HistoryReader
from homeassistant.util import dt as dt_util
from tests.clock import turns
from tests.energy_history.lifetimes import entity
from tests.home import Home, until
from tests.simulator.kinds import kind

from .local_home import LocalHome

SMALL: Final = "Small metering plug"
LIFETIME: Final = "energy_lifetime"


def days_counted(home: Home) -> int:
    """Return of how many days it is remembered what was counted."""
    counted = entity(home, SMALL, LIFETIME).memory["counted"]
    assert isinstance(counted, list)
    return len(counted)


@pytest.mark.usefixtures("everything_enabled")
async def test_same_entity_by_both_ways(
    freezer: FrozenDateTimeFactory, local: LocalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The local network costs nothing; by the cloud the same total goes on."""
    monkeypatch.setattr(history_budget, "SECONDS_BETWEEN", 0)
    home = local.home
    # It is about noon there, whenever this runs.
    zone = 12 - dt_util.utcnow().hour
    home.simulator.add_device(kind(182, SMALL, "", timeZone=zone))
    await local.set_up(SMALL)
    home.simulator.clear_counters()
    freezer.tick(timedelta(minutes=1))
    await turns()
    await until(lambda: home.state(SMALL, LIFETIME) != "unknown")
    total = float(home.state(SMALL, LIFETIME))
    assert total > 0
    assert home.sent(SMALL) == []
    assert home.hass.data[DATA_SHARED].history_budget.left(local.id(SMALL)) == 4
    assert days_counted(home) == 186

    link = home.coordinator.link
    with patch.object(link, "is_local", autospec=True, return_value=False):
        device = home.coordinator.data[local.id(SMALL)]
        await HistoryReader(home.hass).async_read(home.coordinator, device, None)
    assert home.sent(SMALL) == [{"hundredDaysKwh": "get"}]
    assert total <= float(home.state(SMALL, LIFETIME)) <= total + 1
    assert days_counted(home) == 186

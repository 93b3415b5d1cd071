"""How often a device may be asked, over restarts and clocks that were wrong."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.energy_history.budget import (
    STORE_KEY,
    HistoryBudget,
    HistoryBudgetError,
)
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from tests.clock import passing
from tests.home import Home, until

METER = "1001500001"
OTHER = "1001500002"


@pytest.fixture
def budget(hass: HomeAssistant) -> HistoryBudget:
    """Return a budget of which nothing is used."""
    return HistoryBudget(hass)


async def test_four_a_day(
    budget: HistoryBudget, freezer: FrozenDateTimeFactory
) -> None:
    """The fifth has to wait until the first is a day old; others need not."""
    begun = dt_util.utcnow()
    for _ in range(4):
        await budget.async_take(METER)
        freezer.tick(60)
    with pytest.raises(HistoryBudgetError) as raised:
        await budget.async_take(METER)
    assert raised.value.free_at == begun + timedelta(days=1)
    assert (budget.left(METER), budget.left(OTHER)) == (0, 4)
    with pytest.raises(HistoryBudgetError) as raised:
        budget.check(METER, 3)
    assert raised.value.free_at == begun + timedelta(days=1, minutes=2)
    budget.check(OTHER, 4)

    freezer.move_to(begun + timedelta(days=1))
    await budget.async_take(METER)
    assert budget.left(METER) == 0


async def test_given_back(budget: HistoryBudget) -> None:
    """A question that was not sent counts for nothing."""
    await budget.async_take(METER)
    await budget.async_give_back(METER)
    assert budget.left(METER) == 4


async def test_clock_that_was_wrong(
    budget: HistoryBudget, freezer: FrozenDateTimeFactory
) -> None:
    """What was asked at a time that is still to come was asked today at the latest."""
    freezer.tick(timedelta(days=300))
    for _ in range(4):
        await budget.async_take(METER)
    freezer.tick(timedelta(days=-300))
    with pytest.raises(HistoryBudgetError) as raised:
        budget.check(METER)
    assert raised.value.free_at == dt_util.utcnow() + timedelta(days=1)


async def test_one_after_another(
    budget: HistoryBudget, freezer: FrozenDateTimeFactory
) -> None:
    """A second lies between two questions, whoever asks."""
    times = []

    async def _ask() -> None:
        async with budget.turn():
            times.append(dt_util.utcnow())

    for _ in range(3):
        await passing(freezer, _ask())
    assert times[1] - times[0] >= timedelta(seconds=1)
    assert times[2] - times[1] >= timedelta(seconds=1)


async def _asked(folder: Path) -> int:
    """Let Home Assistant run and ask once more; return how often it could."""
    async with async_test_home_assistant(config_dir=str(folder)) as hass:
        budget = HistoryBudget(hass)
        await budget.async_load()
        left = budget.left(METER)
        if left:
            await budget.async_take(METER)
        await hass.async_stop(force=True)
        return left


async def test_restarts(tmp_path: Path) -> None:
    """Each run goes on where the one before ended, however that was."""
    assert [await _asked(tmp_path) for _ in range(6)] == [4, 3, 2, 1, 0, 0]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1]",
        '"text"',
        '{"version": 1}',
        '{"version": 1, "data": [1]}',
        '{"version": 1, "data": {"1001500001": 7}}',
        '{"version": 1, "data": {"1001500001": ["x", null, true]}}',
        '{"version": 1, "data": {"1001500001": [1e300, -5]}}',
    ],
)
async def test_broken_file(tmp_path: Path, content: str) -> None:
    """A file that was damaged is no reason not to start."""
    folder = tmp_path / ".storage"
    folder.mkdir()
    (folder / STORE_KEY).write_text(content, encoding="utf-8")
    assert await _asked(tmp_path) >= 3


async def test_removed_with_the_last_account(
    home: Home, hass_storage: dict[str, Any]
) -> None:
    """No file that tells when meters were asked stays behind; this run knows it."""
    await home.set_up()
    budget = home.hass.data[DATA_SHARED].history_budget
    await budget.async_take(METER)
    assert STORE_KEY in hass_storage

    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await until(lambda: STORE_KEY not in hass_storage)
    assert budget.left(METER) == 3

"""What is in the statistics, and what the simulated meters have counted."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, Literal

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util
from tests.home import Home
from tests.simulator.behaviours import Series

BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
ACTION: Final = "import_energy_history"


async def import_history(home: Home, device: str, channel: int | None = None) -> None:
    """Let the user import what a meter keeps."""
    await home.hass.services.async_call(
        DOMAIN, ACTION, {"device_id": home.device(device, channel).id}, blocking=True
    )


def statistic_of(home: Home, device: str, channel: int | None = None) -> str:
    """Return the id that the statistic of a load has for ever."""
    suffix = "" if channel is None else f"_{channel}"
    return f"ewelink:{home.sim(device).device_id.lower()}_energy{suffix}"


async def rows(
    hass: HomeAssistant,
    statistic_id: str,
    period: Literal["hour", "day", "month"] = "hour",
) -> list[Any]:
    """Return all rows of a statistic."""
    found = await get_instance(hass).async_add_executor_job(
        statistics_during_period,
        *(hass, BEGINNING, None, {statistic_id}, period, None),
        {"change", "state", "sum"},
    )
    return list(found.get(statistic_id, ()))


def check_sums(found: list[Any]) -> None:
    """Check that each sum is that of the states before it, and none is less."""
    for before, after in pairwise(found):
        assert round(after["sum"] * 100) == round(
            before["sum"] * 100 + after["state"] * 100
        )
        assert after["sum"] >= before["sum"]


async def by_day(hass: HomeAssistant, statistic_id: str) -> dict[date, int]:
    """Return what each day of the home has, in hundredths, as dashboards show it."""
    found = await rows(hass, statistic_id, "day")
    zone = dt_util.get_default_time_zone()
    return {
        datetime.fromtimestamp(it["start"], zone).date(): round(it["change"] * 100)
        for it in found
    }


def counted(series: Series, now: datetime, count: int) -> dict[date, int]:
    """Return what a meter has counted on so many days, by what its clock shows now."""
    values = series.days(now, count)
    return {now.date() - timedelta(days=back): it for back, it in enumerate(values)}

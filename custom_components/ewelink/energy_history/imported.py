"""Up to when the history of meters was imported."""

from collections.abc import Iterable
from datetime import UTC, datetime

from homeassistant.components.recorder.statistics import get_last_statistics
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance


async def async_last_rows(
    hass: HomeAssistant, statistic_ids: Iterable[str]
) -> dict[str, datetime]:
    """Return when the last row of each statistic begins, of those that have any."""
    return await get_instance(hass).async_add_executor_job(
        _last_rows, hass, list(statistic_ids)
    )


def _last_rows(hass: HomeAssistant, statistic_ids: list[str]) -> dict[str, datetime]:
    """Read them; for a thread of the recorder."""
    rows: dict[str, datetime] = {}
    for statistic_id in statistic_ids:
        found = get_last_statistics(hass, 1, statistic_id, False, {"sum"})
        for row in found.get(statistic_id, ()):
            rows[statistic_id] = datetime.fromtimestamp(row["start"], UTC)
    return rows

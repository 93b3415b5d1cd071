"""Puts what a meter told into the long-term statistics of Home Assistant.

They are external ones, that last as long as the user wants (docs/protocol.md, "Energy
history"). Sums go on from the last row that is older than what the meter still tells;
all rows after it are written anew, so that a correction moves every later sum.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_add_external_statistics,
    statistics_during_period,
)
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.const import UnitOfEnergy
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.recorder import get_instance
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import EnergyConverter

from ..const import DOMAIN
from ..devices.device import Device
from ..devices.device_days import days_of, hours_of, row_start
from ..domain_data import DATA_SHARED
from ..identifiers import child_identifier
from .reader import HistoryRead

RECORDER: Final = "recorder"
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
# How far back the last row before what is told is looked for; it is near, as a rule.
_LOOKS: Final = (timedelta(days=3), timedelta(days=400))
_WRITTEN_SECONDS: Final = 300
_HUNDREDTHS: Final = 100
_ENERGY: Final = "component.sensor.entity_component.energy.name"
# German writes nouns with a capital letter wherever they are.
_CAPITAL_NOUNS: Final = "de"


class Row(NamedTuple):
    """One hour of a statistic, in hundredths of a kWh."""

    start: datetime
    state: int
    sum: int


class Known(NamedTuple):
    """The sum before what is told, and the rows that there are from then on."""

    before: int
    rows: dict[datetime, tuple[int, int]]


def has_recorder(hass: HomeAssistant) -> bool:
    """Return whether there is anything to import into."""
    return RECORDER in hass.config.components


def statistic_id_of(device: Device, channel: int | None) -> str:
    """Return by what the statistic of a load is known; it never changes."""
    suffix = "" if channel is None else f"_{channel}"
    return f"{DOMAIN}:{_slug(device.id)}_energy{suffix}"


async def async_import(
    hass: HomeAssistant, device: Device, channel: int | None, read: HistoryRead
) -> None:
    """Write what a load's meter told; it is in the database when this returns."""
    statistic_id = statistic_id_of(device, channel)
    metadata = StatisticMetaData(
        has_sum=True,
        mean_type=StatisticMeanType.NONE,
        name=await _async_name(hass, device, channel),
        source=DOMAIN,
        statistic_id=statistic_id,
        unit_class=EnergyConverter.UNIT_CLASS,
        unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
    )
    async with hass.data[DATA_SHARED].history_budget.importing:
        statistics = await get_instance(hass).async_add_executor_job(
            _new_statistics, hass, statistic_id, read
        )
        async_add_external_statistics(hass, metadata, statistics)
        await _async_written(hass)


def rows_of(read: HistoryRead) -> dict[datetime, int]:
    """Return the hundredths of each row that a meter tells of, the oldest first."""
    if read.is_hourly:
        found = hours_of(read.values, read.read_at, read.clock)
    else:
        zone = dt_util.get_default_time_zone()
        found = [
            (row_start(day, read.clock, zone), it)
            for day, it in days_of(read.values, read.read_at, read.clock)
        ]
    rows: dict[datetime, int] = {}
    for start, hundredths in found:
        rows[start] = rows.get(start, 0) + hundredths
    return rows


def new_rows(told: dict[datetime, int], known: Known) -> list[Row]:
    """Return the rows to write, those alone that are not there yet, and the last.

    One that is there and stands for nothing any more, as the clock of the device or of
    the home was another, keeps the sum of what comes before it.
    """
    rows: list[Row] = []
    total = known.before
    for start in sorted(told.keys() | known.rows.keys()):
        state = told.get(start, 0)
        total += state
        if known.rows.get(start) != (state, total):
            rows.append(Row(start, state, total))
    if not rows:
        last = max(told)
        rows.append(Row(last, *known.rows[last]))
    return rows


def _new_statistics(
    hass: HomeAssistant, statistic_id: str, read: HistoryRead
) -> list[StatisticData]:
    """Return what is to be written; for a thread of the recorder."""
    told = rows_of(read)
    rows = new_rows(told, _read_known(hass, statistic_id, min(told)))
    return [
        StatisticData(
            start=it.start, state=it.state / _HUNDREDTHS, sum=it.sum / _HUNDREDTHS
        )
        for it in rows
    ]


def _read_known(hass: HomeAssistant, statistic_id: str, first: datetime) -> Known:

    def _during(start: datetime, end: datetime | None) -> list[Row]:
        found = statistics_during_period(
            hass,
            start,
            end,
            {statistic_id},
            "hour",
            {"energy": UnitOfEnergy.KILO_WATT_HOUR},
            {"state", "sum"},
        )
        return [
            Row(
                datetime.fromtimestamp(it["start"], UTC),
                round((it.get("state") or 0) * _HUNDREDTHS),
                round((it.get("sum") or 0) * _HUNDREDTHS),
            )
            for it in found.get(statistic_id, ())
        ]

    rows = {it.start: (it.state, it.sum) for it in _during(first, None)}
    for start in (*(first - look for look in _LOOKS), _BEGINNING):
        if before := _during(start, first):
            return Known(before[-1].sum, rows)
    return Known(0, rows)


async def _async_written(hass: HomeAssistant) -> None:
    """Wait until the recorder has done what it was given so far."""
    written: asyncio.Future[None] = hass.loop.create_future()
    get_instance(hass).queue_task(SynchronizeTask(written))
    async with asyncio.timeout(_WRITTEN_SECONDS):
        await written


async def _async_name(hass: HomeAssistant, device: Device, channel: int | None) -> str:
    """Return what the user reads: the name of the device, and "energy" in his words."""
    language = hass.config.language
    texts = await async_get_translations(hass, language, "entity_component", {"sensor"})
    energy = texts.get(_ENERGY, "energy")
    names = [_shown_name(hass, (DOMAIN, device.id)) or device.name]
    if channel is not None:
        child = _shown_name(hass, child_identifier(device.id, str(channel)))
        names.append(child or device.channel_name(channel) or str(channel + 1))
    if not language.startswith(_CAPITAL_NOUNS):
        energy = energy.lower()
    return " ".join([*names, energy])


@callback
def _shown_name(hass: HomeAssistant, identifier: tuple[str, str]) -> str | None:
    """Return how a device, or a channel, is called here, if it is registered."""
    registry = dr.async_get(hass)
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        found = registry.async_get_device_by_identifier(
            identifier, entry.entry_id
        ) or registry.async_get_child_device_by_identifier(identifier, entry.entry_id)
        if found is not None:
            return found.name_by_user or found.name
    return None


def _slug(device_id: str) -> str:
    return "".join(
        it if it.isascii() and it.isalnum() else "_" for it in device_id.lower()
    )

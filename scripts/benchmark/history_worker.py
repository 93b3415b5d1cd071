"""What the import of energy history costs, in a Home Assistant that records."""

import argparse
import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
import tempfile
import time
from typing import Final

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.device_days import DeviceClock
from custom_components.ewelink.energy_history.importer import async_import
from custom_components.ewelink.energy_history.reader import HistoryRead
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.const import UnitOfEnergy
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.util.unit_conversion import EnergyConverter

from .home import home_assistant
from .processes import write_figures

NOWHERE: Final = "http://127.0.0.1:9"
METERS: Final = 100
DAYS: Final = 100
HOURS: Final = 4536
_LOOK_SECONDS: Final = 0.005


class _Longest:
    """The longest time for which the loop served nobody, in ms."""

    def __init__(self) -> None:
        self.ms = 0.0

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(_LOOK_SECONDS)
            late = time.monotonic() - before - _LOOK_SECONDS
            self.ms = max(self.ms, late * 1000)


@asynccontextmanager
async def _watching() -> AsyncGenerator[_Longest]:
    longest = _Longest()
    task = asyncio.create_task(longest.watch())
    await asyncio.sleep(0)
    try:
        yield longest
    finally:
        task.cancel()


def _read(count: int, *, is_hourly: bool) -> HistoryRead:
    return HistoryRead(
        clock=DeviceClock(UTC),
        is_hourly=is_hourly,
        values=tuple(n * 7 % 1000 for n in range(count)),
        read_at=datetime.now(UTC),
    )


def _meter(number: int) -> Device:
    return Device(Thing(deviceid=f"10000{number:05}", name=f"{number}", apikey=""))


async def _import(
    hass: HomeAssistant, meters: list[Device], read: HistoryRead
) -> tuple[float, float]:
    """Return the seconds of CPU, the recorder's too, and the longest wait in ms."""
    async with _watching() as longest:
        begun = time.process_time()
        for device in meters:
            await async_import(hass, device, None, read)
        return time.process_time() - begun, longest.ms


async def _import_bare(hass: HomeAssistant) -> float:
    """Return the seconds of CPU that as many rows take that nobody reckons out."""
    begun = time.process_time()
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(METERS):
        rows = [
            StatisticData(start=midnight - timedelta(days=it), state=1, sum=1)
            for it in range(DAYS)
        ]
        metadata = StatisticMetaData(
            has_sum=True,
            mean_type=StatisticMeanType.NONE,
            name=None,
            source=DOMAIN,
            statistic_id=f"{DOMAIN}:bare_{number}",
            unit_class=EnergyConverter.UNIT_CLASS,
            unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        )
        async_add_external_statistics(hass, metadata, rows)
    await get_instance(hass).async_block_till_done()
    return time.process_time() - begun


async def _measure(folder: Path) -> dict[str, float]:
    async with home_assistant(folder, NOWHERE, "recorder:\n") as hass:
        meters = [_meter(number) for number in range(METERS)]
        days = _read(DAYS, is_hourly=False)
        first, first_wait = await _import(hass, meters, days)
        again, again_wait = await _import(hass, meters, days)
        floor = await _import_bare(hass)
        hours = _read(HOURS, is_hourly=True)
        _, hours_wait = await _import(hass, [_meter(METERS)], hours)
    return {
        "history_cpu": first,
        "history_again_cpu": again,
        "history_floor": floor,
        "history_wait": max(first_wait, again_wait),
        "history_hours_wait": hours_wait,
    }


def main() -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ewelink-bench-") as folder:
        figures = asyncio.run(_measure(Path(folder)))
    write_figures(figures, arguments.figures)


if __name__ == "__main__":
    main()

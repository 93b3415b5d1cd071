"""What the import of energy history costs, in a Home Assistant that records."""

import argparse
import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
import tempfile
import time
from typing import Final

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.device_days import DeviceClock
from custom_components.ewelink.energy_history.importer import async_import
from custom_components.ewelink.energy_history.reader import HistoryRead
from homeassistant.core import HomeAssistant

from .home import home_assistant
from .processes import write_figures

NOWHERE: Final = "http://127.0.0.1:9"
METERS: Final = 100
DAYS: Final = 100
HOURS: Final = 4536
_LOOK_SECONDS: Final = 0.001


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


async def _measure(folder: Path) -> dict[str, float]:
    async with home_assistant(folder, NOWHERE, "recorder:\n") as hass:
        meters = [_meter(number) for number in range(METERS)]
        days = _read(DAYS, is_hourly=False)
        first, first_wait = await _import(hass, meters, days)
        again, again_wait = await _import(hass, meters, days)
        hours = _read(HOURS, is_hourly=True)
        _, hours_wait = await _import(hass, [_meter(METERS)], hours)
    return {
        "history_cpu": first,
        "history_again_cpu": again,
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

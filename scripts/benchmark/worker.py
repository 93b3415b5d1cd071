"""The process that is measured: a real Home Assistant with one account."""

import argparse
from collections.abc import Mapping
from pathlib import Path
import shutil
import tempfile
import tracemalloc

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.runner import create_event_loop

from .arrival import arrive
from .home import home_assistant, settled
from .lifecycle import commands, idle, reconnect
from .processes import write_figures
from .pushes import FULL, QUICK, PushBench
from .remote import Remote
from .silence import silence

_KILO = 1000


async def _measure(arguments: argparse.Namespace, folder: Path) -> dict[str, float]:
    remote = await Remote.connect(arguments.port)
    account = await remote.order("describe")
    url = account["base_url"]
    async with home_assistant(folder, url) as hass:
        figures: dict[str, float] = {}
        if arguments.idle:
            figures["idle_floor"] = await idle(arguments.idle)
        entry, arrival = await arrive(hass, account, arguments.devices)
        figures |= arrival
        if arguments.memory:
            return figures
        await settled(hass, entry)
        if arguments.mixed:
            return await _measure_mixed(hass, entry, remote, figures, arguments)
        effort = QUICK if arguments.quick else FULL
        figures |= await PushBench(hass, entry, remote, effort).run(url)
        figures |= await commands(hass, remote)
        figures["page"] = await remote.order("page")
        if arguments.idle:
            figures["idle"] = await idle(arguments.idle)
        if arguments.reconnect:
            figures |= await reconnect(hass, remote)
        if arguments.silence:
            figures |= await silence(hass)
    return figures


async def _measure_mixed(
    hass: HomeAssistant,
    entry: ConfigEntry,
    remote: Remote,
    arrival: Mapping[str, float],
    arguments: argparse.Namespace,
) -> dict[str, float]:
    """Return what a home of all kinds of devices takes and costs."""
    effort = QUICK if arguments.quick else FULL
    figures = await PushBench(hass, entry, remote, effort).run_mixed()
    return figures | {
        "mixed_entities": arrival["entities"],
        "mixed_memory": arrival["memory"] / arguments.devices * _KILO,
    }


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="worker", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="of the cloud")
    parser.add_argument("--devices", type=int, required=True)
    parser.add_argument("--idle", type=float, default=0, help="seconds")
    parser.add_argument("--reconnect", action="store_true")
    parser.add_argument("--silence", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--figures", type=Path, required=True, help="file to write")
    arguments = parser.parse_args()
    if arguments.memory:
        tracemalloc.start()
    folder = Path(tempfile.mkdtemp(prefix="ewelink-bench-"))
    try:
        figures = create_event_loop().run_until_complete(_measure(arguments, folder))
    finally:
        shutil.rmtree(folder)
    write_figures(figures, arguments.figures)


if __name__ == "__main__":
    main()

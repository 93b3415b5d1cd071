"""The process that is measured: a real Home Assistant beside local devices."""

import argparse
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from homeassistant.runner import create_event_loop

from .local_commands import commands, dead, slow
from .local_home import LocalHome, local_home
from .local_pushes import records
from .local_rest import meters, quiet, start
from .processes import write_figures


async def _whole(home: LocalHome, arguments: argparse.Namespace) -> dict[str, float]:
    await home.add_account(arguments.devices)
    rounds = 3 if arguments.quick else 10
    figures = await commands(home, rounds)
    figures |= await records(home, rounds)
    figures |= await slow(home)
    return figures | await dead(home)


async def _start(home: LocalHome, arguments: argparse.Namespace) -> dict[str, float]:
    return {"local_start": await start(home, arguments.devices)}


async def _start_silent(
    home: LocalHome, arguments: argparse.Namespace
) -> dict[str, float]:
    return {"local_start_silent": await start(home, arguments.devices)}


async def _meters(home: LocalHome, arguments: argparse.Namespace) -> dict[str, float]:
    await home.add_account(arguments.devices)
    return await meters(home, arguments.seconds)


async def _quiet(home: LocalHome, arguments: argparse.Namespace) -> dict[str, float]:
    await home.add_account(arguments.devices)
    return await quiet(home, arguments.seconds)


type Part = Callable[[LocalHome, argparse.Namespace], Awaitable[dict[str, float]]]

PARTS: Final[Mapping[str, Part]] = {
    "whole": _whole,
    "start": _start,
    "start_silent": _start_silent,
    "meters": _meters,
    "quiet": _quiet,
}


async def _measure(arguments: argparse.Namespace) -> dict[str, float]:
    part = arguments.part
    async with local_home(
        arguments.folder,
        arguments.port,
        arguments.control_url,
        is_drawn=part.startswith("start"),
        is_silent=part == "start_silent",
    ) as home:
        return await PARTS[part](home, arguments)


def main() -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(prog="local_worker", description=__doc__)
    parser.add_argument("--part", choices=PARTS, required=True)
    parser.add_argument("--port", type=int, required=True, help="of the cloud")
    parser.add_argument("--control-url", required=True, help="of the devices")
    parser.add_argument("--devices", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="of Home Assistant")
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--figures", type=Path, required=True, help="file to write")
    arguments = parser.parse_args()
    figures = create_event_loop().run_until_complete(_measure(arguments))
    write_figures(figures, arguments.figures)


if __name__ == "__main__":
    main()

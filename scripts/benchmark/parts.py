"""A process that measures one part of what belongs together."""

import argparse
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from homeassistant.runner import create_event_loop

from .processes import write_figures
from .remote import Remote

type Figures = dict[str, float]
type Part = Callable[[argparse.Namespace, Remote], Coroutine[Any, Any, Figures]]


def run_part(name: str, description: str | None, parts: Mapping[str, Part]) -> None:
    """Measure the part that is asked for, and write the figures."""
    parser = argparse.ArgumentParser(prog=name, description=description)
    parser.add_argument("--part", choices=parts, required=True)
    parser.add_argument("--port", type=int, required=True, help="of the cloud")
    parser.add_argument("--devices", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="of Home Assistant")
    parser.add_argument("--figures", type=Path, required=True, help="file to write")
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    measured = _measured(parts[arguments.part], arguments)
    write_figures(create_event_loop().run_until_complete(measured), arguments.figures)


async def _measured(part: Part, arguments: argparse.Namespace) -> Figures:
    return await part(arguments, await Remote.connect(arguments.port))

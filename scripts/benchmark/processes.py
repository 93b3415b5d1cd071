"""The processes of a measurement: the cloud and the measured Home Assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import time
from typing import Final

from scripts.playground.child import PYTHON, Child, ChildError

LONGEST_RUN: Final = 300


@contextmanager
def _running(child: Child) -> Iterator[Child]:
    try:
        yield child
    finally:
        child.stop(5)


@contextmanager
def cloud_of(folder: Path, size: int, *options: str) -> Iterator[str]:
    """Run the cloud with a home; yields the port where it takes orders."""
    command = [PYTHON, "-m", f"{__package__}.cloud", "--devices", str(size), *options]
    with _running(Child("the cloud", command, folder / "cloud.log")) as child:
        yield child.first_line()


def figures_of(folder: Path, module: str, *options: str) -> dict[str, float]:
    """Let a module measure in a process of its own, and return its figures."""
    figures = folder / "figures.json"
    figures.unlink(missing_ok=True)
    command = [PYTHON, "-m", f"{__package__}.{module}", "--figures", str(figures)]
    log = folder / "home_assistant.log"
    with _running(Child("Home Assistant", [*command, *options], log)) as measured:
        _await(measured, figures)
    read: dict[str, float] = json.loads(figures.read_text(encoding="utf-8"))
    return read


def write_figures(figures: dict[str, float], path: Path) -> None:
    """Write them so that nobody reads a half of them."""
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(figures), encoding="utf-8")
    unfinished.rename(path)


def _await(child: Child, figures: Path) -> None:
    end = time.monotonic() + LONGEST_RUN
    while not figures.exists():
        child.check()
        if time.monotonic() > end:
            raise ChildError(f"{child.name} needs too long; its log is {child.log}")
        time.sleep(0.1)

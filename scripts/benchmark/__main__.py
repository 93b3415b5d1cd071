"""Measures the integration in a real Home Assistant beside the floor.

The floor is a bare WebSocket client in the same process that parses each frame and
sets one state. docs/performance.md tells how to read the table.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import sys
import tempfile
import time

from scripts.playground.child import PYTHON, Child, ChildError

from .goals import FEW, MANY, SIZES, SOME, missed, table

type AllFigures = dict[int, dict[str, float]]

LONGEST_RUN = 300
MIXED = "--mixed"
IDLE_SECONDS = 20
QUICK_IDLE_SECONDS = 5


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument(
        "--check", action="store_true", help="fail when a goal is missed"
    )
    parser.add_argument(
        "--devices",
        type=int,
        nargs="+",
        choices=SIZES,
        default=SIZES,
        help="sizes of the home (%(default)s)",
    )
    return parser.parse_args()


@contextmanager
def _running(child: Child) -> Iterator[Child]:
    try:
        yield child
    finally:
        child.stop(5)


def _run(folder: Path, size: int, *options: str) -> dict[str, float]:
    """Return the figures of one home, measured in processes of its own."""
    cloud = [PYTHON, "-m", f"{__package__}.cloud", "--devices", str(size)]
    cloud += [option for option in options if option == MIXED]
    worker = [PYTHON, "-m", f"{__package__}.worker", "--devices", str(size)]
    figures = folder / "figures.json"
    figures.unlink(missing_ok=True)
    with _running(Child("the cloud", cloud, folder / "cloud.log")) as child:
        worker += ["--port", child.first_line(), "--figures", str(figures), *options]
        log = folder / "home_assistant.log"
        with _running(Child("Home Assistant", worker, log)) as measured:
            _await(measured, figures)
    read: dict[str, float] = json.loads(figures.read_text(encoding="utf-8"))
    return read


def _await(child: Child, figures: Path) -> None:
    end = time.monotonic() + LONGEST_RUN
    while not figures.exists():
        child.check()
        if time.monotonic() > end:
            raise ChildError(f"{child.name} needs too long; its log is {child.log}")
        time.sleep(0.1)


def _options(size: int, *, quick: bool) -> list[str]:
    options = ["--quick"] if quick else []
    if size in (SOME, MANY):
        options.append("--reconnect")
    if size == FEW:
        options.append("--silence")
    if size == MANY:
        seconds = QUICK_IDLE_SECONDS if quick else IDLE_SECONDS
        options += ["--idle", str(seconds)]
    return options


def _measure(
    arguments: argparse.Namespace, folder: Path
) -> dict[int, dict[str, float]]:
    figures = {}
    for size in sorted(set(arguments.devices)):
        print(f"Measuring with {size:,} devices ...", file=sys.stderr, flush=True)
        figures[size] = _run(folder, size, *_options(size, quick=arguments.quick))
        if FEW in figures:
            cpu, least = (figures[it]["relay_cpu_ours"] for it in (size, FEW))
            figures[size]["growth"] = cpu / least
        if SOME in figures:
            page, full = (figures[it]["page"] for it in (size, SOME))
            figures[size]["page_growth"] = page / full
    if MANY in figures:
        print("Measuring a mixed home ...", file=sys.stderr, flush=True)
        quick = ["--quick"] if arguments.quick else []
        figures[MANY] |= _run(folder, MANY, MIXED, *quick)
    if MANY in figures and not arguments.quick:
        print("Measuring memory ...", file=sys.stderr, flush=True)
        figures[MANY]["traced"] = _run(folder, MANY, "--memory")["traced"]
    return figures


def main() -> int:
    """Measure and print; return the exit code."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="ewelink-bench-") as folder:
        try:
            figures = _measure(arguments, Path(folder))
        except ChildError as error:
            print(error, file=sys.stderr)
            return 2
    print(table(figures))
    if names := missed(figures):
        print(f"\nMissed: {'; '.join(names)}")
        return 1 if arguments.check else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

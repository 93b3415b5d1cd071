"""Measures the integration in a real Home Assistant beside the floor.

The floor is a bare WebSocket client in the same process that parses each frame and
sets one state. docs/performance.md tells how to read the table.
"""

import argparse
from pathlib import Path
import sys
import tempfile

from scripts.playground.child import ChildError

from .cloud import HOMES
from .goals import missed, table
from .large import measure_large, measure_tower
from .loads import measure_loads
from .local import measure_local
from .processes import cloud_of, figures_of
from .rows import FEW, HUGE, MANY, SIZES, SOME

type AllFigures = dict[int, dict[str, float]]

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
        "--large",
        action="store_true",
        help="only an account of 5,000 things, and ten accounts",
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


def _run(folder: Path, size: int, *options: str) -> dict[str, float]:
    """Return the figures of one home, measured in processes of its own."""
    homes = [option for option in options if option in HOMES]
    with cloud_of(folder, size, *homes) as port:
        words = ["--port", port, "--devices", str(size), *options]
        return figures_of(folder, "worker", *words)


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
    if arguments.large:
        return {MANY: measure_tower(folder), HUGE: measure_large(folder)}
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
    if SOME in figures:
        print("Measuring local devices ...", file=sys.stderr, flush=True)
        figures[SOME] |= measure_local(folder, SOME, quick=arguments.quick)
        print("Measuring energy history ...", file=sys.stderr, flush=True)
        figures[SOME] |= figures_of(folder, "history_worker")
    if MANY in figures:
        print("Measuring a mixed home ...", file=sys.stderr, flush=True)
        quick = ["--quick"] if arguments.quick else []
        figures[MANY] |= _run(folder, MANY, MIXED, *quick)
        print("Measuring relays and meters ...", file=sys.stderr, flush=True)
        figures[MANY] |= measure_loads(folder, MANY)
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

"""An account with thousands of things, and many accounts beside each other."""

from pathlib import Path
import sys
import tempfile
from typing import Final

from .processes import cloud_of, figures_of
from .rows import FEW, HUGE, MANY, Row

TOWER: Final = "--tower"
LARGE_ROWS: Final = (
    Row(name="enabled entities", ours="large_enabled", goals={HUGE: 9500}),
    Row(
        name="first start: all states, s",
        ours="large_states",
        digits=1,
        goals={HUGE: 60},
    ),
    Row(name="… CPU, s", ours="large_cpu", digits=1),
    Row(name="… calls", ours="large_calls"),
    Row(name="next start: all states, s", ours="large_warm", digits=1),
    Row(name="… CPU, s", ours="large_warm_cpu", digits=1),
    Row(name="memory, MB beyond an empty Home Assistant", ours="large_memory"),
    Row(
        name="relay push: CPU at an easy pace, µs",
        ours="large_push",
        floor="large_push_floor",
    ),
    Row(
        name="… compared with 10 devices",
        ours="large_growth",
        digits=2,
    ),
    Row(
        name="handler alone, beside async_set alone, µs",
        ours="large_inside",
        floor="large_inside_floor",
        digits=1,
    ),
    Row(name="10 accounts of 100: all states, s", ours="tower_states", digits=1),
    Row(name="… CPU, s", ours="tower_cpu", digits=1),
    Row(name="… sockets", ours="tower_sockets", goals={MANY: 10}),
    Row(name="… memory, MB", ours="tower_memory", digits=1),
    Row(
        name="… relay push: CPU at an easy pace, µs",
        ours="tower_push",
        floor="tower_push_floor",
    ),
)


def measure_large(folder: Path) -> dict[str, float]:
    """Return the figures of an account with thousands of things."""
    print("Measuring a large account ...", file=sys.stderr, flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ewelink-large-") as config,
        cloud_of(folder, HUGE) as port,
    ):
        words = ["--port", port, "--devices", str(HUGE), "--folder", config]
        _first, empty, cold, warm = (
            figures_of(folder, "large_worker", "--part", part, *words)
            for part in ("empty", "empty", "cold", "warm")
        )
    with cloud_of(folder, FEW) as port:
        words = ["--port", port, "--devices", str(FEW), "--folder", str(folder / "few")]
        few = figures_of(folder, "large_worker", "--part", "cold", *words)
    return {
        "large_enabled": cold["enabled"],
        "large_states": cold["start"],
        "large_cpu": cold["start_cpu"],
        "large_calls": cold["calls"],
        "large_warm": warm["start"] - empty["start"],
        "large_warm_cpu": warm["start_cpu"] - empty["start_cpu"],
        "large_memory": warm["memory"] - empty["memory"],
        "large_push": cold["push"],
        "large_push_floor": cold["push_floor"],
        "large_growth": cold["push"] / few["push"],
        "large_inside": cold["inside"],
        "large_inside_floor": cold["inside_floor"],
    }


def measure_tower(folder: Path) -> dict[str, float]:
    """Return the figures of ten accounts with a hundred devices each."""
    print("Measuring many accounts ...", file=sys.stderr, flush=True)
    with cloud_of(folder, MANY, TOWER) as port:
        words = ["--port", port, "--devices", str(MANY)]
        words += ["--folder", str(folder / "tower")]
        figures = figures_of(folder, "large_worker", "--part", "tower", *words)
    return {
        "tower_states": figures["start"],
        "tower_cpu": figures["start_cpu"],
        "tower_sockets": figures["sockets"],
        "tower_memory": figures["memory"],
        "tower_push": figures["push"],
        "tower_push_floor": figures["push_floor"],
    }

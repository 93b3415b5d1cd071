"""A home of relays and meters: what it takes of memory, and how it starts.

One process after the other starts on the same folder of Home Assistant: without an
account, adding it, and knowing everything of it. What the last two take is told beyond
what the one before them takes.
"""

from pathlib import Path
import tempfile
from typing import Final

from .processes import cloud_of, figures_of

HOME: Final = "--loads"


def measure_loads(folder: Path, size: int) -> dict[str, float]:
    """Return the figures of a home of that many devices."""
    with (
        tempfile.TemporaryDirectory(prefix="ewelink-loads-") as config,
        cloud_of(folder, size, HOME) as port,
    ):
        words = ["--port", port, "--devices", str(size), "--folder", config]
        # The first one makes the folder.
        _first, empty, cold, warm = (
            figures_of(folder, "loads_worker", "--part", part, *words)
            for part in ("empty", "empty", "cold", "warm")
        )
    return {
        "loads_entities": warm["entities"],
        "loads_states": warm["states"],
        "loads_memory": cold["memory"] - empty["memory"],
        "loads_memory_warm": warm["memory"] - empty["memory"],
        "loads_start": cold["start"],
        "loads_start_cpu": cold["start_cpu"],
        "loads_start_warm": warm["start"] - empty["start"],
        "loads_start_warm_cpu": warm["start_cpu"] - empty["start_cpu"],
    }

"""What devices in the same network cost, and what they are worth without internet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
import shutil
from typing import Final

from tests.lan_simulator.process import LanProcess

from .processes import cloud_of, figures_of

# So long that quiet devices are asked again.
QUIET_SECONDS: Final = 180
METER_SECONDS: Final = 60
QUICK_METER_SECONDS: Final = 20

type Measure = Callable[..., dict[str, float]]


def measure_local(folder: Path, size: int, *, quick: bool) -> dict[str, float]:
    """Return the figures of a home of relays, and of one of meters."""
    rounds = ["--quick"] if quick else []
    seconds = QUICK_METER_SECONDS if quick else METER_SECONDS
    with _home(folder, size, "--relays") as measure:
        figures = measure("whole", *rounds)
        # Each start finds what Home Assistant kept when it stopped.
        figures |= measure("start") | measure("start_silent")
    with _home(folder, size, "--meters") as measure:
        figures |= measure("meters", "--seconds", str(seconds))
    if not quick:
        with _home(folder, size, "--relays") as measure:
            figures |= measure("quiet", "--seconds", str(QUIET_SECONDS))
    return figures


@contextmanager
def _home(folder: Path, size: int, home: str) -> Iterator[Measure]:
    """Run cloud and devices; yields what measures one part, on the same folder."""
    config = folder / "local"
    devices = LanProcess()
    try:
        with cloud_of(folder, size, home) as port:
            words = ["--port", port, "--devices", str(size), "--folder", str(config)]
            words += ["--control-url", devices.control_url]

            def _measure(part: str, *options: str) -> dict[str, float]:
                return figures_of(
                    folder, "local_worker", *words, "--part", part, *options
                )

            yield _measure
    finally:
        devices.stop()
        shutil.rmtree(config, ignore_errors=True)

"""The figures of the import of energy history, and what they must reach."""

from typing import Final

from .rows import SOME, Row

HISTORY_ROWS: Final = (
    Row(
        name="100 days of 100 meters imported: CPU, s",
        ours="history_cpu",
        digits=2,
        goals={SOME: 5},
    ),
    Row(
        name="… beside as many rows of Home Assistant's own, s",
        ours="history_cpu",
        floor="history_floor",
        digits=2,
    ),
    Row(name="… the same again: CPU, s", ours="history_again_cpu", digits=2),
    Row(
        name="… longest wait of the event loop, ms",
        ours="history_wait",
        digits=1,
        goals={SOME: 50},
    ),
    Row(
        name="4,536 hours imported: longest wait of the event loop, ms",
        ours="history_hours_wait",
        digits=1,
        goals={SOME: 50},
    ),
)

"""The figures of a home of relays and meters, and what they must reach."""

from typing import Final

from .rows import MANY, Row

LOADS_ROWS: Final = (
    Row(name="relays and meters: entities, disabled ones too", ours="loads_entities"),
    Row(name="… states, with Home Assistant's own", ours="loads_states"),
    Row(
        name="… memory, MB resident",
        ours="loads_memory",
        digits=1,
        goals={MANY: 81},
    ),
    Row(name="… after a restart, MB resident", ours="loads_memory_warm", digits=1),
    Row(name="… first start, s", ours="loads_start", digits=2),
    Row(name="… first start: CPU, s", ours="loads_start_cpu", digits=2),
    Row(name="… warm start, s", ours="loads_start_warm", digits=2, goals={MANY: 7}),
    Row(name="… warm start: CPU, s", ours="loads_start_warm_cpu", digits=2),
)

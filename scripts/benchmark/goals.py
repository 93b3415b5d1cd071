"""The figures, what they must reach, and the table that shows both."""

from collections.abc import Iterator, Mapping
from operator import ge, le
from typing import Final

from .history_goals import HISTORY_ROWS
from .large import LARGE_ROWS
from .loads_goals import LOADS_ROWS
from .local_goals import LOCAL_ROWS
from .rows import FEW, MANY, SOME, Figures, Row


def _pushes(kind: str, name: str, goals: Mapping[str, float]) -> Iterator[Row]:
    for figure, title, digits in (
        ("p50", "latency p50, µs", 0),
        ("p95", "latency p95, µs", 0),
        ("cpu", "CPU at an easy pace, µs", 0),
        ("burst_cpu", "CPU at full speed, µs", 1),
        ("rate", "sustained rate, 1/s", 0),
    ):
        yield Row(
            name=f"{name}: {title}",
            ours=f"{kind}_{figure}_ours",
            floor=f"{kind}_{figure}_floor",
            digits=digits,
            goals={MANY: goals[figure]} if figure in goals else None,
            reaches=ge if figure == "rate" else le,
        )


# An event writes attributes, and a time that is new with each press.
DEARER: Final = {("press", "cpu"), ("press", "burst_cpu")}

ROWS: Final = (
    *_pushes("relay", "relay push", {"p50": 1.3, "cpu": 1.5, "rate": 0.7}),
    *_pushes("sensor", "sensor push", {}),
    *(
        Row(
            name=f"relay push beside a bare entity: {title}",
            ours=f"relay_{figure}_ours",
            floor=f"relay_{figure}_entity",
        )
        for figure, title in (
            ("p50", "latency p50, µs"),
            ("cpu", "CPU at an easy pace, µs"),
            ("rate", "sustained rate, 1/s"),
        )
    ),
    *(
        Row(
            name=f"mixed home: {kind} push beside a relay push: {title}",
            ours=f"mixed_{figure}_{kind}",
            floor=f"mixed_{figure}_relay",
            digits=digits,
            goals=None if (kind, figure) in DEARER else {MANY: 1.2},
        )
        for kind in ("light", "cover", "press")
        for figure, title, digits in (
            ("p50", "latency p50, µs", 0),
            ("cpu", "CPU at an easy pace, µs", 0),
            ("burst_cpu", "CPU at full speed, µs", 1),
        )
    ),
    Row(
        name="relay push: CPU compared with 10 devices",
        ours="growth",
        digits=2,
        goals={MANY: 1.2},
    ),
    Row(
        name="handler alone, beside async_set alone, µs",
        ours="inside_ours",
        floor="inside_floor",
        digits=1,
    ),
    Row(
        name="handler alone, beside a bare entity, µs",
        ours="inside_ours",
        floor="inside_entity",
        digits=1,
    ),
    Row(name="entities, disabled ones included", ours="entities"),
    Row(name="states", ours="states"),
    Row(name="memory, MB resident", ours="memory", digits=1, goals={MANY: 60}),
    Row(name="memory, MB traced", ours="traced", digits=1, goals={MANY: 60}),
    Row(name="mixed home: entities", ours="mixed_entities"),
    Row(
        name="mixed home: memory per device, kB",
        ours="mixed_memory",
        digits=1,
        goals={MANY: 60},
    ),
    Row(name="first states, s", ours="first_states", digits=2, goals={MANY: 2}),
    Row(name="all states, s", ours="all_states", digits=2, goals={MANY: 8}),
    Row(name="commands sent together", ours="together_count"),
    Row(name="… all at the cloud, ms", ours="together", digits=1, goals={MANY: 100}),
    Row(
        name="one command at the cloud, ms",
        ours="command_there",
        digits=2,
        goals={MANY: 3},
    ),
    Row(
        name="… its call back, ms after that",
        ours="command_back",
        digits=2,
        goals={MANY: 3},
    ),
    Row(name="simulated cloud: a page of 100 devices, ms", ours="page", digits=2),
    Row(
        name="… compared with a home of 100 devices",
        ours="page_growth",
        digits=2,
        goals={MANY: 3},
    ),
    Row(
        name="idle, % of a core",
        ours="idle",
        digits=3,
        goals={MANY: 0.2},
    ),
    Row(name="… without an account", ours="idle_floor", digits=3),
    Row(
        name="fresh after userOnline, s",
        ours="fresh",
        digits=2,
        goals={SOME: 2, MANY: 6},
    ),
    Row(
        name="a call beside 3 silent accounts, s",
        ours="call_beside",
        floor="call_alone",
        digits=2,
        goals={FEW: 1.5},
    ),
    Row(
        name="… the slowest, unless its own account called before, s",
        ours="slowest_lone",
        digits=2,
        goals={FEW: 1.5},
    ),
    *LOCAL_ROWS,
    *HISTORY_ROWS,
    *LOADS_ROWS,
    *LARGE_ROWS,
)


def table(all_figures: Figures) -> str:
    """Return all figures as a table in Markdown."""
    head = ["ours / floor = ratio", *(f"{size:,} devices" for size in all_figures)]
    lines = [[*head, "goal", ""], ["---", *("--:" for _ in all_figures), "---", "---"]]
    for row in ROWS:
        cells = [row.cell(figures) for figures in all_figures.values()]
        if any(cells):
            verdict = (
                "" if not row.goals else "missed" if row.missed(all_figures) else "ok"
            )
            lines.append([row.name, *cells, row.goal(), verdict])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def missed(all_figures: Figures) -> list[str]:
    """Return the names of the figures that miss their goals."""
    return [row.name for row in ROWS if row.missed(all_figures)]

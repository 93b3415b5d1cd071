"""Which rows are written, whatever there is already."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise

from hypothesis import given, strategies as st

from custom_components.ewelink.energy_history.importer import Known, Row, new_rows

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
STATES = st.lists(st.integers(0, 25599), min_size=1, max_size=30)
OFFSETS = st.integers(-30, 40)


def told_from(offset: int, states: list[int], hours: int = 24) -> dict[datetime, int]:
    """Return what a meter tells of days that begin some hours from the first."""
    return {
        FIRST + timedelta(hours=offset + day * hours): it
        for day, it in enumerate(states)
    }


class Table:
    """Rows as a database keeps them."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: dict[datetime, tuple[int, int]] = {}

    def take(self, told: dict[datetime, int]) -> list[Row]:
        """Import what a meter tells; return what was written."""
        first = min(told)
        older = [it for start, it in sorted(self.rows.items()) if start < first]
        before = older[-1][1] if older else 0
        later = {start: it for start, it in self.rows.items() if start >= first}
        written = new_rows(told, Known(before, later))
        self.rows |= {it.start: (it.state, it.sum) for it in written}
        return written

    @property
    def sums(self) -> list[int]:
        """Return all sums in their order."""
        return [total for _, (_, total) in sorted(self.rows.items())]


@given(STATES)
def test_first_import(states: list[int]) -> None:
    """The sum begins with the first day that is told."""
    table = Table()
    table.take(told_from(0, states))
    assert table.sums == list(accumulate(states))


@given(STATES)
def test_twice(states: list[int]) -> None:
    """The same again writes the last row as it is, and no other."""
    table = Table()
    table.take(told_from(0, states))
    rows = dict(table.rows)
    assert len(table.take(told_from(0, states))) == 1
    assert table.rows == rows


@given(st.lists(st.tuples(OFFSETS, STATES), min_size=1, max_size=6))
def test_whatever_comes(texts: list[tuple[int, list[int]]]) -> None:
    """No sum is less than the one before, whatever meters tell after another."""
    table = Table()
    for offset, states in texts:
        table.take(told_from(offset, states))
        assert all(after >= before for before, after in pairwise(table.sums))


@given(STATES, STATES, st.integers(0, 40))
def test_window_moves_on(old: list[int], new: list[int], days: int) -> None:
    """Days that are told no more stay, and the sum goes on from them."""
    table = Table()
    table.take(told_from(0, old))
    table.take(told_from(days * 24, new))
    assert table.sums == list(
        accumulate([*old[:days], *new, *[0] * (len(old) - days - len(new))])
    )


def test_correction_moves_later_sums() -> None:
    """A day that was corrected counts in every sum after it."""
    table = Table()
    table.take(told_from(0, [100, 200, 300]))
    written = table.take(told_from(0, [100, 250, 300]))
    assert [(it.state, it.sum) for it in written] == [(250, 350), (300, 650)]


def test_row_of_another_clock() -> None:
    """A row for which no day stands any more adds nothing, and takes nothing away."""
    table = Table()
    table.take(told_from(0, [100, 200]))
    table.take(told_from(1, [50, 200, 10]))
    assert table.sums == [100, 150, 150, 350, 360]

"""Energy that only grows, from whatever meters may tell in whatever order."""

from collections.abc import Mapping
from datetime import date, timedelta
import json
from typing import Any, Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.lifetime import (
    KEPT_DAYS,
    CounterTotal,
    HistoryTotal,
    read_date,
)

FIRST: Final = date(2026, 1, 1)
GARBAGE: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda it: st.lists(it, max_size=4) | st.dictionaries(st.text(), it, max_size=4),
    max_leaves=6,
)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _days(values: Mapping[int, int]) -> list[tuple[date, int]]:
    return [(_day(number), it) for number, it in values.items()]


def _stored[TotalT: (CounterTotal, HistoryTotal)](total: TotalT) -> TotalT:
    """Return what is there after a restart."""
    return type(total).from_dict(json.loads(json.dumps(total.to_dict())))


@pytest.mark.parametrize(
    ("values", "total"),
    [
        pytest.param([7], 7, id="first"),
        pytest.param([10, 12, 15], 15, id="rises"),
        pytest.param([100, 95, 91, 90, 100, 101], 101, id="jitter"),
        pytest.param([100, 89], 189, id="new day"),
        pytest.param([100, 0, 3], 103, id="power cut"),
        pytest.param([100, 90, 110], 110, id="just no new day"),
        pytest.param([0, 0, 1], 1, id="from nothing"),
        pytest.param([1, 0, 1, 0, 1], 3, id="small"),
    ],
)
def test_counter(values: list[int], total: int) -> None:
    """Rises count, and all of a counter that has begun anew."""
    counter = CounterTotal()
    assert counter.total is None
    for value in values:
        counter.add(value)
        counter = _stored(counter)
    assert counter.total == total


@given(st.lists(st.integers(0, 5000) | st.none(), max_size=60))
def test_counter_never_falls(values: list[int | None]) -> None:
    """It only grows, whatever comes, and over restarts (None)."""
    counter, least = CounterTotal(), 0
    for value in values:
        if value is None:
            counter = _stored(counter)
        else:
            counter.add(value)
            assert counter.total is not None
            assert least <= counter.total <= least + value
        least = counter.total or 0


@given(st.lists(st.lists(st.integers(0, 90), min_size=1, max_size=9), max_size=9))
def test_counter_is_the_sum(days: list[list[int]]) -> None:
    """What rose on each day is in it, where each day begins with nothing."""
    counter = CounterTotal()
    for rises in days:
        counter.add(0)
        value = 0
        for rise in rises:
            value += rise
            counter.add(value)
    assert (counter.total or 0) == sum(map(sum, days))


def test_counter_memory_lost() -> None:
    """Where only the total is known, nothing counts twice."""
    counter = CounterTotal(500)
    counter.add(40)
    assert counter.total == 500
    counter.add(45)
    assert counter.total == 505


@given(GARBAGE, GARBAGE, GARBAGE)
def test_garbage(total: Any, last: Any, counted: Any) -> None:
    """What was stored may be anything; what comes of it still only grows."""
    counter = CounterTotal.from_dict({"total": total, "last": last})
    before = counter.total or 0
    counter.add(3)
    assert counter.total is not None
    assert counter.total >= before
    stored = {"total": total, "newest": last, "counted": counted}
    for one in (stored, stored | {"newest": "2026-01-09"}):
        history = HistoryTotal.from_dict(one)
        before = history.total or 0
        history.add(_days({8: 3, 9: 4}))
        assert history.total is not None
        assert history.total >= before


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        pytest.param([{0: 5, 1: 7}], 12, id="first"),
        pytest.param([{0: 5, 1: 7}, {0: 5, 1: 7}], 12, id="twice"),
        pytest.param([{0: 5, 1: 7}, {0: 5, 1: 9, 2: 1}], 15, id="grown"),
        pytest.param([{0: 5, 1: 7}, {0: 8, 1: 7, 2: 0}], 15, id="older day risen"),
        pytest.param([{0: 5, 1: 7}, {0: 2, 1: 7, 2: 0}], 12, id="fall"),
        pytest.param(
            [{0: 5, 1: 7}, {0: 2, 1: 7}, {0: 6, 1: 7}], 13, id="fall and more"
        ),
        pytest.param([{0: 5, 1: 7}, {5: 3, 6: 4}], 19, id="gap over what is kept"),
        pytest.param([{3: 5, 4: 7}, {2: 9, 3: 5, 4: 8}], 13, id="before the first"),
        pytest.param([{0: 5, 1: 7}, {1: 0}, {1: 2, 2: 4}], 16, id="reset"),
        pytest.param([{0: 5, 1: 7}, {}], 12, id="nothing"),
    ],
)
def test_history(answers: list[dict[int, int]], total: int) -> None:
    """Each answer adds what was not counted of its days."""
    history = HistoryTotal()
    assert history.total is None
    for answer in answers:
        history.add(_days(answer))
        history = _stored(history)
    assert history.total == total


@given(
    st.lists(
        st.dictionaries(st.integers(0, 300), st.integers(0, 9000), max_size=12)
        | st.none(),
        max_size=20,
    )
)
def test_history_never_falls(answers: list[dict[int, int] | None]) -> None:
    """It only grows, whatever comes in whatever order, and over restarts (None)."""
    history, least = HistoryTotal(), 0
    for answer in answers:
        if answer is None:
            history = _stored(history)
        else:
            history.add(_days(answer))
        assert (history.total or 0) >= least
        least = history.total or 0


@given(
    st.data(),
    st.lists(st.integers(0, 900), min_size=5, max_size=60),
    st.sampled_from([3, 10, 100]),
)
def test_history_is_the_series(
    data: st.DataObject, series: list[int], kept: int
) -> None:
    """Where no day was lost, the total is that of the series, corrected days too."""
    histories = (HistoryTotal(), HistoryTotal())
    since = None
    now = 0
    while now < len(series):
        growing = data.draw(st.integers(0, series[now]))
        told = {day: series[day] for day in range(max(0, now - kept + 1), now)}
        told[now] = growing
        since = min(told) if since is None else since
        for channel, history in enumerate(histories):
            history.add(_days({day: it * (channel + 1) for day, it in told.items()}))
        histories = (_stored(histories[0]), _stored(histories[1]))
        step = data.draw(st.integers(1, kept - 1))
        day = data.draw(st.integers(max(since, now + step - kept + 1), now))
        series[day] += data.draw(st.integers(0, 50))
        now += step
    now = len(series)
    for channel, history in enumerate(histories):
        days = range(max(0, now - kept), now)
        history.add(_days({day: series[day] * (channel + 1) for day in days}))
        assert history.total == sum(series[since:]) * (channel + 1)


def test_longer_texts_by_one_way() -> None:
    """Older days, that only one way tells of, were never counted and never are."""
    history = HistoryTotal()
    for now in range(186, 260):
        kept = 186 if now % 2 else 100
        history.add(_days({day: 10 + day for day in range(now - kept + 1, now + 1)}))
        assert history.total == sum(10 + day for day in range(87, now + 1))
    assert len(history.counted) <= KEPT_DAYS


@pytest.mark.parametrize("shift", [1, -1, 365, -20_000])
def test_clock_put_right(shift: int) -> None:
    """Days that only got other dates do not count once more."""
    series = [100 + day * 37 % 91 for day in range(120)]
    history = HistoryTotal()
    history.add(_days(dict(enumerate(series[:100]))))
    before = history.total
    for moved in (shift, 0):
        history.add(_days({day + moved: series[day] for day in range(1, 100)}))
        assert history.total == before
        history = _stored(history)
    history.add(_days({day: series[day] for day in range(10, 110)}))
    assert history.total == sum(series[:110])


def test_same_each_day() -> None:
    """A load that takes the same each day is no clock that was put right."""
    history = HistoryTotal()
    history.add(_days(dict.fromkeys(range(100), 24)))
    history.add(_days(dict.fromkeys(range(130, 230), 24)))
    assert history.total == 200 * 24


@pytest.mark.parametrize("gap", [1, 7, 20, 49, 50, 100, 250])
@pytest.mark.parametrize("period", [7, 10, 31, 50, 83])
def test_again_and_again(period: int, gap: int) -> None:
    """A load that repeats itself is no such clock, where a gap lies between."""
    series = [100 + day % period * 37 % 91 for day in range(500)]
    history = HistoryTotal()
    history.add(_days({day: series[day] for day in range(100)}))
    told = {day: series[day] for day in range(100 + gap, 200 + gap)}
    history = _stored(history)
    history.add(_days(told))
    assert history.total == sum(series[:100]) + sum(told.values())


def test_clock_far_ahead() -> None:
    """What was told under dates that never came is no reason to count nothing."""
    history = HistoryTotal()
    history.add(_days({4000: 5, 4001: 6}))
    history.add(_days({10: 5, 11: 6}))
    assert history.total == 11
    history.add(_days({10: 5, 11: 8, 12: 1}))
    assert history.total == 14


@pytest.mark.parametrize("stored", [None, 7, "", "2026-13-01", "0001-01-01", "9999"])
def test_no_date(stored: object) -> None:
    """What is no date is none."""
    assert read_date(stored) is None

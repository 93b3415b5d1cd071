"""Counters, which grow and now and then start anew."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.features import Counter
from custom_components.ewelink.devices.rows import TYPES
from tests.each import each

from .common import decode, kind

COUNTERS = [
    (uiid, it.identity, it.divide, param)
    for uiid in TYPES
    for it in kind(uiid).features
    if isinstance(it, Counter)
    for param in sorted(it.reads)
]
FIGURES = st.integers(0, 10_000_000).map(lambda raw: raw / 100)


@pytest.mark.parametrize(
    ("previous", "value", "expected"),
    [
        pytest.param(None, 3.0, 3.0, id="first"),
        pytest.param(3.0, 3.5, 3.5, id="grows"),
        pytest.param(0.5, 0.46, 0.5, id="jitter"),
        pytest.param(100.0, 95.0, 100.0, id="much-jitter"),
        pytest.param(0.1, 0.09, 0.1, id="just-jitter"),
        pytest.param(5.0, 0.0, 0.0, id="new-day"),
        pytest.param(5.0, 4.0, 4.0, id="new-day-late"),
        pytest.param(0.08, 0.0, 0.0, id="small-day"),
        pytest.param(0.08, 0.01, 0.01, id="small-day-late"),
        pytest.param(0.01, 0.0, 0.0, id="smallest-day"),
        pytest.param(0.0, 0.0, 0.0, id="no-use"),
    ],
)
def test_a_counter_falls_only_anew(
    previous: float | None, value: float, expected: float
) -> None:
    """A counter falls by more than a tenth or not at all."""
    assert Counter.steady(previous, value) == expected


@given(FIGURES, FIGURES)
def test_statistics_see_no_negative_use(previous: float, value: float) -> None:
    """Home Assistant's statistics take each step for a growth or for a new start."""
    shown = Counter.steady(previous, value)
    assert shown >= previous or shown < 0.9 * previous
    assert shown in (previous, value)


@given(FIGURES, FIGURES)
def test_a_new_period_shows_at_once(previous: float, value: float) -> None:
    """What is clearly less is shown as it is, and what is more."""
    if value >= previous or value < 0.899 * previous:
        assert Counter.steady(previous, value) == value


@each(COUNTERS)
def test_all_counters(uiid: int, identity: str, divide: float, param: str) -> None:
    """Each counter shows 0, and nothing below it."""
    assert decode(uiid, identity, {param: 0}) == 0
    assert decode(uiid, identity, {param: "8"}) == 8 / divide
    assert decode(uiid, identity, {param: -1}) is None

"""A clock that is not set yet does not lose the calls of this month."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.http.call_counter import CallCounter

BEFORE = "2026-09-30T23:59:59+00:00"
IN_OCTOBER = "2026-10-20T12:00:00+00:00"
OCTOBER = "2026-10-01T00:00:00+00:00"
LATER = "2026-11-01T00:00:00+00:00"
STORED = {"month": OCTOBER, "calls": {"a": {"eu": 1234}}}


@pytest.mark.parametrize("moment", [BEFORE, "2025-10-05", "1970-01-01"])
def test_start_with_an_old_date(freezer: FrozenDateTimeFactory, moment: str) -> None:
    """The month that was stored goes on when the clock is set."""
    freezer.move_to(moment)
    counter = CallCounter()
    counter.restore(STORED)
    counter.count("a", "eu")
    assert counter.of("a", "eu") == 1235
    assert counter.since.isoformat() == OCTOBER
    assert counter.until.isoformat() == LATER
    assert counter.to_dict()["month"] == OCTOBER

    freezer.move_to(IN_OCTOBER)
    counter.count("a", "eu")
    assert counter.of("a", "eu") == 1236


def test_clock_that_goes_back(freezer: FrozenDateTimeFactory) -> None:
    """A month is never followed by an earlier one."""
    freezer.move_to(IN_OCTOBER)
    counter = CallCounter()
    counter.count("a", "eu")
    freezer.move_to(BEFORE)
    counter.count("a", "eu")
    assert counter.of("a", "eu") == 2
    assert counter.since.isoformat() == OCTOBER


def test_next_month_begins_anew(freezer: FrozenDateTimeFactory) -> None:
    """What was kept over an unset clock ends with its month."""
    freezer.move_to(BEFORE)
    counter = CallCounter()
    counter.restore(STORED)
    freezer.move_to(LATER)
    assert counter.of("a", "eu") == 0
    assert counter.since.isoformat() == LATER


@pytest.mark.parametrize(
    "month",
    [
        "2026-10-02T00:00:00+00:00",
        "2026-10-01T00:00:00",
        "2026-10-01T00:00:00+02:00",
        "2026-10-01",
        "9999-12-01T00:00:00+00:00",
        "99999-10-01T00:00:00+00:00",
        "October",
        "",
        7,
    ],
)
def test_no_month(freezer: FrozenDateTimeFactory, month: object) -> None:
    """What is no start of a month is not taken for one that is to come."""
    freezer.move_to(BEFORE)
    counter = CallCounter()
    counter.restore({**STORED, "month": month})
    assert counter.counts == {}
    assert counter.since.isoformat() == "2026-09-01T00:00:00+00:00"

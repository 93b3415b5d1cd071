"""Days and hours by the clock of a meter, and the rows that stand for them."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.device_days import (
    DeviceClock,
    days_of,
    hours_of,
    row_start,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (
    "Africa/Cairo",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Chatham",
    "UTC",
)
CLOCKS = st.sampled_from([-12, -3.5, 0, 1, 2, 5.5, 5.75, 8, 14])
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
HOUR = timedelta(hours=1)


def clock(hours: object) -> DeviceClock:
    """Return the clock of a device that tells its zone so."""
    return DeviceClock.of({"timeZone": hours}, BERLIN)


@pytest.mark.parametrize(
    ("told", "offset"),
    [(1, 1), (-5, -5), (0, 0), (5.5, 5.5), (5.75, 5.75), ("8", 8), ("-3.5", -3.5)],
)
def test_zone_of_the_device(told: object, offset: float) -> None:
    """It is UTC and so many hours, whole or broken."""
    assert clock(told).zone == timezone(timedelta(hours=offset))


@pytest.mark.parametrize("told", [None, "", "Berlin", 99, -13, True, [1], "nan"])
def test_zone_that_is_not_told(told: object) -> None:
    """Without one, days are those of the home."""
    assert clock(told).zone is BERLIN


def test_days() -> None:
    """The first value is the day that the device has now."""
    now = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert days_of((5, 6), now, clock(1)) == [
        (date(2026, 3, 28), 6),
        (date(2026, 3, 29), 5),
    ]
    assert days_of((5,), now, clock(2)) == [(date(2026, 3, 30), 5)]


def test_hours() -> None:
    """The first value is the running hour."""
    now = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert hours_of((5, 6, 7), now, DeviceClock(BERLIN)) == [
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 7),
        (datetime(2026, 3, 29, 0, tzinfo=UTC), 6),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 5),
    ]


def test_hours_within_hours_of_utc() -> None:
    """The hour after midnight in Kolkata counts in one of the same day there."""
    midnight = datetime(2026, 3, 29, 18, 30, tzinfo=UTC)
    [(start, _)] = hours_of((5,), midnight + timedelta(minutes=10), clock(5.5))
    assert start == datetime(2026, 3, 29, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "device", "home", "start"),
    [
        pytest.param(date(2026, 1, 5), 1, BERLIN, "2026-01-04T23:00", id="same"),
        pytest.param(date(2026, 7, 5), 1, BERLIN, "2026-07-04T23:00", id="summer"),
        pytest.param(date(2026, 1, 5), 2, BERLIN, "2026-01-04T23:00", id="ahead"),
        pytest.param(date(2026, 1, 5), 0, BERLIN, "2026-01-05T00:00", id="behind"),
        pytest.param(
            date(2026, 1, 5),
            5.75,
            ZoneInfo("Asia/Kathmandu"),
            "2026-01-04T19:00",
            id="Kathmandu",
        ),
        pytest.param(
            date(2026, 1, 5),
            5.5,
            ZoneInfo("Asia/Kolkata"),
            "2026-01-04T19:00",
            id="Kolkata",
        ),
        pytest.param(
            date(2026, 4, 24),
            2,
            ZoneInfo("Africa/Cairo"),
            "2026-04-23T22:00",
            id="no midnight",
        ),
    ],
)
def test_start_of_a_row(day: date, device: float, home: ZoneInfo, start: str) -> None:
    """It is the first full hour of the day both here and there."""
    wanted = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert row_start(day, clock(device), home) == wanted


@given(DAYS, CLOCKS, st.sampled_from(ZONES))
def test_every_row(day: date, device: float, name: str) -> None:
    """A row is of its day at home, at a full hour, and after the day before."""
    home = ZoneInfo(name)
    starts = [
        row_start(day + timedelta(days=it), clock(device), home) for it in range(3)
    ]
    for start in starts:
        assert (start.minute, start.second, start.microsecond) == (0, 0, 0)
        assert start.utcoffset() == timedelta(0)
    for before, after in pairwise(starts):
        assert after - before >= 22 * HOUR


@given(DAYS, st.sampled_from([-1, 0, 1, 2, 3]))
def test_row_lies_in_its_day(day: date, device: float) -> None:
    """Where the clocks are near each other, a row is of its day by both."""
    start = row_start(day, clock(device), BERLIN)
    assert start.astimezone(BERLIN).date() == day
    assert start.astimezone(clock(device).zone).date() == day

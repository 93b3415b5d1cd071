"""Timers on the device, read and changed; every entry but one stays as it was."""

from copy import deepcopy
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import orjson
import pytest

from custom_components.ewelink.devices.features import FeatureError
from custom_components.ewelink.devices.timers import (
    TIMER_KIND_UNKNOWN,
    TIMER_UNKNOWN,
    Timer,
    TimerKind,
    added,
    enabled,
    new_delay,
    new_once,
    new_repeat,
    next_timer,
    read_timer,
    read_timers,
    removed,
    repeat_at,
    retimed,
)

NOW: Final = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)  # A Monday.
ZONES: Final = (
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
)


def timer(**fields: Any) -> dict[str, Any]:
    """Return an entry as the app makes it."""
    return {
        "mId": "a",
        "type": "once",
        "at": "2026-06-15T13:00:00.000Z",
        "coolkit_timer_type": "once",
        "enabled": 1,
        "do": {"switch": "on"},
        **fields,
    }


def read(**fields: Any) -> Timer:
    """Return an entry of the app as it is understood."""
    found = read_timer(timer(**fields))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, TimerKind.ONCE),
        ({"coolkit_timer_type": " once"}, TimerKind.ONCE),
        ({"coolkit_timer_type": None}, TimerKind.ONCE),
        ({"coolkit_timer_type": "delay", "period": "17"}, TimerKind.DELAY),
        ({"type": "repeat", "coolkit_timer_type": "repeat"}, TimerKind.REPEAT),
        ({"type": None, "coolkit_timer_type": "repeat"}, TimerKind.REPEAT),
        ({"type": "duration", "coolkit_timer_type": "duration"}, TimerKind.DURATION),
        ({"type": "sunset", "coolkit_timer_type": "sunset"}, TimerKind.UNKNOWN),
        ({"coolkit_timer_type": "sunset"}, TimerKind.UNKNOWN),
        ({"type": None, "coolkit_timer_type": None}, TimerKind.UNKNOWN),
    ],
)
def test_kinds(fields: dict[str, Any], kind: TimerKind) -> None:
    """What makes a timer run is told by the device's word and by the app's."""
    assert read(**fields).kind is kind


@pytest.mark.parametrize(
    ("does", "outlet", "turn"),
    [
        ({"switch": "on"}, None, True),
        ({"switch": "off", "outlet": 2}, 2, False),
        ({"switches": [{"switch": "off", "outlet": 1}]}, 1, False),
        ({"switch": True}, None, True),
        ({"state": "off"}, None, False),
        ({"op": 3}, None, None),
        ({"switches": [{"outlet": 0}, {"outlet": 1}]}, None, None),
        (None, None, None),
    ],
)
def test_acts(does: Any, outlet: int | None, turn: bool | None) -> None:  # noqa: FBT001
    """What is done is read as the app, others and other devices spell it."""
    found = read(do=does)
    assert (found.outlet, found.turn) == (outlet, turn)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "2026-06-15T13:00:00+00:00"),
        ({"at": "2026-06-15T11:59:00.000Z"}, None),
        ({"enabled": 0}, None),
        ({"enabled": "0"}, None),
        ({"enabled": False}, None),
        ({"at": "soon"}, None),
        ({"at": "9999-12-31T23:59:59-12:00"}, None),
        ({"type": "repeat", "at": "5 6 * * 1"}, "2026-06-22T06:05:00+00:00"),
        ({"type": "repeat", "at": "5 13 * * 1"}, "2026-06-15T13:05:00+00:00"),
        ({"type": "repeat", "at": "0 12 * * 0"}, "2026-06-21T12:00:00+00:00"),
        ({"type": "repeat", "at": "0 12 * * 7"}, "2026-06-21T12:00:00+00:00"),
        ({"type": "repeat", "at": "0 12 * * *"}, "2026-06-16T12:00:00+00:00"),
        ({"type": "repeat", "at": "0 12 * * 3-5"}, "2026-06-17T12:00:00+00:00"),
        ({"type": "repeat", "at": "0 12 1 * *"}, None),
        ({"type": "repeat", "at": "0 25 * * 1"}, None),
        ({"type": "repeat", "at": "0 12 * * 1-999999999999"}, None),
        (
            {"type": "duration", "at": "2026-06-15T13:30:00.000Z 10 5"},
            "2026-06-15T13:30:00+00:00",
        ),
        ({"type": "duration", "at": "2026-06-15T11:30:00.000Z 10 5"}, None),
        ({"type": "sunset", "at": "2026-06-15T13:30:00.000Z"}, None),
    ],
)
def test_next_time(fields: dict[str, Any], expected: str | None) -> None:
    """It is told where it is sure, in UTC."""
    word = fields.get("type", "once")
    at = read(**{"coolkit_timer_type": word, **fields}).next_time(NOW)
    assert (at and at.isoformat()) == expected


def test_next_of_several() -> None:
    """The one that is due first is told, whatever is broken beside it."""
    entries = [
        timer(mId="late", at="2026-06-15T14:00:00.000Z"),
        "no timer",
        timer(mId="over", at="2020-01-01T00:00:00.000Z"),
        timer(mId="soon", type="repeat", coolkit_timer_type="repeat", at="1 12 * * 1"),
    ]
    timers = read_timers({"timers": entries})
    due = next_timer(timers, NOW)
    assert due is not None
    assert due[1].timer_id == "soon"
    assert [it.timer_id for it in timers if it.is_on(NOW)] == ["late", "soon"]
    assert read_timers({"timers": "none"}) == read_timers({}) == []
    assert next_timer([], NOW) is None


@pytest.mark.parametrize(
    ("at", "days", "hours", "expected"),
    [
        (time(7, 5), (1, 2, 3, 4, 5), 1, "5 6 * * 1,2,3,4,5"),
        (time(0, 30), (1,), 1, "30 23 * * 0"),
        (time(23, 30), (0,), -5, "30 4 * * 1"),
        (time(7, 5), (6, 0, 1, 2, 3, 4, 5), 1, "5 6 * * 0,1,2,3,4,5,6"),
        (time(5, 0), (0,), 5.5, "30 23 * * 6"),
        (time(5, 45), (0,), 5.75, "0 0 * * 0"),
        (time(0, 0), (0,), 14, "0 10 * * 6"),
        (time(23, 59), (6,), -12, "59 11 * * 0"),
    ],
)
def test_repeat(at: time, days: tuple[int, ...], hours: float, expected: str) -> None:
    """The hour and the weekday are those of UTC."""
    assert repeat_at(at, days, timedelta(hours=hours)) == expected


@given(
    st.times(),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
)
def test_repeat_runs_at_the_local_time(
    at: time, weekdays: set[int], zone_name: str, day: datetime
) -> None:
    """What UTC runs is the wanted time on a wanted weekday, near a change too."""
    zone = ZoneInfo(zone_name)
    now = day.replace(tzinfo=UTC)
    offset = now.astimezone(zone).utcoffset()
    assert offset is not None
    entry = new_repeat("a", repeat_at(at, weekdays, offset), {})
    found = read_timer(entry)
    assert found is not None
    for _ in range(len(weekdays)):
        due = found.next_time(now)
        assert due is not None
        local = (due + offset).replace(tzinfo=None)
        assert (local.hour, local.minute) == (at.hour, at.minute)
        assert local.isoweekday() % 7 in weekdays
        now = due
    # All of the weekdays come by within a week.
    first = found.next_time(day.replace(tzinfo=UTC))
    again = found.next_time(now)
    assert first is not None
    assert again == first + timedelta(days=7)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-03-29", "30 6 * * 0", "30 5 * * 0"),
        ("2026-10-25", "30 5 * * 0", "30 6 * * 0"),
    ],
)
def test_days_of_change(day: str, before: str, after: str) -> None:
    """Half past seven is another time of UTC once the clocks are changed."""
    zone = ZoneInfo("Europe/Berlin")
    midnight = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=zone)
    found = []
    for moment in (midnight, midnight.replace(hour=7)):
        offset = moment.utcoffset()
        assert offset is not None
        found.append(repeat_at(time(7, 30), {0}, offset))
    assert found == [before, after]


def test_written() -> None:
    """A new timer has the fields that the app gives it, in its order."""
    does = {"switch": "off", "outlet": 1}
    assert new_once("m", NOW, does) == {
        "mId": "m",
        "type": "once",
        "at": "2026-06-15T12:00:00.000Z",
        "coolkit_timer_type": "once",
        "enabled": 1,
        "do": does,
    }
    assert new_delay("m", NOW, 17, does) == {
        "mId": "m",
        "type": "once",
        "at": "2026-06-15T12:17:00.000Z",
        "coolkit_timer_type": "delay",
        "enabled": 1,
        "do": does,
        "period": "17",
    }
    assert new_repeat("m", "5 6 * * 1", does) == {
        "mId": "m",
        "type": "repeat",
        "at": "5 6 * * 1",
        "coolkit_timer_type": "repeat",
        "enabled": 1,
        "do": does,
    }


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.floats(-9, 9) | st.text(),
    lambda it: st.lists(it, max_size=3) | st.dictionaries(st.text(), it, max_size=3),
    max_leaves=5,
)
OTHERS: Final = st.lists(
    JSON
    | st.dictionaries(
        st.sampled_from(["mId", "type", "at", "coolkit_timer_type", "enabled", "do"]),
        JSON,
    )
    | st.fixed_dictionaries(
        {
            "mId": st.sampled_from("xyz"),
            "type": st.sampled_from(["once", "repeat", "duration", "sunset"]),
            "extra": JSON,
            "outlet": st.integers(0, 3),
        }
    ),
    max_size=6,
)
STEPS: Final = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "off", "at"]), st.integers(0, 3)),
    max_size=12,
)


@given(OTHERS, STEPS)
def test_others_stay_to_the_byte(others: list[Any], steps: list[Any]) -> None:
    """Whatever is done to some timers, in any order, the others are as they were."""
    before = orjson.dumps(others)
    timers: list[object] = list(deepcopy(others))
    ours: set[str] = set()
    for step, number in steps:
        timer_id = f"ours {number}"
        if step == "add" and timer_id not in ours:
            ours.add(timer_id)
            timers = added(timers, new_once(timer_id, NOW, {"switch": "on"}))
        elif timer_id not in ours:
            with pytest.raises(FeatureError, match=TIMER_UNKNOWN):
                removed(timers, timer_id)
        elif step == "remove":
            ours.remove(timer_id)
            timers = removed(timers, timer_id)
        elif step == "off":
            timers = enabled(timers, timer_id, value=False)
        elif step == "at":
            timers = retimed(timers, timer_id, "0 0 * * 0")
        left = [it for it in timers if not _is_ours(it)]
        assert orjson.dumps(left) == before
        assert {it["mId"] for it in timers if _is_ours(it)} == ours  # type: ignore[index]


def _is_ours(raw: object) -> bool:
    return isinstance(raw, dict) and str(raw.get("mId")).startswith("ours ")


@given(OTHERS, st.datetimes())
def test_whatever_is_told_is_read(others: list[Any], now: datetime) -> None:
    """Nothing that a device may tell raises."""
    timers = read_timers({"timers": others})
    next_timer(timers, NOW)
    assert [it for it in timers if it.is_on(NOW)] == [
        it for it in timers if it.enabled and it.is_on(NOW)
    ]


@given(st.text(), st.sampled_from(["once", "repeat", "duration"]))
def test_any_time(at: str, kind: str) -> None:
    """No text for a time raises."""
    due = read(at=at, type=kind, coolkit_timer_type=kind).next_time(NOW)
    assert due is None or due > NOW


def test_kinds_that_are_not_known() -> None:
    """They may be removed, and are never written anew."""
    timers = [timer(type="sunset", coolkit_timer_type="sunset")]
    with pytest.raises(FeatureError, match=TIMER_KIND_UNKNOWN):
        enabled(timers, "a", value=False)
    with pytest.raises(FeatureError, match=TIMER_KIND_UNKNOWN):
        retimed(timers, "a", "0 0 * * 0")
    assert removed(timers, "a") == []


def test_switched_off_and_on() -> None:
    """One field of one entry becomes another."""
    timers = [timer(mId="b", odd=[1]), timer()]
    off = enabled(timers, "a", value=False)
    assert off == [timers[0], {**timers[1], "enabled": 0}]
    assert orjson.dumps(enabled(off, "a", value=True)) == orjson.dumps(timers)
    with pytest.raises(FeatureError, match=TIMER_UNKNOWN):
        enabled(timers, "c", value=True)

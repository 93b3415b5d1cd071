"""Which timers are ours, and what they should be at a time of the year."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.own_timers import (
    OwnTimer,
    kept,
    next_transition,
    parked_in,
    rewritten,
    without,
)

from .test_timers import NOW, OTHERS, ZONES, timer

WINTER: Final = timedelta(hours=1)
SUMMER: Final = timedelta(hours=2)
OURS: Final = OwnTimer(at="5 6 * * 1", time=time(7, 5), weekdays=(1,))


def repeat(timer_id: str = "a", at: str = "5 6 * * 1", **fields: Any) -> dict[str, Any]:
    """Return a timer that repeats."""
    word = {"type": "repeat", "coolkit_timer_type": "repeat"}
    return timer(mId=timer_id, at=at, **word, **fields)


def test_rewritten() -> None:
    """Ours is given the hour of summer, with all else that it has."""
    timers = [repeat("b"), repeat(odd=1), timer(mId="c")]
    summer = rewritten(timers, {"a": OURS}, SUMMER)
    assert summer == [timers[0], repeat(odd=1, at="5 5 * * 1"), timers[2]]
    assert list(summer[1]) == list(timers[1])  # type: ignore[call-overload]
    mine = kept(summer, {"a": OURS}, SUMMER, ())
    assert mine == {"a": OwnTimer(at="5 5 * * 1", time=time(7, 5), weekdays=(1,))}
    assert rewritten(summer, mine, SUMMER) == summer
    assert rewritten(summer, mine, WINTER) == timers


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(repeat("other"), id="deleted"),
        pytest.param(repeat(at="6 6 * * 1"), id="another time"),
        pytest.param(timer(), id="another kind"),
        pytest.param({"mId": "a", "at": "5 6 * * 2"}, id="of an unknown kind"),
        pytest.param({**repeat(), "type": "sunset"}, id="of a kind unknown by now"),
        pytest.param("a", id="no timer"),
    ],
)
def test_not_ours_any_more(entry: Any) -> None:
    """What the app has deleted or altered is left alone for ever."""
    assert rewritten([entry], {"a": OURS}, SUMMER) == [entry]
    assert kept([entry], {"a": OURS}, SUMMER, ()) == {}


def test_parked() -> None:
    """What the app has put aside is not forgotten, and left as it is."""
    tags: dict[str, object] = {"disable_timers": [repeat()]}
    own = {"a": OURS, "other": OURS}
    assert parked_in(tags, own) == {"a"}
    assert parked_in({}, own) == set()
    assert kept([], own, SUMMER, parked_in(tags, own)) == {"a": OURS}


def test_spent() -> None:
    """One that has run goes, unless the app gave it another time."""
    over = OwnTimer(at="2026-06-15T11:00:00.000Z")
    assert over.is_spent(NOW)
    assert not OwnTimer(at="2026-06-15T11:59:00.000Z").is_spent(NOW)
    assert not OURS.is_spent(NOW)
    timers = [timer(mId="a", at=over.at), timer(mId="b", at=over.at), timer(mId="c")]
    own = {"a": over, "c": over}
    assert without(timers, own) == timers[1:]


@given(OTHERS, st.sampled_from([WINTER, SUMMER, timedelta(hours=5, minutes=45)]))
def test_others_are_never_touched(others: list[Any], offset: timedelta) -> None:
    """Whatever else there is stays the same object at the same place."""
    timers = [*others, repeat("ours"), *others]
    result = rewritten(timers, {"ours": OURS}, offset)
    pairs = zip(result, timers, strict=True)
    assert [one is two for one, two in pairs].count(False) <= 1
    assert result[: len(others)] == others == result[len(others) + 1 :]


@pytest.mark.parametrize("own", [OURS, OwnTimer(at="2026-06-15T11:00:00.000Z")])
def test_stored(own: OwnTimer) -> None:
    """What is stored is read again."""
    assert OwnTimer.from_dict(own.to_dict()) == own


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        [],
        {"at": "x", "time": "25:00", "weekdays": [1]},
        {"at": "x", "time": "07:05", "weekdays": []},
        {"time": "07:05"},
    ],
)
def test_stored_nonsense(raw: object) -> None:
    """What makes no sense is no timer."""
    assert OwnTimer.from_dict(raw) is None


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Europe/Berlin", "2026-01-01", "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", "2026-06-15", "2026-10-25T01:00:00+00:00"),
        ("America/New_York", "2026-06-15", "2026-11-01T06:00:00+00:00"),
        ("Australia/Lord_Howe", "2026-06-15", "2026-10-03T15:30:00+00:00"),
        ("Asia/Kolkata", "2026-06-15", None),
    ],
)
def test_next_transition(zone: str, now: str, expected: str | None) -> None:
    """It is found to the second."""
    start = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = next_transition(ZoneInfo(zone), start)
    assert (found and found.isoformat()) == expected


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
)
def test_offset_changes_at_the_transition(zone_name: str, day: datetime) -> None:
    """Before it the offset is that of now, and there it is another one."""
    zone, now = ZoneInfo(zone_name), day.replace(tzinfo=UTC)
    found = next_transition(zone, now)
    if found is not None:
        offsets = [
            it.astimezone(zone).utcoffset()
            for it in (now, found - timedelta(seconds=1), found)
        ]
        assert found > now
        assert offsets[0] == offsets[1] != offsets[2]

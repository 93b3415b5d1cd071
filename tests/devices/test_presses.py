"""Presses: what a message tells, and which of them are new."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import (
    LocalButton,
    Presses,
    StampedButton,
    TouchSurface,
)
from custom_components.ewelink.devices.features.presses import Press
from custom_components.ewelink.devices.rows import TYPES
from custom_components.ewelink.devices.stamps import (
    Moment,
    SeenStamps,
    Stamp,
    moment_of,
    stored_stamps,
)

from .common import RF_TAGS, device, kind
from .test_fuzz import JSON

NOW: Final = 1764000000000
LATE: Final = 600_000
TELLING: Final = sorted(
    uiid for uiid in TYPES if any(isinstance(it, Presses) for it in kind(uiid).features)
)
PLAIN: Final = (
    st.integers(-2, 8)
    | st.sampled_from(["0", "1", 2.0, True, "x", NOW, str(NOW), "2026-01-01T00:00Z"])
    | JSON
)
MESSAGES: Final = st.dictionaries(
    st.sampled_from(
        [
            "key",
            "outlet",
            "trigTime",
            "actionTime",
            "slide",
            "triggerType",
            "switches",
            "cmd",
            "rfTrig0",
            "rfTrig1",
            "rfTrig2",
            "rfChl",
            "rfList",
            "disableSwipeGesture",
            "init",
        ]
    ),
    PLAIN,
    max_size=6,
) | st.fixed_dictionaries(
    {"localKeyPass": st.fixed_dictionaries({"key": PLAIN}, optional={"outlet": PLAIN})}
)
ORIGINS: Final = st.sampled_from([Origin.DEVICE, Origin.APP])


def presses_of(found: Device) -> list[Presses]:
    """Return the keys of a device."""
    return [it for it in found.type.features if isinstance(it, Presses)]


def iso(milliseconds: int) -> str:
    """Return a moment in ISO 8601."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds")


def stamped(moment: Moment, outlet: int | None = None) -> Stamp:
    """Return a stamp."""
    return Stamp("trigTime", outlet, moment)


@given(
    st.sampled_from(TELLING), MESSAGES, st.lists(MESSAGES, max_size=6), ORIGINS, JSON
)
def test_any_message(
    uiid: int, listed: Params, told: list[Params], origin: Origin, stored: object
) -> None:
    """Nothing that is told raises, and what is told again with its stamp is not new."""
    found = device(uiid, listed, tags=RF_TAGS)
    found.restore_stamps(stored)
    for number, message in enumerate(told):
        found.merge(message, number, origin)
        for presses in presses_of(found):
            press = found.new_press(presses, message, origin, number)
            assert press is None or press.event_type in presses.event_types
            if presses.stamps_in(message):
                assert found.new_press(presses, message, origin, number + 1) is None
            restored = device(uiid, {}, tags=RF_TAGS)
            restored.restore_stamps(found.stored_stamps(presses.stamps))
            if presses.stamps_in(message):
                assert restored.new_press(presses, message, origin, number) is None


@given(st.lists(st.tuples(st.integers(NOW, NOW + 400), st.integers(0, 3)), max_size=60))
def test_never_twice(pressed: list[tuple[int, int]]) -> None:
    """However presses come, there is one event for each stamp at most."""
    seen = SeenStamps()
    stamps = [stamped(moment, outlet) for moment, outlet in pressed]
    told = [it for it in stamps if seen.is_new(it)]
    assert len(told) == len(set(told))
    assert set(told) <= set(stamps)


@given(st.lists(st.integers(1, 5000), max_size=60), st.integers(1, 4))
def test_none_is_lost(waits: list[int], times: int) -> None:
    """Presses in their order are all told, each once, however often they come."""
    seen = SeenStamps()
    moment, told = NOW, 0
    for wait in waits:
        moment += wait
        told += sum(seen.is_new(stamped(moment)) for _ in range(times))
    assert told == len(waits)


@given(st.integers(1, 2 * NOW))
def test_moments(milliseconds: int) -> None:
    """However a moment is written, it is the same."""
    written = (milliseconds, str(milliseconds), float(milliseconds), iso(milliseconds))
    assert {moment_of(it) for it in written} == {milliseconds}
    assert moment_of(iso(milliseconds).replace("+00:00", "Z")) == milliseconds


@given(JSON)
def test_any_moment(raw: object) -> None:
    """Whatever stands for a moment, it is one or none."""
    moment = moment_of(raw)
    assert moment is None or isinstance(moment, int | float | str)
    assert moment != ""


@given(JSON | st.lists(st.lists(JSON, max_size=4), max_size=4))
def test_any_stored_stamps(raw: object) -> None:
    """What a file holds may be anything."""
    seen = SeenStamps()
    for stamp in stored_stamps(raw):
        seen.remember(stamp)
        assert not seen.is_new(stamp)


@given(st.lists(st.tuples(st.integers(NOW, NOW + 9), st.none() | st.integers(0, 3))))
def test_stored_stamps(pressed: list[tuple[int, int | None]]) -> None:
    """What was seen is still so after it was written to a file and read."""
    seen = SeenStamps()
    for moment, outlet in pressed:
        seen.is_new(stamped(moment, outlet))
    again = SeenStamps()
    for stamp in stored_stamps(seen.stored(["trigTime", "actionTime"])):
        again.remember(stamp)
    for moment, outlet in pressed[-1:]:
        assert not again.is_new(stamped(moment, outlet))
    assert again.is_new(stamped(NOW + 10, 0))


def test_many_late_presses() -> None:
    """However many come too late, what is remembered is not forgotten for them."""
    seen = SeenStamps()
    seen.remember(stamped(NOW))
    for earlier in (*range(100, 0, -1), *range(1, 100)):
        assert not seen.is_new(stamped(NOW - earlier))
    assert not seen.is_new(stamped(NOW))
    assert seen.is_new(stamped(NOW + 2))
    # Of two that come one after the other, the order does not matter.
    assert seen.is_new(stamped(NOW + 1))


def test_clock_that_was_set_back() -> None:
    """One that is older by long is no late press, but of another clock."""
    seen = SeenStamps()
    seen.remember(stamped(NOW))
    assert not seen.is_new(stamped(NOW - LATE + 1))
    assert seen.is_new(stamped(NOW - 2 * LATE))


def test_times_in_no_order() -> None:
    """A text that is no time is only new or known."""
    seen = SeenStamps()
    for text in ("b", "a", "x" * 100):
        moment = moment_of(text)
        assert moment == text[:40]
        assert seen.is_new(stamped(moment))
        assert not seen.is_new(stamped(moment))
    zoned, other = "2026-10-25T02:30:00Z", "2026-10-25T02:30:00"
    assert moment_of(zoned) == moment_of(other)


def test_params_are_apart() -> None:
    """Each param has an order of its own, as each channel of a radio bridge has one."""
    seen = SeenStamps()
    assert seen.is_new(Stamp("rfTrig0", None, NOW + 1))
    assert seen.is_new(Stamp("rfTrig1", None, NOW))


@given(st.lists(st.floats(0, 2), max_size=40))
def test_presses_without_a_stamp(waits: list[float]) -> None:
    """Between two of one key are half a second at least; other keys do not count."""
    seen = SeenStamps()
    now, told = 0.0, []
    for wait in waits:
        now += wait
        if seen.is_due("button_0", now, 0.5):
            told.append(now)
        assert seen.is_due("touch", now, 0)
    assert all(later - earlier >= 0.5 for earlier, later in pairwise(told))
    assert bool(told) == bool(waits)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (0, Press("press_end")),
        ("0", Press("press_end")),
        (1, Press("multi_press_end", 2)),
        (1.0, Press("multi_press_end", 2)),
        (2, Press("long_press_end")),
        (3, Press("multi_press_end", 3)),
        (4, None),
        (-1, None),
        (0.5, None),
        ("", None),
        ("press", None),
        (None, None),
        ([0], None),
        ({"key": 0}, None),
    ],
)
def test_kinds(key: object, expected: Press | None) -> None:
    """What the number of a press stands for; anything else is none."""
    message: Params = {"key": key, "trigTime": str(NOW)}
    assert StampedButton().press_in(message, {}, Origin.DEVICE) == expected
    local: Params = {"localKeyPass": {"key": key, "outlet": 0}}
    assert LocalButton().press_in(local, {}, Origin.DEVICE) == expected


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3))
def test_the_key_that_is_meant(channel: int, outlet: int, key: int) -> None:
    """A press is told by its key alone."""
    button = StampedButton(channel=channel)
    message: Params = {"key": key, "outlet": outlet, "actionTime": iso(NOW)}
    assert button.is_meant(message) == (channel == outlet)
    assert bool(button.stamps_in(message)) == (channel == outlet)
    local = LocalButton(channel=channel)
    message = {"localKeyPass": {"key": key, "outlet": outlet}}
    press = local.press_in(message, {}, Origin.DEVICE)
    assert (press is not None) == (channel == outlet)
    assert local.press_in({**message, "rssi": -50}, {}, Origin.DEVICE) is None
    assert local.press_in(message, {}, Origin.APP) is None


@given(MESSAGES, MESSAGES)
def test_touches(message: Params, params: Params) -> None:
    """Only two sets of keys are touches."""
    press = TouchSurface().press_in(message, params, Origin.DEVICE)
    if press is not None:
        assert message.keys() in ({"slide"}, {"switches", "triggerType"})
    assert TouchSurface().press_in(message, params, Origin.APP) is None

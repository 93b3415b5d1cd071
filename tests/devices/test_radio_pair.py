"""A radio sensor that has two codes: which of them came last."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import (
    Alarm,
    RadioKey,
    RadioPair,
    RadioSend,
)

from .common import RF_TAGS, device, thing

ON, OFF = 2, 3
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def settings_of(on: int = ON, off: int = OFF, kind: str = "door") -> Params:
    """Return what the user has told of one sensor."""
    return {"pairs": [{"on": on, "off": off, "class": kind}]}


def bridge(params: Params | None = None, **others: Any) -> Device:
    """Return a bridge with a sensor of two codes."""
    told: Params = {"tags": RF_TAGS, "user_settings": settings_of()}
    return device(28, params, **{**told, **others})


def pair_of(found: Device) -> RadioPair:
    """Return the sensor."""
    [pair] = [it for it in found.features if isinstance(it, RadioPair)]
    return pair


def at(seconds: float) -> str:
    """Return a time as bridges tell it."""
    moment = (NOON + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


def trigger(channel: int, seconds: float) -> Params:
    """Return what tells that a code was received just now."""
    return {"cmd": "trigger", f"rfTrig{channel}": at(seconds)}


def last(found: Device) -> bool | None:
    """Return which code came last."""
    return found.last_code(pair_of(found))


def test_what_it_is() -> None:
    """It has the name of what sends its first code, and takes the place of alarms."""
    pair = pair_of(bridge())
    assert pair.identity == "rf_sensor_2"
    assert (pair.name, pair.device_class) == ("Door", "door")
    assert pair.replaces == ("alarm_2", "alarm_3")
    assert pair.reads == pair.listens == {"rfTrig2", "rfTrig3"}


def test_name_of_what_has_none() -> None:
    """A sensor whose first code nobody names is called by what it is."""
    assert pair_of(bridge(user_settings=settings_of(ON + 1, ON))).name is None
    assert pair_of(bridge(user_settings=settings_of(8, 9))).name is None


def test_its_codes_are_no_alarms() -> None:
    """They are alarms without it; a key of a remote stays one."""
    assert not [it for it in bridge().type.features if isinstance(it, Alarm)]
    found = bridge({"rfList": [{"rfChl": it} for it in range(4)]})
    found.list_anew(thing(28, tags=RF_TAGS, user_settings=settings_of(0, ON)), now=0)
    shown = {(type(it), it.channel) for it in found.features}
    assert {(RadioPair, 0), (RadioKey, 0), (RadioSend, 0), (Alarm, OFF)} <= shown
    assert (Alarm, ON) not in shown


@pytest.mark.parametrize(
    ("learned", "is_there"),
    [(None, True), ([2, 3], True), ([3], True), ([2], True), ([0], False), ([], False)],
)
def test_codes_that_are_not_learned(
    learned: list[int] | None, *, is_there: bool
) -> None:
    """It is there while the bridge knows one of its codes, or tells of none."""
    told: Params = {}
    if learned is not None:
        told["rfList"] = [{"rfChl": it} for it in learned]
    assert [*map(type, bridge(told).features)].count(RadioPair) == is_there


@pytest.mark.parametrize(
    ("params", "is_on"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"rfTrig2": at(0)}, True, id="on"),
        pytest.param({"rfTrig3": at(0)}, False, id="off"),
        pytest.param({"rfTrig2": at(1), "rfTrig3": at(0)}, True, id="on-later"),
        pytest.param({"rfTrig2": at(0), "rfTrig3": at(1)}, False, id="off-later"),
        pytest.param({"rfTrig2": at(0), "rfTrig3": at(0)}, None, id="at-once"),
        pytest.param(
            {"rfTrig2": 1764000001000, "rfTrig3": "1764000000000"}, True, id="ms"
        ),
        pytest.param({"rfTrig2": "soon", "rfTrig3": at(0)}, None, id="no-time"),
        pytest.param(
            {"rfTrig2": "2026-11-24T12:00:01", "rfTrig3": at(0)}, True, id="no-zone"
        ),
        pytest.param({"rfTrig2": [], "rfTrig3": at(0)}, False, id="garbage"),
    ],
)
def test_codes_of_before(params: Params, is_on: bool | None) -> None:  # noqa: FBT001
    """At first the newer code counts, as far as the times tell which that is."""
    found = bridge(params)
    assert pair_of(found).decode(params) is is_on
    assert last(found) is is_on


def test_codes_that_come() -> None:
    """Each sets the state, at once and whatever was before."""
    found = bridge()
    for seconds, (channel, is_on) in enumerate([(ON, True), (OFF, False), (ON, True)]):
        changed = found.merge(trigger(channel, seconds), 0, Origin.DEVICE)
        assert f"rfTrig{channel}" in changed
        assert last(found) is is_on


@pytest.mark.parametrize(
    "days", [pytest.param(0, id="soon"), pytest.param(3, id="days-later")]
)
@pytest.mark.parametrize("origin", [Origin.DEVICE, Origin.ANSWER, Origin.LIST])
def test_code_that_is_repeated(origin: Origin, days: int) -> None:
    """The same time again is the same code, long after too."""
    found = bridge()
    found.merge(trigger(ON, 0), 0, Origin.DEVICE)
    found.merge(trigger(OFF, 10), 0, Origin.DEVICE)
    for number in range(40):
        found.merge(trigger(ON, 20 + number + days * 86_400), 0, Origin.DEVICE)
    found.merge(trigger(OFF, 10), 0, origin)
    assert last(found) is True


def test_code_of_before_that_is_repeated() -> None:
    """What the list held is known, the older of both codes too."""
    found = bridge({"rfTrig2": at(5 * 86_400), "rfTrig3": at(0)})
    found.merge(trigger(OFF, 0), 0, Origin.DEVICE)
    assert last(found) is True


def test_code_that_comes_late() -> None:
    """One that came before the last one changes nothing."""
    found = bridge()
    found.merge(trigger(ON, 10), 0, Origin.DEVICE)
    found.merge(trigger(OFF, 5), 0, Origin.DEVICE)
    assert last(found) is True


def test_clock_that_was_set_back() -> None:
    """A bridge whose time was wrong by days is believed all the same."""
    found = bridge()
    found.merge(trigger(ON, 5 * 86_400), 0, Origin.DEVICE)
    found.merge(trigger(OFF, 0), 0, Origin.DEVICE)
    assert last(found) is False
    found.merge(trigger(ON, 1), 0, Origin.DEVICE)
    assert last(found) is True


def test_times_without_order() -> None:
    """What is told as it comes counts as it comes."""
    found = bridge({"rfTrig2": "first", "rfTrig3": "second"})
    assert last(found) is None
    found.merge({"cmd": "trigger", "rfTrig2": "third"}, 0, Origin.DEVICE)
    assert last(found) is True
    found.merge({"cmd": "trigger", "rfTrig3": "second"}, 0, Origin.DEVICE)
    assert last(found) is True


@pytest.mark.parametrize(
    ("message", "origin"),
    [
        pytest.param({"init": 1, **trigger(OFF, 5)}, Origin.DEVICE, id="init"),
        pytest.param({"rfTrig3": at(5)}, Origin.DEVICE, id="no-command"),
        pytest.param({"rfTrig3": at(5)}, Origin.ANSWER, id="answer"),
        pytest.param(trigger(OFF, 5), Origin.LIST, id="list"),
    ],
)
def test_state_tells_what_was_missed(message: Params, origin: Origin) -> None:
    """A code that is newer than what is known came while nobody listened."""
    found = bridge({"rfTrig2": at(0)})
    found.merge(message, 0, origin)
    assert last(found) is False
    found.merge({"rfTrig2": at(-5), "rfTrig3": at(-6)}, 0, origin)
    assert last(found) is False


def test_key_of_a_remote_is_heard_beside() -> None:
    """Who hears the key is told of it although the sensor is too."""
    found = bridge({"rfList": [{"rfChl": 0}]}, user_settings=settings_of(0, ON))
    key = next(it for it in found.features if isinstance(it, RadioKey))
    message = trigger(0, 0)
    found.merge(message, 0, Origin.DEVICE)
    assert last(found) is True
    assert found.new_press(key, message, Origin.DEVICE, 0) is not None
    assert found.new_press(key, message, Origin.DEVICE, 0) is None


def test_sensor_that_is_made_while_it_runs() -> None:
    """It knows the codes that came before it was one."""
    found = bridge(user_settings={})
    found.merge(trigger(ON, 0), 0, Origin.DEVICE)
    found.list_anew(thing(28, tags=RF_TAGS, user_settings=settings_of()), now=1)
    assert last(found) is True


@given(st.lists(st.tuples(st.sampled_from([ON, OFF]), st.integers(0, 500))))
def test_newest_code_counts(codes: list[tuple[int, int]]) -> None:
    """In whatever order and how often ever codes come, the newest counts."""
    found = bridge()
    taken: list[tuple[int, int]] = []
    for channel, second in codes:
        if second not in {it for _, it in taken}:
            taken.append((channel, second))
            found.merge(trigger(channel, second), 0, Origin.DEVICE)
    newest = max(taken, key=lambda it: it[1], default=None)
    assert last(found) is (None if newest is None else newest[0] == ON)

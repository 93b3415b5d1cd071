"""The cloud's old values, after something changed locally."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.lan.guard import Guard
from custom_components.ewelink.api.merge import merge_params

from ..strategies import ANYTHING
from .conftest import Clock
from .test_paths import outlets

type Params = dict[str, Any]
PLUG = "1000000001"
OFF: Params = {"switch": "off"}
ON: Params = {"switch": "on"}


@pytest.fixture
def guard(clock: Clock) -> Guard:
    """Return a guard that has heard nothing."""
    return Guard(clock)


def test_nothing_local(guard: Guard) -> None:
    """A device that is not heard locally has nothing left out."""
    message: Params = {"switch": "on"}

    assert guard.without_old(PLUG, message) is message
    assert guard.without_told(PLUG, message) is message


def test_old_value_is_left_out(guard: Guard, clock: Clock) -> None:
    """For a while the cloud's value from before counts for nothing."""
    guard.note_command(PLUG, ON, OFF)

    assert guard.without_old(PLUG, {"switch": "off", "rssi": -1}) == {"rssi": -1}
    assert guard.without_old(PLUG, dict(ON)) == ON
    clock.now += 2.9
    assert guard.without_old(PLUG, dict(OFF)) == {}
    clock.now += 0.2
    assert guard.without_old(PLUG, dict(OFF)) == OFF


def test_other_value_counts(guard: Guard) -> None:
    """What is neither old nor new came later."""
    guard.note_report(PLUG, {"brightness": 50}, {"brightness": 10})

    assert guard.without_old(PLUG, {"brightness": 80}) == {"brightness": 80}
    assert guard.without_old(PLUG, {"brightness": "10"}) == {}


def test_values_for_days_without_the_cloud(guard: Guard, clock: Clock) -> None:
    """A meter whose figures always change is not remembered for ever."""
    for power in range(1000):
        clock.now += 5
        guard.note_report(PLUG, {"power": power + 1}, {"power": power})

    [values] = guard._old[PLUG].values()
    assert len(values) == 1
    assert guard.without_old(PLUG, {"power": 999}) == {}
    assert guard.without_old(PLUG, {"power": 998}) == {"power": 998}


def test_other_device(guard: Guard) -> None:
    """Each device has its own values."""
    guard.note_command(PLUG, ON, OFF)

    assert guard.without_old("1000000002", dict(OFF)) == OFF


def test_no_change_is_no_change(guard: Guard) -> None:
    """What was so before may be said by anybody."""
    guard.note_report(PLUG, OFF, OFF)
    guard.note_report(PLUG, ON, {})

    assert guard.without_old(PLUG, dict(OFF)) == OFF


def test_to_and_fro(guard: Guard) -> None:
    """Of several changes all values but the present one are old."""
    guard.note_command(PLUG, {"mode": 1}, {"mode": 0})
    guard.note_command(PLUG, {"mode": 2}, {"mode": 1})
    assert guard.without_old(PLUG, {"mode": 0}) == {}
    assert guard.without_old(PLUG, {"mode": 1}) == {}

    guard.note_command(PLUG, {"mode": 0}, {"mode": 2})

    assert guard.without_old(PLUG, {"mode": 0}) == {"mode": 0}
    assert guard.without_old(PLUG, {"mode": 1}) == {}
    assert guard.without_old(PLUG, {"mode": 2}) == {}


def test_outlets(guard: Guard) -> None:
    """An outlet is guarded by itself."""
    guard.note_command(PLUG, outlets(o0="on"), outlets(o0="off", o1="off"))

    old: Params = outlets(o0="off", o1="off")
    assert guard.without_old(PLUG, old) == outlets(o1="off")
    assert guard.without_old(PLUG, outlets(o0="off")) == {}
    assert old == outlets(o0="off", o1="off")


def test_other_keys_of_an_outlet(guard: Guard) -> None:
    """What else stands in its entry stays."""
    guard.note_command(PLUG, outlets(o0="on"), outlets(o0="off"))
    message: Params = {"switches": [{"outlet": 0, "switch": "off", "name": "x"}]}

    assert guard.without_old(PLUG, message) == {
        "switches": [{"outlet": 0, "name": "x"}]
    }


def test_objects(guard: Guard) -> None:
    """The values of an object are guarded by themselves."""
    guard.note_command(PLUG, {"white": {"br": 5}}, {"white": {"br": 1, "ct": 9}})

    assert guard.without_old(PLUG, {"white": {"br": 1, "ct": 9}}) == {
        "white": {"ct": 9}
    }
    assert guard.without_old(PLUG, {"white": {"br": 1}}) == {}


def test_list_does_not_undo_what_was_told(guard: Guard, clock: Clock) -> None:
    """A listing is older than what a device told just now, whatever it says."""
    guard.note_report(PLUG, {"power": 3}, {})

    assert guard.without_told(PLUG, {"power": 7, "fwVersion": "1"}) == {
        "fwVersion": "1"
    }
    clock.now += 30
    assert guard.without_told(PLUG, {"power": 7}) == {"power": 7}


def test_command_is_not_told(guard: Guard) -> None:
    """A list counts after a command of which the device has told nothing."""
    guard.note_command(PLUG, ON, OFF)

    assert guard.without_told(PLUG, dict(ON)) == ON


def test_forgotten(guard: Guard) -> None:
    """A device that comes again starts anew."""
    guard.note_report(PLUG, ON, OFF)

    guard.forget(PLUG)

    assert guard.without_old(PLUG, dict(OFF)) == OFF
    assert guard.without_told(PLUG, dict(OFF)) == OFF


def test_empty_values_stay(guard: Guard) -> None:
    """What was empty is not left out for that."""
    guard.note_command(PLUG, ON, OFF)
    message: Params = {"switch": "off", "a": [], "b": {}, "c": None}

    assert guard.without_old(PLUG, message) == {"a": [], "b": {}, "c": None}


_PARAMS = st.dictionaries(st.sampled_from(["a", "switches", "b"]), ANYTHING)


@given(_PARAMS, _PARAMS, _PARAMS)
def test_whatever_is_told(before: Params, local: Params, cloud: Params) -> None:
    """Nothing raises, and what the device has told stays as it is."""
    guard = Guard(Clock())
    now = dict(before)
    guard.note_report(PLUG, local, now)
    merge_params(now, local)

    assert guard.without_old(PLUG, cloud).keys() <= cloud.keys()
    assert guard.without_old(PLUG, dict(local)) == local
    assert guard.without_told(PLUG, cloud).keys() <= cloud.keys()

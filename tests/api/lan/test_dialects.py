"""Reports in the words of the cloud."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.lan.dialects import (
    Dialect,
    in_words_of_the_cloud,
    read_report,
    triggers_in,
)
from custom_components.ewelink.api.lan.paths import plan

from ..strategies import ANYTHING
from .test_paths import outlets

type Params = dict[str, Any]
TIME, LATER = "2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z"
_MORE = ("localKeyPass", "triggerType", "cmd", "switches")
_DIY = ("startups", "signalStrength", "configure", "rssi")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        pytest.param(
            {"light": "on", "fan": "off", "speed": 1},
            outlets(o0="on", o1="off", o2="off", o3="off"),
            id="low",
        ),
        pytest.param(
            {"light": "off", "fan": "on", "speed": 2, "rssi": -40},
            {**outlets(o0="off", o1="on", o2="on", o3="off"), "rssi": -40},
            id="medium",
        ),
        pytest.param(
            {"fan": "on", "speed": "3"}, outlets(o1="on", o2="off", o3="on"), id="high"
        ),
        pytest.param({"light": "on"}, outlets(o0="on"), id="light alone"),
        pytest.param({"rssi": -40}, {"rssi": -40}, id="neither"),
        pytest.param({"fan": "on", "speed": 9}, outlets(o1="on"), id="unknown speed"),
    ],
)
def test_ceiling_fan(told: Params, state: Params) -> None:
    """A light and a fan are the outlets that the cloud knows."""
    assert read_report(Dialect.FAN_LIGHT, told, {}) == (state, [])


@given(st.sampled_from(["on", "off"]), st.sampled_from([1, 2, 3]))
def test_speeds_there_and_back(light: str, speed: int) -> None:
    """What a fan tells is what it takes."""
    told = {"light": light, "fan": "on", "speed": speed}

    state, _ = read_report(Dialect.FAN_LIGHT, told, {})
    made = plan(state, Dialect.FAN_LIGHT, {})

    assert made is not None
    sent: Params = {}
    for step in made.steps:
        sent |= step.data
    assert sent == told


@pytest.mark.parametrize(
    ("told", "state"),
    [
        pytest.param(
            {"temperature": 24.5, "humidity": 40, "switch": "on"},
            {"currentTemperature": "24.5", "currentHumidity": "40", "switch": "on"},
            id="measured",
        ),
        pytest.param(
            {"temperature": -3052.94, "humidity": 0},
            {"currentTemperature": "unavailable", "currentHumidity": "unavailable"},
            id="no probe",
        ),
        pytest.param(
            {"currentTemperature": "20.1"}, {"currentTemperature": "20.1"}, id="newer"
        ),
    ],
)
def test_thermostat_plug(told: Params, state: Params) -> None:
    """Older firmware has other names for what its probe measures."""
    assert read_report(Dialect.THERMOSTAT_PLUG, told, {}) == (state, [])


def test_new_trigger() -> None:
    """What a radio bridge repeats is not received again."""
    told = {"arming": True, "rfTrig0": TIME, "rfTrig1": LATER}

    state, events = read_report(Dialect.RADIO_BRIDGE, told, {"rfTrig0": TIME})

    assert state == {"arming": True, "rfTrig0": TIME}
    assert events == [{"cmd": "trigger", "rfTrig1": LATER}]
    assert triggers_in(told) == {"rfTrig0": TIME, "rfTrig1": LATER}


def test_triggers_one_by_one() -> None:
    """Two of a moment are two messages."""
    told: Params = {"cmd": "trigger", "rfTrig0": TIME, "rfTrig1": TIME}

    state, events = read_report(Dialect.RADIO_BRIDGE, told, {})

    assert state == {}
    assert [set(it) for it in events] == [{"cmd", "rfTrig0"}, {"cmd", "rfTrig1"}]


def test_repeated_trigger_is_none() -> None:
    """Nothing is left that looks like one."""
    told: Params = {"cmd": "trigger", "rfTrig0": TIME}

    assert read_report(Dialect.RADIO_BRIDGE, told, told) == ({"rfTrig0": TIME}, [])


def test_press() -> None:
    """A press is a message of its own, as it is in the cloud."""
    press = {"outlet": 1, "key": 0}
    told = {"localKeyPass": press, "triggerType": 11, "rssi": -50}

    state, events = read_report(Dialect.COMMON, told, {})

    assert state == {"triggerType": 11, "rssi": -50}
    assert events == [{"localKeyPass": press}]
    assert "localKeyPass" in told


def test_remembered_press() -> None:
    """Beside another trigger it is the last press, of whenever."""
    told = {"localKeyPass": {"outlet": 1, "key": 0}, "triggerType": 0}

    assert read_report(Dialect.COMMON, told, {}) == ({"triggerType": 0}, [])


def test_words_of_diy_mode() -> None:
    """What only DIY mode calls so is told as everywhere else."""
    start = [{"outlet": 0, "startup": "stay"}]
    told = {"signalStrength": -61, "startups": start, "configure": [], "switch": "on"}
    assert in_words_of_the_cloud(told) == {
        "configure": start,
        "rssi": -61,
        "switch": "on",
    }
    assert in_words_of_the_cloud({"rssi": -60}) == {"rssi": -60}


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "light",
                "fan",
                "speed",
                "temperature",
                "humidity",
                "rfTrig0",
                *_MORE,
                *_DIY,
            ]
        ),
        ANYTHING,
        max_size=5,
    ),
    st.sampled_from(Dialect),
)
def test_whatever_is_told(told: Params, dialect: Dialect) -> None:
    """No report raises, nor is it changed."""
    before = dict(told)

    read_report(dialect, told, {})
    in_words_of_the_cloud(told)

    assert told == before

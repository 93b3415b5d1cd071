"""Tests of what a name or a number means to a bridge."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.sendable import (
    key_of,
    known_name,
    meant_by,
    meant_of_remote,
    of_remote,
    remote_names,
    sendable,
)

from .common import thing

BRIDGE = thing(
    28,
    {"rfList": [{"rfChl": it, "rfVal": "x"} for it in (4, "3", 2, 1, 0)]},
    tags={
        "zyx_info": [
            {"remote_type": "2", "name": "TV", "buttonName": [{"0": "On"}, {"9": "X"}]},
            {"remote_type": "6", "name": "Door", "buttonName": [{"1": "Alarm"}]},
            {"remote_type": "1", "name": None, "buttonName": [{"2": "on"}]},
            {"remote_type": "1", "name": "tv", "buttonName": [{"3": "Off"}]},
        ]
    },
)
CODES = sendable(BRIDGE, BRIDGE.params)


def test_labels() -> None:
    """Each learned code is known by its key, or by its channel alone."""
    assert [it.label for it in CODES] == [
        "TV: On (0)",
        "1",
        "on (2)",
        "tv: Off (3)",
        "4",
    ]
    assert sendable(BRIDGE, {}) == ()


@pytest.mark.parametrize(
    ("command", "channels"),
    [("on", [0, 2]), ("OFF", [3]), ("Alarm", []), ("1", [1]), ("X", []), ("9", [])],
)
def test_meant_by(command: str, channels: list[int]) -> None:
    """Sensors have no names to be sent by, and nothing is sent that is not learned."""
    assert [it.channel for it in meant_by(command, CODES)] == channels


def test_remotes() -> None:
    """Two of a name are one to who names it, be it spelt large or small."""
    assert remote_names(BRIDGE) == ["TV", "tv"]
    assert known_name(BRIDGE, "Tv") == "TV"
    assert known_name(BRIDGE, "Door") is None
    assert [it.channel for it in of_remote(CODES, "tv")] == [0, 3]
    assert [it.channel for it in meant_of_remote("off", CODES, "TV")] == [3]
    key = key_of(BRIDGE, "tv", "x")
    assert key is not None
    assert key.channel == 9
    assert key_of(BRIDGE, "Door", "Alarm") is None


@given(command=st.text())
def test_any_command(command: str) -> None:
    """Whatever somebody types means something or nothing."""
    meant_by(command, CODES)
    meant_of_remote(command, CODES, command)

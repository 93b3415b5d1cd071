"""Where values lie in params."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.places import (
    Either,
    Field,
    Outlet,
    Param,
    Place,
    add,
    join_outlets,
)

SPELLINGS = Either(Param("todayWaterUsage"), Param("TodayWaterUsage"))


@pytest.mark.parametrize(
    ("place", "params", "expected"),
    [
        (Param("switch"), {"switch": "on"}, "on"),
        (Param("switch"), {}, None),
        (Field("cpuInfo", "temperature"), {"cpuInfo": {"temperature": 50}}, 50),
        (Field("cpuInfo", "temperature"), {"cpuInfo": "hot"}, None),
        (Outlet("switches", 1, "switch"), {"switches": None}, None),
        (
            Outlet("switches", 1, "switch"),
            {"switches": ["x", {"outlet": 0}, {"outlet": "1", "switch": "on"}]},
            "on",
        ),
        (Outlet("switches", 1, "switch"), {"switches": [{"outlet": 0}]}, None),
        (SPELLINGS, {"todayWaterUsage": 3, "TodayWaterUsage": 4}, 3),
        (SPELLINGS, {"TodayWaterUsage": 4}, 4),
    ],
)
def test_read(place: Place, params: Params, expected: object) -> None:
    """A place finds its value, or None."""
    assert place.read(params) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Param("switch"), {"switch": 5}),
        (Field("cpuInfo", "temperature"), {"cpuInfo": {"temperature": 5}}),
        (
            Outlet("switches", 1, "switch"),
            {"switches": [{"outlet": 1, "switch": 5}]},
        ),
        (SPELLINGS, {"todayWaterUsage": 5}),
    ],
)
def test_write_reads_back(place: Place, expected: Params) -> None:
    """What a place writes holds nothing but its value."""
    assert place.write(5) == expected
    assert place.read(place.write(5)) == 5
    assert place.param in place.params


def test_either_is_read_from_both_keys() -> None:
    """A change of either spelling concerns the reader."""
    assert SPELLINGS.params == {"todayWaterUsage", "TodayWaterUsage"}


def test_add_joins_what_can_be_joined() -> None:
    """Commands add up by outlet and by member, everything else is replaced."""
    command: Params = {"a": [{"outlet": 0, "x": 1}], "b": {"x": 1}, "c": 1}
    add(command, {"a": [{"outlet": 0, "y": 2}, {"outlet": 1, "x": 3}]})
    add(command, {"b": {"y": 2}, "c": 2, "d": 3})
    assert command == {
        "a": [{"outlet": 0, "x": 1, "y": 2}, {"outlet": 1, "x": 3}],
        "b": {"x": 1, "y": 2},
        "c": 2,
        "d": 3,
    }


def test_join_outlets_tolerates_garbage() -> None:
    """Entries that are none, or have no outlet, harm nobody."""
    assert join_outlets(["x", {"switch": "on"}], [{"outlet": 1}]) == [
        {"switch": "on"},
        {"outlet": 1},
    ]
    assert join_outlets(None, "x") == []

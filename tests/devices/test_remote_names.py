"""Tests of naming keys of remotes in what the cloud keeps of them."""

from copy import deepcopy
from typing import Any, Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.remote_names import (
    MOST_KEYS,
    all_entries,
    with_keys,
    without_keys,
)
from custom_components.ewelink.devices.remotes import remotes_of

from .common import thing

JSON: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["remote_type", "name", "buttonName", "0", "1", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


def _entry(kind: object, name: object, *keys: Any) -> dict[str, Any]:
    return {"remote_type": kind, "name": name, "buttonName": list(keys)}


TV: Final = _entry("1", "TV", {"0": "On"})
DOOR: Final = _entry("6", "TV", {"5": "Alarm"})
ODD: Final = {"icon": 4, "remote_type": 2, "name": "Old", "buttonName": {"8": 1}}


@pytest.mark.parametrize(
    ("raw", "entries"),
    [
        pytest.param(None, [], id="none"),
        pytest.param([], [], id="empty"),
        pytest.param({}, [], id="empty object"),
        pytest.param([TV, 7, ODD], [TV, 7, ODD], id="list, with what is odd"),
        pytest.param(TV, [TV], id="one entry as object"),
        pytest.param({"0": TV, "1": DOOR}, [TV, DOOR], id="object of entries"),
        pytest.param({"0": TV, "1": "x"}, None, id="object of anything"),
        pytest.param("[]", None, id="text"),
        pytest.param(7, None, id="number"),
    ],
)
def test_all_entries(raw: Any, entries: Any) -> None:
    """Entries stand in a list or in an object; anything else is not guessed at."""
    assert all_entries(raw) == entries


@pytest.mark.parametrize(
    ("entries", "names", "expected"),
    [
        pytest.param([], {3: "On"}, [_entry("1", "TV", {"3": "On"})], id="first"),
        pytest.param(
            [TV, DOOR],
            {3: "Off"},
            [_entry("2", "TV", {"0": "On"}, {"3": "Off"}), DOOR],
            id="known remote, not the sensor",
        ),
        pytest.param(
            [DOOR], {3: "On"}, [DOOR, _entry("1", "TV", {"3": "On"})], id="sensor"
        ),
        pytest.param(
            [ODD, 7, _entry(1, " tv ", {"0": "On"})],
            {3: "Off"},
            [ODD, 7, _entry("2", " tv ", {"0": "On"}, {"3": "Off"})],
            id="beside what is odd",
        ),
        pytest.param([TV], {0: "Power"}, [_entry("1", "TV", {"0": "Power"})], id="new"),
        pytest.param(
            [_entry("4", "TV", {"0": "On"})],
            {1: "Off"},
            [_entry("4", "TV", {"0": "On"}, {"1": "Off"})],
            id="keys that are not named yet",
        ),
        pytest.param(
            [_entry("5", "TV", {"0": "Open"}, {"1": "Stop"}, {"2": "Close"})],
            {1: "Halt", 9: "Tilt"},
            [
                _entry("5", "TV", {"0": "Open"}, {"1": "Halt"}, {"2": "Close"}),
                _entry("1", "TV", {"9": "Tilt"}),
            ],
            id="curtain",
        ),
        pytest.param(
            [TV],
            {it: f"Key {it}" for it in range(1, 9)},
            [
                _entry(
                    "4", "TV", {"0": "On"}, *({f"{n}": f"Key {n}"} for n in (1, 2, 3))
                ),
                _entry("4", "TV", *({f"{n}": f"Key {n}"} for n in (4, 5, 6, 7))),
                _entry("1", "TV", {"8": "Key 8"}),
            ],
            id="more than a remote holds",
        ),
        pytest.param(
            [_entry("2", "TV", {"0": "On", "1": "Off"}, 5)],
            {2: "Mute"},
            [_entry("4", "TV", {"0": "On"}, {"1": "Off"}, 5, {"2": "Mute"})],
            id="keys in one object",
        ),
        pytest.param(
            [{"remote_type": "1", "name": "TV", "buttonName": {"0": "On"}, "x": 1}],
            {2: "Off"},
            [
                {
                    "remote_type": "2",
                    "name": "TV",
                    "buttonName": [{"0": "On"}, {"2": "Off"}],
                    "x": 1,
                }
            ],
            id="keys without a list",
        ),
    ],
)
def test_with_keys(entries: Any, names: dict[int, str], expected: Any) -> None:
    """Names go to where the app shows them, and nothing else is touched."""
    before = deepcopy(entries)
    assert with_keys(entries, "TV", names) == expected
    assert entries == before


def test_without_keys() -> None:
    """What is left of a remote stays, and a remote without keys does not."""
    entries = [_entry("2", "A", {"0": "On"}, {"1": "Off"}), 7, TV, ODD]
    assert without_keys(entries, {0: "x"}) == [_entry("1", "A", {"1": "Off"}), 7, ODD]


@given(
    raw=st.lists(JSON, max_size=4),
    channels=st.sets(st.integers(0, 63), min_size=1, max_size=9),
)
def test_nothing_is_lost(raw: list[Any], channels: set[int]) -> None:
    """Whatever was there before, all are on the remote, which never has too many."""
    before = deepcopy(raw)
    taken = {
        key.channel
        for it in remotes_of(thing(28, tags={"zyx_info": raw}))
        for key in it.keys
    }
    names = {it: f"Key {it}" for it in channels - taken}
    named = with_keys(raw, "TV", names)
    found = {
        key.channel: key.name
        for it in remotes_of(thing(28, tags={"zyx_info": named}))
        if it.name == "TV"
        for key in it.keys
    }
    assert names.items() <= found.items()
    assert raw == before
    assert [it for it in named if it in raw] == [it for it in raw if it in named]
    for entry in named[len(raw) :]:
        assert isinstance(entry, dict)
        assert entry["remote_type"] == str(len(entry["buttonName"]))
        assert len(entry["buttonName"]) <= MOST_KEYS


@given(raw=JSON)
def test_never_raises(raw: Any) -> None:
    """Whatever the cloud holds: it can be read, or not."""
    if (entries := all_entries(raw)) is not None:
        with_keys(without_keys(entries, {0: ""}), "TV", {0: "On"})

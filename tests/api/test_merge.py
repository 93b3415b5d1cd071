"""Merging of partial params."""

from copy import deepcopy
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.merge import conflicting, merge_params


def merged_keys(base: dict[str, Any], update: dict[str, Any]) -> set[str]:
    """Merge, and return the keys that changed without what is told of outlets."""
    changed = merge_params(base, update)
    return {key for key in changed if "/" not in key}


def outlets(**values: Any) -> list[dict[str, Any]]:
    """Return an array of outlets: `o0="on"` is outlet 0."""
    return [{"outlet": int(key[1:]), "switch": value} for key, value in values.items()]


def test_scalars_are_replaced() -> None:
    """Only what differs counts as changed."""
    base: dict[str, Any] = {"switch": "on", "power": "1.0", "rssi": -50}
    update = {"switch": "off", "power": "1.0", "voltage": "230"}
    assert merged_keys(base, update) == {"switch", "voltage"}
    assert base == {"switch": "off", "power": "1.0", "rssi": -50, "voltage": "230"}


def test_outlets_merge_by_outlet() -> None:
    """A report of one outlet leaves the others; no shared list is changed."""
    before = outlets(o0="on", o1="on", o2="off")
    base: dict[str, Any] = {"switches": before}
    shared = deepcopy(before)
    assert merged_keys(base, {"switches": outlets(o1="off", o3="on")}) == {"switches"}
    assert base["switches"] == outlets(o0="on", o1="off", o2="off", o3="on")
    assert before == shared


def test_fields_of_an_outlet_merge() -> None:
    """An outlet keeps the fields that a report does not name."""
    base: dict[str, Any] = {"pulses": [{"outlet": 0, "pulse": "on", "width": 500}]}
    merged_keys(base, {"pulses": [{"outlet": "0", "pulse": "off"}]})
    assert base["pulses"] == [{"outlet": "0", "pulse": "off", "width": 500}]


def test_same_outlets_change_nothing() -> None:
    """A report of what is known changes nothing."""
    base: dict[str, Any] = {"switches": outlets(o0="on", o1="off"), "white": {"br": 1}}
    update = {"switches": outlets(o1="off"), "white": {"br": 1}}
    assert merged_keys(base, update) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([1, 2], [3], id="numbers"),
        pytest.param([{"name": "a"}], [], id="without outlets"),
        pytest.param(outlets(o0="on"), [{"switch": "on"}], id="outlet missing"),
        pytest.param(outlets(o0="on"), [{"outlet": None}], id="outlet null"),
        pytest.param(outlets(o0="on"), "broken", id="another type"),
        pytest.param({"r": 1}, [1], id="object to list"),
    ],
)
def test_other_values_are_replaced(old: Any, new: Any) -> None:
    """What is not an array of outlets on both sides is replaced."""
    base: dict[str, Any] = {"key": old}
    assert merged_keys(base, {"key": new}) == {"key"}
    assert base == {"key": new}


def test_objects_merge_key_by_key() -> None:
    """Nested objects may be partial."""
    white = {"br": 10, "ct": 5}
    base: dict[str, Any] = {"white": white}
    assert merged_keys(base, {"white": {"br": 20}}) == {"white"}
    assert base == {"white": {"br": 20, "ct": 5}}
    assert white == {"br": 10, "ct": 5}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param({"switch": "on"}, {"switch": "off"}, True, id="same key"),
        pytest.param({"switch": "on"}, {"switch": "on"}, False, id="same value"),
        pytest.param({"switch": "on"}, {"bright": 1}, False, id="other key"),
        pytest.param(
            {"switches": outlets(o0="on")},
            {"switches": outlets(o0="off")},
            True,
            id="same outlet",
        ),
        pytest.param(
            {"switches": outlets(o0="on")},
            {"switches": outlets(o0="on", o1="off")},
            False,
            id="other outlet",
        ),
        pytest.param(
            {"pulses": [{"outlet": 0, "pulse": "on"}]},
            {"pulses": [{"outlet": "0", "width": 500}]},
            False,
            id="other field of an outlet",
        ),
        pytest.param({"white": {"br": 1}}, {"white": {"br": 2}}, True, id="object"),
        pytest.param({"switches": "odd"}, {"switches": outlets(o0="on")}, True, id="x"),
    ],
)
def test_conflicts(first: Any, second: Any, expected: bool) -> None:  # noqa: FBT001
    """Two intents conflict when they set the same thing to different values."""
    assert conflicting(first, second) is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["outlet", "switch", "a"]), inner, max_size=3)
    ),
    max_leaves=12,
)
PARAMS = st.dictionaries(st.sampled_from(["switches", "switch", "white"]), JSON)


@given(base=PARAMS, update=PARAMS)
def test_merging_anything(base: dict[str, Any], update: dict[str, Any]) -> None:
    """Whatever is merged, it happens at most once and harms no argument."""
    before, original = deepcopy(update), deepcopy(base)
    merged = dict(base)
    changed = merged_keys(merged, update)
    assert update == before
    assert base == original
    assert changed <= update.keys()
    assert merged_keys(merged, update) == set()
    assert conflicting(update, update) is False

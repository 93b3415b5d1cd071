"""Inching: a time that the protocol does not allow is neither shown nor sent."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, strategies as st

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    FeatureError,
    Inching,
    InchingEntry,
    InchingTime,
    PlacedFeature,
)
from custom_components.ewelink.devices.rows import TYPES
from tests.each import each

from .common import command, decode, device, encode, kind, samples

OUTLETS = range(4)
SETTINGS = (Inching, InchingEntry, InchingTime)
ROWS = [
    uiid
    for uiid in TYPES
    if any(isinstance(it, SETTINGS) for it in kind(uiid).features)
]
ALL = each(ROWS)
NO_TIMES = [0, "0", 100, 499, 750, -500, 3_600_500, 1e15, "x", None, True, [], {}]
WIDTHS = (
    st.sampled_from([*NO_TIMES, 500, "1500", 2000.0, 3_600_000])
    | st.integers()
    | st.floats()
)
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "pulse": st.sampled_from(["on", "off", None]),
        "switch": st.sampled_from(["on", "off"]),
        "width": WIDTHS,
        "pulseWidth": WIDTHS,
    },
)


def stored(width: object, pulse: str = "on") -> Params:
    """Return params of every shape, with the same time in each."""
    return {
        "pulse": pulse,
        "pulseWidth": width,
        "pulseConfig": {"pulse": pulse, "pulseWidth": width},
        "pulses": [{"outlet": n, "pulse": pulse, "width": width} for n in OUTLETS],
    }


def settings(uiid: int) -> list[PlacedFeature]:
    """Return what a type has of inching."""
    features = kind(uiid).features
    return [
        it
        for it in features
        if isinstance(it, PlacedFeature) and isinstance(it, SETTINGS)
    ]


def times(sent: object) -> Iterator[object]:
    """Yield all times that go out."""
    if isinstance(sent, dict):
        for name in ("width", "pulseWidth"):
            if name in sent:
                yield sent[name]
        for value in sent.values():
            yield from times(value)
    elif isinstance(sent, list):
        for value in sent:
            yield from times(value)


def is_allowed(time: Any) -> bool:
    """Return whether the protocol allows a time in ms."""
    return type(time) is int and 500 <= time <= 3_600_000 and time % 500 == 0


def sent(uiid: int, it: PlacedFeature, value: object, params: Params) -> Params:
    """Return the params that go out to set a value."""
    return kind(uiid).complete(encode(it, value, params), params)


@ALL
def test_what_is_no_time_is_unknown(uiid: int) -> None:
    """It is not shown as one."""
    for it in settings(uiid):
        if isinstance(it, InchingTime):
            assert [it.decode(stored(width)) for width in NO_TIMES] == [None] * len(
                NO_TIMES
            )


@ALL
def test_switching_on_sends_a_time(uiid: int) -> None:
    """The time that is stored, or a second where none is."""
    cases = [(500, 500), ("1500", 1500), *((width, 1000) for width in NO_TIMES)]
    for it in settings(uiid):
        if isinstance(it, InchingTime):
            continue
        for width, expected in cases:
            out = set(times(sent(uiid, it, True, stored(width, "off"))))
            assert out == {expected}, width


@ALL
def test_each_time_that_can_be_set_is_allowed(uiid: int) -> None:
    """The smallest, the largest and what is between."""
    for it in settings(uiid):
        if isinstance(it, InchingTime):
            for value in samples(it):
                out = sent(uiid, it, value, stored(0))
                assert all(map(is_allowed, times(out))), out
                assert int(float(value) * 1000) in times(out)


@given(
    st.sampled_from(ROWS),
    ENTRIES,
    st.lists(ENTRIES, max_size=4),
    st.data(),
)
def test_nothing_else_is_ever_sent(
    uiid: int, own: Params, entries: list[Params], data: st.DataObject
) -> None:
    """Whatever a device stores, for this outlet or another one."""
    params = own | {
        "pulseConfig": own,
        "pulses": [{"outlet": n} | entry for n, entry in enumerate(entries)],
    }
    it = data.draw(st.sampled_from(settings(uiid)))
    value = data.draw(st.sampled_from(list(samples(it))))
    try:
        out = sent(uiid, it, value, params)
    except FeatureError:
        assert isinstance(it, InchingTime)
        return
    assert all(map(is_allowed, times(out))), out
    if value is True:
        assert any(True for _ in times(out))


def test_other_outlets_travel_with_a_time_that_is_one() -> None:
    """The array goes out whole; what was right in it is left as it was."""
    params: Params = {
        "pulses": [
            {"outlet": 0, "pulse": "off", "switch": "off", "width": 0},
            {"outlet": 1, "pulse": "on", "switch": "off", "width": 2500},
            {"outlet": 2, "pulse": "off", "width": 250, "pulseWidth": 4000},
            {"outlet": 3, "pulse": "off"},
        ]
    }
    assert command(4, "inching_0", True, params) == {
        "pulses": [
            {"outlet": 0, "pulse": "on", "switch": "off", "width": 1000},
            {"outlet": 1, "pulse": "on", "switch": "off", "width": 2500},
            {"outlet": 2, "pulse": "off", "width": 4000, "pulseWidth": 4000},
            {"outlet": 3, "pulse": "off"},
        ]
    }


def test_the_time_is_set_under_each_name() -> None:
    """A device that stores it under the other name gets both."""
    params: Params = {"pulses": [{"outlet": 0, "pulse": "on", "pulseWidth": 2000}]}
    entry = {"outlet": 0, "pulse": "on", "width": 1500, "pulseWidth": 1500}
    assert command(77, "inching_time", 1.5, params) == {"pulses": [entry]}
    assert decode(77, "inching_time", params) == 2
    params["pulses"] = [{"outlet": 0, "width": 0, "pulseWidth": 2000}]
    assert decode(77, "inching_time", params) == 2


def test_what_the_user_sends_is_left_alone() -> None:
    """Params of the user's own are sent as they are."""
    raw: Params = {"pulses": [{"outlet": 0, "pulse": "off", "width": 0}]}
    assert device(77).complete(raw) == raw

"""What the user tells of a radio bridge, read and written."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.radio_settings import (
    SENSOR_CLASSES,
    CodePair,
    pairs_in,
    seconds_of,
    with_pair,
    with_seconds,
    without_pair,
)

from .common import RF_TAGS, device

OTHERS: Params = {"remotes": [{"name": "Gate"}], "later": 1}
CHANNELS = st.integers(0, 63)


@pytest.mark.parametrize(
    ("told", "pairs"),
    [
        pytest.param([{"on": 1, "off": 2, "class": "door"}], [(1, 2, "door")], id="is"),
        pytest.param([{"on": "1", "off": "2"}], [(1, 2, "opening")], id="texts"),
        pytest.param(
            [{"on": 1, "off": 2, "class": ["door"]}], [(1, 2, "opening")], id="class"
        ),
        pytest.param([{"on": 1, "off": 1, "class": "door"}], [], id="same"),
        pytest.param([{"on": 1, "class": "door"}], [], id="half"),
        pytest.param([{"on": -1, "off": 2}], [], id="negative"),
        pytest.param([{"on": 1.5, "off": 2}], [], id="fraction"),
        pytest.param([{"on": True, "off": 2}], [], id="truth"),
        pytest.param([{"on": 1e9, "off": 2}], [], id="much"),
        pytest.param(
            [{"on": 1, "off": 2}, {"on": 2, "off": 3}, {"on": 4, "off": 5}],
            [(1, 2, "opening"), (4, 5, "opening")],
            id="taken",
        ),
        pytest.param({"on": 1, "off": 2}, [], id="no-list"),
        pytest.param([5, None, "x"], [], id="no-objects"),
        pytest.param(None, [], id="none"),
    ],
)
def test_pairs(told: object, pairs: list[tuple[int, int, str]]) -> None:
    """What makes no sense is left out."""
    assert [
        (it.on, it.off, it.device_class) for it in pairs_in({"pairs": told})
    ] == pairs


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"2": 30}, 30),
        ({"2": "30"}, 30),
        ({"2": 1}, 1),
        ({"2": 86_400}, 86_400),
        ({"2": 0}, 120),
        ({"2": 86_401}, 120),
        ({"2": "soon"}, 120),
        ({"3": 30}, 120),
        ([30], 120),
        (None, 120),
    ],
)
def test_seconds_of_an_alarm(told: object, seconds: float) -> None:
    """An alarm lasts as long as is told, within a day, and two minutes otherwise."""
    found = device(28, tags=RF_TAGS, user_settings={"seconds": told})
    assert {it.channel: it.hold for it in found.type.alarms}[2] == seconds


@given(st.integers(1, 86_400), CHANNELS)
def test_seconds_are_read_as_they_were_written(seconds: int, channel: int) -> None:
    """What is written of one channel changes nothing else."""
    before = with_seconds(OTHERS, 99, 7)
    after = with_seconds(before, channel, seconds)
    assert seconds_of(after, channel) == seconds
    assert seconds_of(after, 99) == 7
    assert after == {**OTHERS, "seconds": after["seconds"]}


def test_usual_time_is_not_written() -> None:
    """What is as without being told is not stored."""
    assert with_seconds(with_seconds(OTHERS, 2, 7), 2, 120) == OTHERS


@given(st.lists(CHANNELS, max_size=16, unique=True), st.sampled_from(SENSOR_CLASSES))
def test_pairs_are_read_as_they_were_written(channels: list[int], kind: str) -> None:
    """A pair is there once it was written, and not once it was taken apart."""
    pairs = [
        CodePair(on, off, kind)
        for on, off in zip(channels[::2], channels[1::2], strict=False)
    ]
    settings = OTHERS
    for pair in pairs:
        settings = with_pair(settings, pair)
    assert pairs_in(settings) == tuple(pairs)
    for pair in pairs:
        settings = without_pair(settings, pair.on)
    assert settings == OTHERS

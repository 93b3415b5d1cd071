"""Sirens: the exact params that make each sound, and what they tell."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import FeatureError, Siren

from .common import command, decode, device, feature, kind
from .test_fuzz import JSON

SETTING: Params = {
    "duration": 10,
    "test": False,
    "alertSound": "alarm0",
    "voice": True,
    "volume": 0,
    "light": True,
}
SIRENS = [(7056, "siren"), (195, "buzzer"), (228, "buzzer")]
EACH = pytest.mark.parametrize(("uiid", "key"), SIRENS)


def siren(uiid: int) -> Siren:
    """Return the siren of a type."""
    [found] = [it for it in kind(uiid).features if isinstance(it, Siren)]
    return found


def sound(uiid: int, params: Params, **asked: Any) -> Params:
    """Return what goes out to let a siren sound."""
    return siren(uiid).encode(params, **asked)


@pytest.mark.parametrize(
    ("told", "asked", "expected"),
    [
        pytest.param(SETTING, {}, SETTING | {"test": True}, id="whole"),
        pytest.param(
            SETTING | {"unheardOf": [1]},
            {"seconds": 30},
            SETTING | {"test": True, "duration": 30, "unheardOf": [1]},
            id="what nobody knows is kept",
        ),
        pytest.param(
            SETTING | {"alertSound": "alarm12"},
            {"level": 1.0},
            SETTING | {"test": True, "alertSound": "alarm12", "volume": 3},
            id="a tone that is not offered is kept",
        ),
        pytest.param(
            SETTING | {"volume": "2", "duration": "60"},
            {},
            SETTING | {"test": True, "volume": 2, "duration": 60},
            id="numbers in texts",
        ),
        pytest.param(
            {"alertSound": 3, "volume": 9, "duration": 0},
            {},
            {"test": True, "duration": 10, "voice": True, "volume": 0, "light": True},
            id="odd values",
        ),
        pytest.param(
            None,
            {},
            {"test": True, "duration": 10, "voice": True, "volume": 0, "light": True},
            id="nothing told",
        ),
    ],
)
def test_zigbee_siren(told: object, asked: dict[str, Any], expected: Params) -> None:
    """The whole object goes out with what is asked for."""
    sent = sound(7056, {"alarmSetting": told, "alarmType": "none"}, **asked)
    assert sent == {"alarmSetting": expected}
    [whole] = sent.values()
    assert isinstance(whole, dict)
    assert {name: type(it) for name, it in whole.items()} == {
        name: type(it) for name, it in expected.items()
    }


@pytest.mark.parametrize("uiid", [195, 228])
@pytest.mark.parametrize(
    ("told", "asked", "expected"),
    [
        pytest.param(None, {}, ("ring/alarm1.mp3", 50, 10), id="nothing told"),
        pytest.param({"mode": "stop"}, {}, ("ring/alarm1.mp3", 50, 10), id="mode"),
        pytest.param(
            {"mode": "stop", "fileName": "ring/ring5.mp3", "volume": 66, "test": False},
            {"seconds": 2},
            ("ring/ring5.mp3", 66, 2),
            id="as it was last",
        ),
        pytest.param(
            {"fileName": 5, "volume": "101", "duration": -1},
            {"tone": "alert4"},
            ("ring/alert4.mp3", 50, 10),
            id="odd values",
        ),
        pytest.param(
            {"volume": 0},
            {"tone": "ring1", "level": 0.5, "seconds": 3600},
            ("ring/ring1.mp3", 50, 3600),
            id="all asked for",
        ),
    ],
)
def test_buzzer(
    uiid: int, told: object, asked: dict[str, Any], expected: tuple[object, ...]
) -> None:
    """File, volume and duration go out, and nothing of its state."""
    file, volume, duration = expected
    assert sound(uiid, {"buzzerAlarm": told}, **asked) == {
        "buzzerAlarm": {
            "test": True,
            "fileName": file,
            "volume": volume,
            "duration": duration,
        }
    }


@EACH
@given(tone=st.integers(0, 20), level=st.floats(0, 1), seconds=st.integers(1, 900))
def test_what_is_asked_for_is_told(
    uiid: int, key: str, tone: int, level: float, seconds: int
) -> None:
    """The device would read back the tone, and the level to half a step."""
    it = siren(uiid)
    name = list(it.tones)[tone % len(it.tones)]
    sent = it.encode({}, tone=name, level=level, seconds=seconds)
    assert it.tone.read(sent) == it.tones[name]
    assert it.seconds(sent) == seconds
    volume = it.volume.read(sent)
    assert type(volume) is int
    assert abs(volume / it.loudest - level) <= 0.5 / it.loudest
    assert it.key == key


@EACH
@given(told=JSON, state=JSON)
def test_whatever_is_told(uiid: int, key: str, told: object, state: object) -> None:
    """No report makes a command fail, or one that is not whole."""
    it = siren(uiid)
    found = device(uiid, {it.tone.param: told, it.place.param: state})
    found.merge({it.tone.param: {"alertSound": [told]}}, 1, Origin.DEVICE)
    [sent] = it.encode(found.params).values()
    assert isinstance(sent, dict)
    assert sent["test"] is True
    assert type(sent["volume"]) is int
    assert it.seconds(it.encode(found.params)) >= 1
    assert it.decode(found.params) in {True, False, None}
    assert it.offered(found.params) in {(), tuple(it.tones)}


@pytest.mark.parametrize(
    ("uiid", "seconds"), [(7056, 0), (7056, 901), (195, 0), (7056, float("nan"))]
)
def test_duration_out_of_limits(uiid: int, seconds: float) -> None:
    """Nothing is cut short in silence."""
    with pytest.raises(FeatureError) as raised:
        sound(uiid, {}, seconds=seconds)
    assert raised.value.reason == "duration_not_taken"


@pytest.mark.parametrize(
    ("uiid", "key", "params", "expected"),
    [
        (7056, "siren", {"alarmType": "none"}, False),
        (7056, "siren", {"alarmType": "manual"}, True),
        (7056, "siren", {"alarmType": "scene"}, True),
        (7056, "siren", {"alarmType": 1}, None),
        (7056, "siren", {"alarmType": ""}, None),
        (195, "buzzer", {"buzzerAlarm": {"mode": "stop"}}, False),
        (228, "buzzer", {"buzzerAlarm": {"mode": "play"}}, True),
        (195, "buzzer", {"buzzerAlarm": {"volume": 3}}, None),
        (195, "buzzer", {"buzzerAlarm": "stop"}, None),
    ],
)
def test_state(uiid: int, key: str, params: Params, *, expected: bool | None) -> None:
    """A word tells whether it sounds."""
    assert decode(uiid, key, params) is expected


def test_tones() -> None:
    """A panel has its fifteen; a Zigbee siren those of the kind that it tells."""
    assert len(siren(195).offered({})) == 15
    assert siren(7056).offered({}) == ()
    assert siren(7056).offered({"alarmSetting": {"alertSound": "horn"}}) == ()
    assert len(siren(7056).offered({"alarmSetting": {"alertSound": "alarm9"}})) == 10


@pytest.mark.parametrize(
    ("key", "value", "changed"),
    [
        ("siren_sound", False, {"voice": False}),
        ("siren_light", False, {"light": False}),
        ("siren_duration", 900, {"duration": 900}),
        ("siren_volume", "maximum", {"volume": 3}),
        ("siren_volume", "low", {"volume": 0}),
    ],
)
@pytest.mark.parametrize("test", [True, False])
def test_settings_are_silent(
    key: str, value: object, changed: Params, *, test: bool
) -> None:
    """A setting carries the whole object, and lets nothing sound."""
    known: Params = {"alarmSetting": SETTING | {"test": test}}
    expected = {"alarmSetting": SETTING | changed}
    assert command(7056, key, value, known) == expected


def test_settings_where_told() -> None:
    """A setting that the siren does not tell is not there."""
    told = device(7056, {"alarmSetting": {"voice": True}})
    keys = {it.key for it in told.features if it.key.startswith("siren_")}
    assert keys == {"siren_sound"}
    assert feature(7056, "siren").hears == {"alarmType"}

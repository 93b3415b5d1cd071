"""Commands of features as paths and data."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.lan.dialects import Dialect, dialect_of
from custom_components.ewelink.api.lan.paths import (
    is_after_pause,
    is_slow,
    plan,
)
from custom_components.ewelink.api.merge import merge_params

from ..strategies import ANYTHING

type Params = dict[str, Any]
type Steps = list[tuple[str, Params]]


def outlets(**states: str) -> Params:
    """Return outlets as the cloud has them: o0 is the first."""
    return {
        "switches": [
            {"outlet": int(name[1:]), "switch": state} for name, state in states.items()
        ]
    }


WHITE = {"ltype": "white", "white": {"br": 70, "ct": 100}}
COMMON: list[Any] = [
    pytest.param({"switch": "on"}, [("switch", {"switch": "on"})], id="switch"),
    pytest.param(outlets(o1="off"), [("switches", outlets(o1="off"))], id="one outlet"),
    pytest.param(
        {**outlets(o0="on"), "operSide": 1},
        [("switches", {**outlets(o0="on"), "operSide": 1})],
        id="190",
    ),
    pytest.param(
        {"switch": "on", "brightness": 50, "mode": 0},
        [("dimmable", {"switch": "on", "brightness": 50, "mode": 0})],
        id="level",
    ),
    pytest.param(
        {"switch": "on", "mode": 2},
        [("dimmable", {"switch": "on", "mode": 2})],
        id="scene of 44",
    ),
    pytest.param(
        {"switch": "on", **WHITE},
        [("switch", {"switch": "on"}), ("dimmable", WHITE)],
        id="lamp that is off",
    ),
    pytest.param(WHITE, [("dimmable", WHITE)], id="lamp"),
    pytest.param({"location": 0}, [("location", {"location": 0})], id="closed"),
    pytest.param({"motorTurn": 1}, [("motorTurn", {"motorTurn": 1})], id="motor"),
    pytest.param({"setclose": 40}, [("setclose", {"setclose": 40})], id="shutter"),
    pytest.param(
        {"cmd": "transmit", "rfChl": 0},
        [("transmit", {"cmd": "transmit", "rfChl": 0})],
        id="radio",
    ),
    pytest.param(
        {"cmd": "capture", "rfChl": 3},
        [("capture", {"cmd": "capture", "rfChl": 3})],
        id="learning",
    ),
    pytest.param({"startup": "stay"}, [("startup", {"startup": "stay"})], id="startup"),
    pytest.param(
        {"configure": [{"outlet": 0, "startup": "on"}]},
        [("configure", {"configure": [{"outlet": 0, "startup": "on"}]})],
        id="configure",
    ),
    pytest.param(
        {"pulse": "on", "pulseWidth": 500},
        [("pulse", {"pulse": "on", "pulseWidth": 500})],
        id="inching",
    ),
    pytest.param({"pulses": []}, [("pulses", {"pulses": []})], id="inching of outlets"),
    pytest.param(
        {"sledOnline": "off"}, [("sledOnline", {"sledOnline": "off"})], id="LED"
    ),
    pytest.param({"uiActive": 60}, [("uiActive", {"uiActive": 60})], id="live"),
    pytest.param(
        {"getHoursKwh": {"start": 0, "end": 719}},
        [("getHoursKwh", {"getHoursKwh": {"start": 0, "end": 719}})],
        id="history",
    ),
    pytest.param({"statistics": True}, [("statistics", {})], id="a question"),
    pytest.param(
        {"switch": "on", "sledOnline": "on"},
        [("switch", {"switch": "on"}), ("sledOnline", {"sledOnline": "on"})],
        id="one after another",
    ),
]


def steps_of(
    params: Params,
    dialect: Dialect = Dialect.COMMON,
    known: Params | None = None,
) -> Steps | None:
    """Return a plan as paths with their data."""
    made = plan(params, dialect, known or {})
    return None if made is None else [(it.path, it.data) for it in made.steps]


@pytest.mark.parametrize(("params", "steps"), COMMON)
def test_paths(params: Params, steps: Steps) -> None:
    """Each command has its path."""
    assert steps_of(params) == steps


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"timers": []}, id="timers"),
        pytest.param({"switch": "on", "timers": []}, id="timers beside a switch"),
        pytest.param({"lock": 1}, id="interlock"),
        pytest.param({"soundAction": 1}, id="sound"),
        pytest.param({"targets": []}, id="regulation"),
        pytest.param({"cmd": "clear", "rfChl": 1}, id="another radio command"),
        pytest.param({"cmd": "transmit"}, id="no channel"),
        pytest.param({"pulseWidth": 500}, id="a time alone"),
        pytest.param({"switch": "off", "brightness": 5, "mode": 0}, id="level, off"),
        pytest.param(
            {"switch": "on", "brightness": 5, "transitionTime": 9}, id="fading"
        ),
        pytest.param({"ltype": "white"}, id="a mode without its values"),
        pytest.param({"switch": "off", **WHITE}, id="values of a lamp that goes off"),
    ],
)
def test_for_the_cloud_alone(params: Params) -> None:
    """What has no path takes all that goes with it to the cloud."""
    assert steps_of(params) is None


def test_lamp_that_is_on() -> None:
    """It needs not be switched on again."""
    assert steps_of({"switch": "on", **WHITE}, known={"switch": "on"}) == [
        ("dimmable", WHITE)
    ]


@pytest.mark.parametrize(
    ("wanted", "known", "steps"),
    [
        pytest.param(outlets(o0="on"), {}, [("light", {"light": "on"})], id="light"),
        pytest.param(
            outlets(o1="on", o2="on", o3="off"),
            {},
            [("fan", {"fan": "on", "speed": 2})],
            id="medium",
        ),
        pytest.param(
            outlets(o1="on", o2="off", o3="on"),
            {},
            [("fan", {"fan": "on", "speed": 3})],
            id="high",
        ),
        pytest.param(
            outlets(o1="on", o2="off", o3="off"),
            {},
            [("fan", {"fan": "on", "speed": 1})],
            id="low",
        ),
        pytest.param(outlets(o1="on"), {}, [("fan", {"fan": "on"})], id="on"),
        pytest.param(
            outlets(o1="on"),
            outlets(o2="on", o3="off"),
            [("fan", {"fan": "on", "speed": 2})],
            id="on with the last speed",
        ),
        pytest.param(
            outlets(o1="off"),
            outlets(o2="on", o3="off"),
            [("fan", {"fan": "off"})],
            id="off",
        ),
        pytest.param(
            outlets(o0="off", o1="off"),
            {},
            [("light", {"light": "off"}), ("fan", {"fan": "off"})],
            id="both",
        ),
        pytest.param(outlets(o2="on", o3="off"), {}, None, id="a speed alone"),
        pytest.param(outlets(o4="on"), {}, None, id="an outlet of nothing"),
        pytest.param({"switches": "on"}, {}, None, id="no outlets"),
    ],
)
def test_ceiling_fan(wanted: Params, known: Params, steps: Steps | None) -> None:
    """The outlets that the cloud knows are a light and a fan."""
    assert steps_of(wanted, Dialect.FAN_LIGHT, known) == steps


def test_thermostat_plug() -> None:
    """A plug with a probe wants more beside its switch."""
    full = {"switch": "on", "mainSwitch": "on", "deviceType": "normal"}

    assert steps_of({"switch": "on"}, Dialect.THERMOSTAT_PLUG) == [("switch", full)]
    assert steps_of(full, Dialect.THERMOSTAT_PLUG) == [("switch", full)]


@pytest.mark.parametrize(
    ("params", "known"),
    [
        pytest.param({"switch": "on"}, {"deviceType": "temperature"}, id="it is"),
        pytest.param({"switch": "on", "deviceType": "humidity"}, {}, id="it is to"),
    ],
)
def test_thermostat_plug_that_regulates(params: Params, known: Params) -> None:
    """What regulates is left to the cloud."""
    assert steps_of(params, Dialect.THERMOSTAT_PLUG, known) is None


def test_left_is_in_the_words_of_the_cloud() -> None:
    """What was not acknowledged can be given to the cloud."""
    wanted = outlets(o0="on", o1="on", o2="on", o3="off")
    made = plan(wanted, Dialect.FAN_LIGHT, {})
    assert made is not None
    assert made.left == wanted

    del made.steps[0]

    assert made.left == outlets(o1="on", o2="on", o3="off")


def test_pauses_and_times() -> None:
    """A fan rests between two paths, and months of figures take their time."""
    assert is_after_pause("fan", "light")
    assert is_after_pause("light", "fan")
    assert not is_after_pause("fan", None)
    assert not is_after_pause("switch", "sledOnline")
    assert not is_after_pause("fan", "fan")
    assert is_slow("getHoursKwh")
    assert not is_slow("switch")


@pytest.mark.parametrize(
    ("kind", "uiid", "dialect"),
    [
        pytest.param("fan_light", 34, Dialect.FAN_LIGHT, id="iFan03"),
        pytest.param("strip", 34, Dialect.COMMON, id="iFan02"),
        pytest.param("", 34, Dialect.FAN_LIGHT, id="a fan not heard yet"),
        pytest.param("th_plug", 15, Dialect.THERMOSTAT_PLUG, id="TH16"),
        pytest.param("rf", 28, Dialect.RADIO_BRIDGE, id="radio"),
        pytest.param("plug", None, Dialect.COMMON, id="plug"),
        pytest.param("", None, Dialect.COMMON, id="nothing known"),
    ],
)
def test_dialects(kind: str, uiid: int | None, dialect: Dialect) -> None:
    """What a device announces counts, as one uiid has several kinds."""
    assert dialect_of(kind, uiid) is dialect


_KEYS = st.sampled_from(
    ["switch", "switches", "mode", "ltype", "white", "cmd", "rfChl", "pulses", "x"]
)


@given(
    st.dictionaries(_KEYS, ANYTHING, max_size=4),
    st.dictionaries(_KEYS, ANYTHING, max_size=4),
    st.sampled_from(Dialect),
)
def test_whatever_is_commanded(params: Params, known: Params, dialect: Dialect) -> None:
    """No command raises, and none is lost on its way."""
    before = dict(params)

    made = plan(params, dialect, known)

    assert params == before
    if made is not None:
        merged: Params = {}
        merge_params(merged, before)
        assert made.left.keys() == merged.keys()

"""Whatever thermostats, fans and humidifiers may tell, nothing fails."""

from contextlib import suppress
import math

from hypothesis import given, settings, strategies as st

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    Climate,
    ClimateChange,
    Fan,
    FeatureError,
    Humidifier,
    RangeThermostat,
    SetPoint,
    Thermostat,
)
from custom_components.ewelink.devices.places import Param

from .common import device, feature, kind, merged
from .test_fuzz import JSON, OUTLETS, UNHURRIED

UIIDS = (15, 127, 133, 151, 1772, 7017, 17, 34, 19, 25)
KEYS = sorted({key for uiid in UIIDS for it in kind(uiid).features for key in it.reads})
WORDS = st.sampled_from(
    [
        "on",
        "off",
        "heat",
        "dry",
        "normal",
        "temperature",
        "humidity",
        "0",
        "1",
        "2",
        "3",
    ]
)
RULES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "targetHigh": JSON | WORDS,
            "targetLow": JSON | WORDS,
            "reaction": JSON | st.fixed_dictionaries({"switch": WORDS | JSON}),
        },
    )
    | JSON,
    max_size=3,
)
PARAMS = st.dictionaries(
    st.sampled_from(KEYS), WORDS | JSON | OUTLETS | RULES, max_size=14
)
MODES = st.sampled_from([None, "off", "heat", "cool", "auto", "dry", "fan_only"])
CHANGES = st.builds(
    ClimateChange,
    mode=MODES,
    target=st.none() | st.floats(),
    target_range=st.none() | st.tuples(st.floats(), st.floats()),
)


def _is_sane(value: float | None) -> bool:
    return value is None or math.isfinite(value)


def _check_climate(it: Climate, params: Params, change: ClimateChange) -> None:
    modes = it.modes(params)
    assert it.mode_of(params) in {None, *modes}
    assert it.mode_of(params, "off") in {None, *modes}
    assert it.action(params) in {None, "off", "heating", "cooling", "drying", "idle"}
    low, high = it.limits(params)
    assert low < high
    if change.mode not in {None, *modes}:
        change = ClimateChange(target=change.target, target_range=change.target_range)
    with suppress(FeatureError):
        it.encode(change, params, "off")
    it.echo(params, "off")
    assert _is_sane(it.followed_target(params))
    with suppress(FeatureError):
        it.encode_on(params)
    if isinstance(it, Thermostat):
        assert _is_sane(it.target(params, "off"))
    if isinstance(it, RangeThermostat):
        for kind in ("temperature", "humidity"):
            assert all(map(_is_sane, it.target_range(params, {}, kind) or ()))
        with suppress(FeatureError):
            it.encode_humidity(50, params)


def _check_fan(it: Fan, params: Params) -> None:
    assert it.is_on(params) in {None, True, False}
    assert it.speed(params) in {None, *it.speeds}
    assert it.preset(params) in {None, *it.presets}
    assert it.is_oscillating(params) in {None, True, False}


def _check_humidifier(it: Humidifier, params: Params) -> None:
    assert it.is_on(params) in {None, True, False}
    assert it.mode_of(params) in {None, *it.levels}
    assert _is_sane(it.measured(params))


@settings(UNHURRIED, max_examples=200)
@given(st.sampled_from(UIIDS), PARAMS, PARAMS, CHANGES)
def test_any_params(
    uiid: int, listed: Params, reported: Params, change: ClimateChange
) -> None:
    """A device takes any listing and any report, and any wish makes a command."""
    found = device(uiid, listed)
    found.merge(reported, 10, Origin.DEVICE)
    for it in found.type.features:
        it.exists(found.params)
        match it:
            case Climate():
                _check_climate(it, found.params, change)
            case Fan():
                _check_fan(it, found.params)
            case Humidifier():
                _check_humidifier(it, found.params)


@given(
    st.sampled_from([(127, 5, 45), (133, 16, 31), (7017, 4, 35), (151, 16, 32)]),
    st.data(),
)
def test_every_set_point_reads_back(
    limits: tuple[int, int, int], data: st.DataObject
) -> None:
    """Each half degree that can be set is shown as it was sent, whatever was before."""
    uiid, low, high = limits
    it = feature(uiid, "climate")
    assert isinstance(it, Thermostat)
    known: Params = {"HMI_ATCDevice": {"etype": "hot"}, "workMode": "0"}
    for value in data.draw(st.lists(st.integers(2 * low, 2 * high), max_size=3)):
        sent = it.encode(ClimateChange(target=value / 2), known)
        known = merged(known, sent)
        known = merged(known, it.echo(known))
        assert it.target(known) == value / 2


@given(st.floats(-1000, 1000), st.sampled_from([1, 10]))
def test_a_set_point_is_tidy(value: float, divide: int) -> None:
    """Tenths are whole numbers, and halves are split from their degree."""
    half = round(value * 2) / 2
    raw = SetPoint(place=Param("x"), divide=divide).write(half)["x"]
    assert isinstance(raw, int) or divide == 1
    split = SetPoint(place=Param("x"), fraction=Param("y"))
    sent = split.write(half)
    assert isinstance(sent["x"], int)
    assert sent["y"] in {0, 0.5}
    assert split.read(sent) == half


@given(
    st.integers(-40, 98), st.integers(1, 40), st.sampled_from(["heat", "cool", "dry"])
)
def test_any_range_reads_back(low: int, gap: int, mode: str) -> None:
    """Both limits and the mode are shown as they were sent."""
    it = feature(15, "thermostat")
    assert isinstance(it, RangeThermostat)
    limits = (low, low + gap)
    sent = it.encode(ClimateChange(mode=mode, target_range=limits), {})
    assert it.mode_of(sent) == mode
    kind = "humidity" if mode == "dry" else "temperature"
    assert it.told_range(sent) == {kind: limits}
    assert all(
        isinstance(value, str)
        for rule in sent["targets"]  # type: ignore[attr-defined]
        for key, value in rule.items()
        if key != "reaction"
    )

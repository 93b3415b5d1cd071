"""Readings are what the device means: no correction twice, 0 where it is 0."""

from typing import TypeIs

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Feature, Readable, Reading
from custom_components.ewelink.devices.rows import TYPES
from tests.each import each

from .common import decode, device, kind


def _is_temperature(it: Feature) -> TypeIs[Reading]:
    return isinstance(it, Reading) and it.key == "temperature"


# The one type that is known to report without the correction.
UNCORRECTED = {133}
# 0 stands for a reading of each, and whatever is told beside it.
READINGS = [
    (uiid, it.identity, param)
    for uiid in TYPES
    for it in kind(uiid).features
    if isinstance(it, Reading) and it.key in ("temperature", "humidity", "battery")
    for param in it.place.params
]
# Those whose temperature is that of a probe, not one of their own.
PROBES = [
    uiid
    for uiid in TYPES
    if kind(uiid).twins
    and [it.place.param for it in kind(uiid).features if _is_temperature(it)]
    == ["currentTemperature"]
]
FAULT: Params = {"currentTemperature": "0", "currentHumidity": "0"}
RAW = st.floats(-50, 50).map(lambda value: round(value, 1))


def shown(uiid: int, *reports: Params) -> list[object]:
    """Return temperature and humidity of a probe after some reports."""
    found = device(uiid)
    for report in reports:
        found.merge(report, 0, Origin.DEVICE)
    features = {it.key: it for it in found.features if isinstance(it, Readable)}
    return [
        features[key].decode(found.params) if key in features else None
        for key in ("temperature", "humidity")
    ]


def test_only_one_type_adds_the_correction() -> None:
    """Every other type has added it before it reports."""
    adding = {
        uiid
        for uiid in TYPES
        for it in kind(uiid).features
        if isinstance(it, Reading) and it.correction is not None
    }
    assert adding == UNCORRECTED


@given(st.sampled_from(sorted(TYPES)), RAW, RAW)
def test_corrections_change_nothing(
    uiid: int, correction: float, humidity: float
) -> None:
    """Whatever the correction is, the reading is what was reported."""
    params: Params = {"temperature": 20, "humidity": humidity}
    corrected = params | {"tempCorrection": correction, "humCorrection": correction}
    for it in kind(uiid).features:
        if isinstance(it, Reading) and uiid not in UNCORRECTED:
            assert it.decode(params) == it.decode(corrected)


@pytest.mark.parametrize(
    ("correction", "expected"), [(-3, 19.3), ("-1.5", 20.8), ("0", 22.3), (None, 22.3)]
)
def test_the_control_panel_adds_its_correction(
    correction: object, expected: float
) -> None:
    """It reports what its probe measured."""
    params: Params = {"temperature": "22.3", "tempCorrection": correction}
    assert decode(133, "temperature", params) == expected


@each(READINGS)
def test_zero_is_a_reading(uiid: int, identity: str, param: str) -> None:
    """The freezing point is a temperature, and a battery can be empty."""
    for zero in (0, 0.0, "0", "0.0"):
        assert decode(uiid, identity, {param: zero}) == 0


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([FAULT], [None, None], id="fault"),
        pytest.param(
            [{"currentTemperature": "0.0", "currentHumidity": "86.1"}],
            [0, 86.1],
            id="freezing",
        ),
        pytest.param(
            [{"currentTemperature": "0.0", "currentHumidity": "unavailable"}],
            [0, None],
            id="no-humidity",
        ),
        pytest.param(
            [FAULT, {"currentTemperature": "21.5", "currentHumidity": "40"}],
            [21.5, 40],
            id="recovered",
        ),
        pytest.param(
            [FAULT, {"currentHumidity": "40"}], [None, 40], id="humidity-first"
        ),
        pytest.param(
            [FAULT, {"currentTemperature": "5"}], [5, None], id="temperature-first"
        ),
        pytest.param([FAULT, {"currentTemperature": 0}], [None, None], id="still"),
        pytest.param(
            [{"currentTemperature": "1.2", "currentHumidity": "85"}, FAULT],
            [None, None],
            id="fault-later",
        ),
        pytest.param(
            [
                {"currentTemperature": "1.2", "currentHumidity": "85"},
                {"currentTemperature": "0.0"},
            ],
            [0, 85],
            id="freezing-later",
        ),
    ],
)
def test_a_probe_that_fails(reports: list[Params], expected: list[object]) -> None:
    """0 for both at once is no reading, nor is what is left of it later."""
    for uiid in PROBES:
        assert shown(uiid, *reports) == expected, uiid


@each(it for it in PROBES if not kind(it).is_partial)
def test_both_are_woken_by_either(uiid: int) -> None:
    """What voids or mends the one shows in the other."""
    found = device(uiid, FAULT)
    changed = found.merge({"currentHumidity": "40"}, 0, Origin.DEVICE)
    told = {it.key for it in found.features if it.listens & changed}
    assert {"temperature", "humidity"} <= told

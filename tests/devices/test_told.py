"""What devices show whose type is not known, or not wholly: what they tell."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import Alarm, Readable
from custom_components.ewelink.devices.hints import HINTING
from custom_components.ewelink.devices.places import Outlet
from custom_components.ewelink.devices.rows import TYPES

from .common import device, encode, kind, thing
from .test_fuzz import KEYS, PARAMS

PARTIAL = [uiid for uiid, it in TYPES.items() if it.is_partial]
NAME_ONLY = [uiid for uiid in PARTIAL if not TYPES[uiid].features]
TWO = [{"outlet": 0, "switch": "on"}, {"outlet": 1, "switch": "off"}]
RAW = (
    1,
    "on",
    "off",
    True,
    "brighter",
    "normal",
    "calibrated",
    "forward",
    50,
    1000,
    "0593",
)
ANY_HINTS = st.dictionaries(
    st.sampled_from([*KEYS, *sorted(HINTING)]),
    st.sampled_from([*RAW, TWO, TWO[:1], 230, 23000, {}]),
    max_size=20,
)
# What some rows know and nobody else may conclude: the number of a mode, a setting that
# lies on another scale on each device, and what makes a siren sound.
NOT_TOLD = {"workMode", "tempCorrection", "alarmSetting", "alarmType", "buzzerAlarm"}
# What must be told beside a param before it means something.
BESIDE: dict[str, Params] = {
    "pulseWidth": {"pulse": "on"},
    "openPercent": {"curTargetTemp": 200},
    "remoteTemperature": {"temperature": 2570, "temperatureF": 7826},
}


def shown(found: Device) -> dict[str, object]:
    """Return what a device shows, by the identity of its features."""
    return {
        it.identity: it.decode(found.params)
        for it in found.features
        if isinstance(it, Readable)
    }


def unlisted(params: Params, **others: Any) -> dict[str, object]:
    """Return what a device of a type that is in no table shows."""
    return shown(device(99999, params, **others))


def known_params() -> Iterator[tuple[str, Params]]:
    """Yield each param that a row can read, and params with a value of it."""
    seen = set[str]()
    for uiid in TYPES:
        for it in TYPES[uiid].features:
            if not isinstance(it, Readable) or isinstance(it, Alarm):
                continue
            for param in sorted(it.place.params - seen - NOT_TOLD):
                seen.add(param)
                yield param, _with_value(it)


def _with_value(it: Readable[Any]) -> Params:
    outlet = it.place.outlet if isinstance(it.place, Outlet) else 0
    for raw in RAW:
        params = it.place.write(raw)
        if it.decode(params) is not None:
            break
    if it.place.param in ("configure", "pulses"):
        params["switches"] = TWO if outlet else TWO[:1]
    return params


@pytest.mark.parametrize(
    ("param", "params"), known_params(), ids=[param for param, _ in known_params()]
)
def test_whatever_a_row_reads_is_read_everywhere(param: str, params: Params) -> None:
    """A param that the table can read shows on a device that is in no table."""
    for n in range(4):
        if param.endswith(f"_0{n}"):
            lower = {param[:-1] + str(m): params.get(param, 1) for m in range(n)}
            params = lower | params
    parent_id = "1000000002" if param == "subDevRssi" else None
    found = device(99999, BESIDE.get(param, {}) | params, parent_id=parent_id)
    assert any(
        param in it.reads and it.decode(found.params) is not None
        for it in found.features
        if isinstance(it, Readable)
    )


@given(st.sampled_from(PARTIAL), PARAMS, st.none() | st.just("1000000002"))
def test_a_row_never_shows_less_than_none(
    uiid: int, params: Params, parent_id: str | None
) -> None:
    """What an unlisted device shows is shown, unless the row reads it better."""
    row = TYPES[uiid]
    read = {param for it in row.features for param in it.reads}
    here = {it.identity for it in device(uiid, params, parent_id=parent_id).features}
    relays = any(it.key == "switch" for it in row.features)
    for it in device(99999, params, parent_id=parent_id).features:
        is_of_relays = relays and it.reads & {
            *("switch", "switches", "configure", "pulses", "lock", "startup"),
            *("pulse", "pulseWidth", "pulseConfig"),
            *(f"switch_0{n}" for n in range(4)),
        }
        assert it.identity in here or it.reads & read or is_of_relays


@pytest.mark.parametrize("uiid", NAME_ONLY)
def test_a_name_is_no_loss(uiid: int) -> None:
    """A device known by name only shows all that an unknown one would."""
    told: tuple[Params, ...] = (
        {"switch": "on", "power": 12, "voltage": 230},
        {"switch": True, "battery": 80},
        {"switches": TWO, "configure": [{"outlet": 0, "startup": "on"}]},
        {"temperature": 2570, "temperatureF": 7826, "humidity": 4640},
    )
    for params in told:
        assert shown(device(uiid, params)) == unlisted(params)
        assert device(uiid, params).type.name == TYPES[uiid].name


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param(
            {"switches": TWO[:1], "bindInfos": {}}, {"switch": True}, id="virtual"
        ),
        pytest.param(
            {"switch_00": True, "switch_01": False},
            {"switch_0": True, "switch_1": False},
            id="booleans",
        ),
        pytest.param(
            {"switches": TWO, "lock": 1},
            {"switch_0": True, "switch_1": False, "interlock": True},
            id="interlock",
        ),
        pytest.param(
            {"lock": 1, "split": 0}, {"door": True, "tamper": False}, id="door"
        ),
        pytest.param({"water": 1}, {"moisture": True}, id="leak"),
        pytest.param(
            {"switch": "on", "state": 1, "water": 0},
            {"switch": True, "water_shortage": True},
            id="humidifier",
        ),
        pytest.param({"childLock": True}, {"child_lock": True}, id="lock-boolean"),
        pytest.param({"childLock": "off"}, {"child_lock": False}, id="lock-word"),
        pytest.param(
            {"illumination": 12, "co2": 612, "pm2_5": 7},
            {"illuminance": 12, "carbon_dioxide": 612, "pm25": 7},
            id="air",
        ),
        pytest.param(
            {"dayKwh": 8, "monthKwh": "105"},
            {"energy_today": 0.08, "energy_month": 1.05},
            id="energy",
        ),
        pytest.param(
            {"actPow_00": 1234, "voltage_00": 23010, "actPow_01": 0},
            {"power_0": 12.34, "voltage_0": 230.1, "power_1": 0},
            id="channels",
        ),
        pytest.param({"actPow_00": 1234}, {"power": 12.34}, id="one-channel"),
        pytest.param(
            {"power": "12.50", "voltage": "230.10", "current": "0.05"},
            {"power": 12.5, "voltage": 230.1, "current": 0.05},
            id="plain-load",
        ),
        pytest.param(
            {"power": 910, "voltage": 23404.7, "current": 5},
            {"power": 9.1, "voltage": 234.047, "current": 0.05},
            id="load-in-hundredths",
        ),
        pytest.param(
            {"power": 910, "voltage": 0},
            {"raw_power": 910, "raw_voltage": 0},
            id="load-of-no-scale",
        ),
        pytest.param(
            {"temperature": 2570, "temperatureF": 7826, "humidity": 4640},
            {"temperature": 25.7, "humidity": 46.4},
            id="climate-in-hundredths",
        ),
        pytest.param(
            {"temperature": "22.3", "temperatureF": "72.1", "tempCorrection": "-3"},
            {"temperature": 22.3},
            id="climate-plain",
        ),
        pytest.param(
            {"temperature": 0, "temperatureF": 3200},
            {"temperature": 0},
            id="freezing",
        ),
        pytest.param(
            {"temperature": "243", "curTargetTemp": 190, "openPercent": 30},
            {"temperature": 24.3, "target_temperature": 19, "valve_opening": 30},
            id="valve-in-tenths",
        ),
        pytest.param(
            {"temperature": 2570, "humidity": 4640},
            {"raw_temperature": 2570, "raw_humidity": 4640},
            id="climate-of-no-scale",
        ),
        pytest.param(
            {
                "switches": TWO[:1],
                "pulses": [{"outlet": 0, "pulse": "off", "width": 0}],
            },
            {"switch": True, "inching": False},
            id="inching",
        ),
        pytest.param(
            {"switches": TWO, "configure": [{"outlet": 1, "startup": "stay"}]},
            {"switch_0": True, "switch_1": False, "power_on_state_1": "stay"},
            id="configure",
        ),
        pytest.param(
            {"phase_0_p": 5, "phase_1_v": 231, "totalPower": 12.5},
            {"power": 5, "voltage_phase_2": 231, "energy_total": 12.5},
            id="breaker",
        ),
        pytest.param({"fault": "reasonCode0", "zled": "x"}, {}, id="means-nothing"),
    ],
)
def test_what_params_tell(params: Params, expected: dict[str, object]) -> None:
    """Each has the meaning and the scale that the rest of the params give it."""
    assert unlisted(params) == expected


def test_a_thermostat_switch_stays_one() -> None:
    """What must travel with the switch does so on an unknown device."""
    found = device(99999, {"switch": "on", "mainSwitch": "on"})
    assert encode(found.features[0], False, found.params) == {
        "switch": "off",
        "mainSwitch": "off",
        "deviceType": "normal",
    }


@given(
    st.sampled_from((1, 10, 100)),
    st.floats(-30, 60),
    st.floats(-3, 3),
    st.sampled_from((str, float)),
)
def test_fahrenheit_tells_the_scale(
    scale: int, celsius: float, drift: float, spelt: type[str | float]
) -> None:
    """Whatever the temperature, also where the other one is not of the same moment."""
    raw = round(celsius * scale, 1 if scale == 1 else 0)
    fahrenheit = round(((celsius + drift) * 1.8 + 32) * scale, 1)
    params: Params = {
        "temperature": spelt(raw),
        "temperatureF": fahrenheit,
    }
    value = unlisted(params)["temperature"]
    assert value == pytest.approx(raw / scale)


def test_a_scale_that_is_known_stays() -> None:
    """A report of one of the two moves them apart; the scale is the device's."""
    found = device(99999, {"temperature": 2570, "temperatureF": 7826})
    features = found.features
    found.merge({"temperature": -3000}, 0, Origin.DEVICE)
    found.merge({"temperatureF": 0, "voltage": 23000}, 0, Origin.DEVICE)
    found.merge({"voltage": 0}, 0, Origin.DEVICE)
    assert shown(found) == {"temperature": -30, "voltage": 0}
    assert set(features) <= set(found.features)


def test_params_that_come_after_the_listing() -> None:
    """A device that was listed without params shows what it tells later."""
    for uiid in (99999, 264, 7028):
        found = device(uiid)
        assert shown(found) == {}
        before = found.features
        found.merge({"switches": TWO, "rssi": -50}, 0, Origin.DEVICE)
        assert found.features is not before
        assert found.type.channels == (0, 1)
        assert shown(found).items() >= {"switch_0": True, "switch_1": False}.items()
        found.list_anew(thing(uiid), 1)
        assert "switch_0" in shown(found)


def test_a_listing_without_params_forgets_nothing() -> None:
    """Bridge and firmware are told by params alone."""
    params: Params = {"parentid": "1000000002", "fwVersion": "1.2.0", "subDevRssi": -60}
    found = device(99999, params, parent_id="1000000002", firmware="1.2.0")
    features = found.features
    found.list_anew(thing(99999, name="Renamed"), 1)
    assert (found.parent_id, found.thing.firmware) == ("1000000002", "1.2.0")
    assert found.thing.name == "Renamed"
    assert found.features is features


@given(ANY_HINTS, ANY_HINTS)
def test_identities_stay_unique(params: Params, report: Params) -> None:
    """Whatever is told, and whenever, no two features have the same unique id."""
    found = Device(Thing(deviceid="1", name="x", apikey="o", params=params))
    found.merge(report, 0, Origin.DEVICE)
    identities = [it.identity for it in found.type.features]
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize("uiid", [7048, 7051, 7052])
def test_new_rows(uiid: int) -> None:
    """Types of this year that switch or sense have entities of their own."""
    assert kind(uiid).features
    assert not TYPES[uiid].is_partial

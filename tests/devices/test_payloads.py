"""The exact params that go out for each shape of command."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import FeatureError

from .common import command, encode, feature, kind

PULSE_ON = {"pulse": "on", "pulseWidth": 1000}
TWO_OFF = [{"outlet": 0, "switch": "off"}, {"outlet": 1, "switch": "off"}]


def _outlet(param: str, outlet: int, **entry: object) -> Params:
    return {param: [{"outlet": outlet, **entry}]}


@pytest.mark.parametrize(
    ("uiid", "identity", "value", "expected"),
    [
        pytest.param(1, "switch", True, {"switch": "on"}, id="single"),
        pytest.param(
            4, "switch_3", False, _outlet("switches", 3, switch="off"), id="multi"
        ),
        pytest.param(
            77, "switch", True, _outlet("switches", 0, switch="on"), id="one-of-multi"
        ),
        pytest.param(
            190,
            "switch",
            True,
            {"switches": [{"outlet": 0, "switch": "on"}], "operSide": 1},
            id="oper-side",
        ),
        pytest.param(
            15,
            "switch",
            False,
            {"switch": "off", "mainSwitch": "off", "deviceType": "normal"},
            id="thermostat-off",
        ),
        pytest.param(
            181,
            "switch",
            True,
            {"switch": "on", "mainSwitch": "on", "deviceType": "normal"},
            id="thermostat-on",
        ),
        pytest.param(225, "switch", True, {"switch": True}, id="boolean"),
        pytest.param(7022, "switch_2", False, {"switch_02": False}, id="bool-channel"),
        pytest.param(7047, "valve", True, {"switch_00": True}, id="bool-valve"),
        pytest.param(1256, "switch", True, {"switch": "on"}, id="zigbee"),
        pytest.param(
            7029, "switch_1", True, _outlet("switches", 1, switch="on"), id="zb2gs"
        ),
        pytest.param(1, "power_on_state", "stay", {"startup": "stay"}, id="startup"),
        pytest.param(
            4,
            "power_on_state_2",
            "off",
            _outlet("configure", 2, startup="off"),
            id="configure",
        ),
        pytest.param(1, "inching", True, PULSE_ON, id="inching-on"),
        pytest.param(1, "inching", False, {"pulse": "off"}, id="inching-off"),
        pytest.param(
            2,
            "inching_1",
            False,
            _outlet("pulses", 1, pulse="off", width=1000),
            id="pulses",
        ),
        pytest.param(
            182,
            "inching",
            True,
            _outlet("pulses", 0, pulse="on", width=1000, switch="off"),
            id="resting-pulses",
        ),
        pytest.param(
            2,
            "inching_time_0",
            1.5,
            _outlet("pulses", 0, width=1500, pulse="off"),
            id="pulses-width",
        ),
        pytest.param(
            181,
            "inching",
            True,
            {"pulseConfig": {"pulse": "on", "pulseWidth": 1000, "switch": "off"}},
            id="pulse-config",
        ),
        pytest.param(4, "interlock", True, {"lock": 1}, id="interlock"),
        pytest.param(1, "led", True, {"sledOnline": "on"}, id="led"),
        pytest.param(25, "led", True, {"sledOnline": "off"}, id="led-inverted"),
        pytest.param(126, "led", True, {"sledBright": 100}, id="led-level"),
        pytest.param(168, "zigbee_led", False, {"zled": "off"}, id="zigbee-led"),
        pytest.param(127, "child_lock", True, {"childLock": "on"}, id="lock-words"),
        pytest.param(7017, "child_lock", True, {"childLock": True}, id="lock-bool"),
        pytest.param(
            181, "auto_control", True, {"autoControlEnabled": 1}, id="auto-control"
        ),
        pytest.param(211, "curtain_mode", True, {"workMode": 2}, id="curtain-mode"),
        pytest.param(195, "screen", False, {"openLED": False}, id="screen"),
        pytest.param(181, "temperature_unit", "fahrenheit", {"tempUnit": 1}, id="unit"),
        pytest.param(
            181, "temperature_correction", -0.7, {"tempCorrection": -0.7}, id="degrees"
        ),
        pytest.param(
            7017, "temperature_correction", -0.5, {"tempCorrection": -5}, id="tenths"
        ),
        pytest.param(7016, "sensitivity", 2.0, {"sensitivity": 2}, id="number"),
        pytest.param(32, "live_readings", None, {"uiActive": 60}, id="live"),
        pytest.param(
            126,
            "live_readings",
            None,
            {"uiActive": {"all": 1, "time": 60}},
            id="live-all",
        ),
        pytest.param(
            130,
            "live_readings_2",
            None,
            {"uiActive": {"outlet": 2, "time": 60}},
            id="live-outlet",
        ),
    ],
)
def test_command(uiid: int, identity: str, value: object, expected: Params) -> None:
    """A device of which nothing is known yet gets a whole command."""
    sent = command(uiid, identity, value, {})
    assert sent == expected
    assert repr(sorted(sent)) == repr(sorted(expected))


def test_zigbee_takes_all_real_channels() -> None:
    """The others are sent as they are known; the ones that are none are not."""
    known: Params = {"switches": [*TWO_OFF, {"outlet": 2, "switch": "on"}]}
    assert command(2256, "switch_1", True, known) == {
        "switches": [
            {"outlet": 0, "switch": "off"},
            {"outlet": 1, "switch": "on"},
        ]
    }


def test_wifi_takes_one_channel_alone() -> None:
    """A stale value must not flip a neighbour."""
    assert command(2, "switch_1", True, {"switches": TWO_OFF}) == {
        "switches": [{"outlet": 1, "switch": "on"}]
    }


def test_interlock_sends_the_others_off() -> None:
    """While the relays are interlocked, only one of them may be on."""
    assert command(3, "switch_1", True, {"lock": 1}) == {
        "switches": [
            {"outlet": 1, "switch": "on"},
            {"outlet": 0, "switch": "off"},
            {"outlet": 2, "switch": "off"},
        ]
    }
    assert command(3, "switch_1", False, {"lock": 1}) == {
        "switches": [{"outlet": 1, "switch": "off"}]
    }


def test_configure_is_sent_whole() -> None:
    """Unknown members of the entries are kept."""
    known: Params = {
        "configure": [
            {"outlet": 0, "startup": "off", "enableDelay": 0, "width": 500},
            {"outlet": 1, "startup": "off", "enableDelay": 0, "width": 500},
        ]
    }
    assert command(210, "power_on_state_1", "on", known) == {
        "configure": [
            {"outlet": 0, "startup": "off", "enableDelay": 0, "width": 500},
            {"outlet": 1, "startup": "on", "enableDelay": 0, "width": 500},
        ]
    }


def test_inching_keeps_what_is_known() -> None:
    """Switching inching on does not change its time, nor where it falls back to."""
    known: Params = {
        "pulses": [{"outlet": 0, "pulse": "off", "width": 2500, "switch": "on"}]
    }
    assert command(182, "inching", True, known) == {
        "pulses": [{"outlet": 0, "pulse": "on", "width": 2500, "switch": "on"}]
    }
    assert command(1, "inching", True, {"pulseWidth": 2500}) == {
        "pulse": "on",
        "pulseWidth": 2500,
    }


def test_inching_time_and_inching_do_not_contradict() -> None:
    """Set in one go, both can travel in one frame."""
    known: Params = {"pulses": [{"outlet": 0, "pulse": "off", "width": 500}]}
    together: Params = {"pulses": [{"outlet": 0, "pulse": "on"}]}
    assert encode(feature(2, "inching_0"), True, known) == together
    assert encode(feature(2, "inching_time_0"), 3, known) == {
        "pulses": [{"outlet": 0, "width": 3000}]
    }
    assert command(2, "inching_time_0", 3, known) == {
        "pulses": [{"outlet": 0, "pulse": "off", "width": 3000}]
    }


def test_thermostat_inching_is_sent_whole() -> None:
    """The object is completed from what is known."""
    known: Params = {"pulseConfig": {"pulse": "on", "pulseWidth": 500, "switch": "on"}}
    assert command(181, "inching", False, known) == {
        "pulseConfig": {"pulse": "off", "pulseWidth": 500, "switch": "on"}
    }


def test_inching_time_travels_with_inching_on() -> None:
    """A single-channel device takes the time only while inching is on."""
    assert command(1, "inching_time", 1.4, {"pulse": "on"}) == {
        "pulseWidth": 1500,
        "pulse": "on",
    }
    with pytest.raises(FeatureError) as raised:
        command(1, "inching_time", 1.5, {"pulse": "off"})
    assert raised.value.reason == "inching_off"


def test_whole_leaves_odd_values_alone() -> None:
    """What is no array cannot be completed."""
    assert kind(4).complete({"configure": "get"}, {}) == {"configure": "get"}

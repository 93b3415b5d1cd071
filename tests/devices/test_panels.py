"""Security modes, what devices do once, and settings of motors: the exact params."""

from hypothesis import given
import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features.alarm_control_panel import MODES

from .common import command, decode, device
from .test_fuzz import JSON

PANELS = pytest.mark.parametrize("uiid", [195, 228])


@PANELS
@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("disarmed", {"securityType": 0}),
        ("armed_home", {"securityType": 1, "currentType": 1}),
        ("armed_away", {"securityType": 2, "currentType": 2}),
        ("armed_night", {"securityType": 3, "currentType": 3}),
    ],
)
def test_security(uiid: int, mode: str, expected: Params) -> None:
    """A mode travels with what the panel arms with, and is read back."""
    assert command(uiid, "alarm_control_panel", mode, {}) == expected
    assert decode(uiid, "alarm_control_panel", expected) == mode


@PANELS
@given(told=JSON)
def test_any_security(uiid: int, told: object) -> None:
    """Whatever is told is one of the modes, or none."""
    mode = decode(uiid, "alarm_control_panel", {"securityType": told})
    assert mode is None or mode in MODES


def test_security_of_unknown_panels() -> None:
    """A panel of a newer type has the modes once it tells one."""
    key = "alarm_control_panel"
    assert key not in {it.key for it in device(99999, {}).features}
    assert key in {it.key for it in device(99999, {"securityType": 0}).features}


@pytest.mark.parametrize(
    ("uiid", "key", "expected"),
    [
        (195, "restart", {"reboot": True}),
        (228, "restart", {"reboot": True}),
        (225, "restart", {"restart": True}),
        (225, "force_shutdown", {"forceShutdown": True}),
        *((uiid, "sound_alarm", {"soundAction": 1}) for uiid in range(209, 213)),
        *((uiid, "sound_bell", {"soundAction": 2}) for uiid in range(209, 213)),
    ],
)
def test_actions(uiid: int, key: str, expected: Params) -> None:
    """What is done once is always the same."""
    assert command(uiid, key, None, {}) == expected


@pytest.mark.parametrize(
    ("uiid", "told", "key", "value", "expected"),
    [
        (258, "motorDir", "motor_direction", "reverse", "reverse"),
        (7034, "motorDir", "motor_direction", "forward", "forward"),
        (126, "motorSwReverse", "motor_switch_reversed", True, 1),
        (126, "motorSwReverse", "motor_switch_reversed", False, 0),
        (126, "outputReverse", "output_reversed", True, 1),
        (211, "motorReversal", "motor_reversed", True, True),
    ],
)
def test_motor_settings(
    uiid: int, told: str, key: str, value: object, expected: object
) -> None:
    """How a motor turns is set alone, and shown where the device tells it."""
    sent = command(uiid, key, value, {})
    assert sent == {told: expected}
    assert type(sent[told]) is type(expected)
    assert decode(uiid, key, sent) == value
    assert key in {it.key for it in device(uiid, sent).features}

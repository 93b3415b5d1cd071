"""What may be shown of a device whose type is in no table."""

from collections.abc import Callable
import json
from typing import Any, Final

import pytest

from custom_components.ewelink.api.param_names import is_name
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.redaction import described_params, redacted_params

from .devices.common import device

UNKNOWN: Final = 9999
SHOWN: Final = [described_params, redacted_params]


@pytest.mark.parametrize("shown", SHOWN)
def test_what_could_be_a_reading(shown: Callable[[Device], dict[str, Any]]) -> None:
    """A key that some type reads is no reason to show what stands there."""
    params = {
        "lock": "correcthorse",
        "light": "hunter",
        "alert": 4915112345678,
        "battery": "49151123456",
        "switches": [
            {"outlet": 0, "switch": "on"},
            {"outlet": 1, "switch": "swordfish"},
        ],
    }
    text = json.dumps(shown(device(UNKNOWN, params)))
    for secret in ("correcthorse", "hunter", "4915112345678", "49151123", "swordfish"):
        assert secret not in text
    assert '"on"' in text


def test_what_is_a_reading() -> None:
    """What the device has is shown in its spelling."""
    params = {"switch": "on", "battery": "80", "alert": 12, "brState": "brighter"}
    assert described_params(device(UNKNOWN, params)) == params


@pytest.mark.parametrize(
    "key",
    [
        "d0_27_00_11_22_aa",
        "d0_27_00_11_22_aa_bb_cc",
        "a_00_11_22_33_44_55_66_77_88_9",
        "abcdef_00_11_22",
        "d0-27-00-11-22-aa",
    ],
)
def test_addresses_are_no_names(key: str) -> None:
    """However they are separated."""
    assert not is_name(key)


@pytest.mark.parametrize("key", ["HMI_outdoorTemp", "TodayWaterUsage", "actPow_00"])
def test_names_that_are_read(key: str) -> None:
    """Keys that rows read are names, with capitals at their beginning, too."""
    assert is_name(key)


@pytest.mark.parametrize(
    "key", ["wifiPsw", "psk", "cred", "authCode", "telNumber", "postBox", "zip"]
)
def test_more_that_is_private(key: str) -> None:
    """What gets one in, and where one lives, is not told by an action."""
    shown = redacted_params(device(UNKNOWN, {key: 1234}))
    assert "1234" not in json.dumps(shown)

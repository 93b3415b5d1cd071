"""Typed messages of what is pushed."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import (
    DeviceOnline,
    DeviceUpdate,
    ListChanged,
    parse_message,
)
from custom_components.ewelink.api.websocket.frames import describe

from .strategies import ANYTHING


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        pytest.param(
            {"action": "update", "deviceid": "d", "params": {"switch": "on"}},
            DeviceUpdate("d", {"switch": "on"}),
            id="report",
        ),
        pytest.param(
            {"action": "update", "deviceid": "d", "params": None},
            DeviceUpdate("d", {}),
            id="params null",
        ),
        pytest.param(
            {"action": "update", "deviceid": 12, "params": []},
            DeviceUpdate("12", {}),
            id="id as number",
        ),
        pytest.param({"action": "update", "params": {}}, None, id="no id"),
        pytest.param(
            {"action": "update", "deviceid": "d", "error": 0, "params": {"a": 1}},
            DeviceUpdate("d", {"a": 1}),
            id="no error",
        ),
        pytest.param(
            {"action": "update", "deviceid": "d", "error": 503},
            DeviceOnline("d", online=False),
            id="error",
        ),
        pytest.param(
            {"action": "sysmsg", "deviceid": "d", "params": {"online": False}},
            DeviceOnline("d", online=False),
            id="offline",
        ),
        pytest.param(
            {"action": "sysmsg", "deviceid": "d", "params": {"online": "true"}},
            DeviceOnline("d", online=True),
            id="online as text",
        ),
        pytest.param({"action": "sysmsg", "deviceid": "d"}, None, id="empty sysmsg"),
        pytest.param(
            {"action": "sysmsg", "params": {"online": True}}, None, id="whose sysmsg"
        ),
        pytest.param({"action": "share"}, ListChanged("share"), id="share"),
        pytest.param({"action": "subDevice"}, ListChanged("subDevice"), id="sub"),
        pytest.param(
            {"action": "notify", "params": {"cmd": "addDevice"}},
            ListChanged("notify"),
            id="notify of the list",
        ),
        pytest.param(
            {"action": "notify", "cmd": "event", "params": {"type": 3}},
            None,
            id="notify of something else",
        ),
        pytest.param({"action": "tomorrow", "deviceid": "d"}, None, id="unknown"),
        pytest.param({"action": ["update"]}, None, id="odd action"),
    ],
)
def test_message(frame: dict[str, Any], expected: object) -> None:
    """Each kind of frame becomes its message, and anything else none."""
    assert parse_message(frame) == expected


@given(
    action=st.sampled_from(["update", "sysmsg", "share", "notify"]) | ANYTHING,
    deviceid=ANYTHING,
    params=ANYTHING,
    error=ANYTHING,
)
def test_fuzzed_frame(action: Any, deviceid: Any, params: Any, error: Any) -> None:
    """Any JSON in any field never raises, nor does describing it."""
    frame = {"action": action, "deviceid": deviceid, "params": params, "error": error}
    parse_message(frame)
    describe(frame)
    del frame["error"]
    message = parse_message(frame)
    if action == "update" and isinstance(deviceid, str) and deviceid:
        expected = params if isinstance(params, dict) else {}
        assert message == DeviceUpdate(deviceid, expected)


def test_description_has_no_values() -> None:
    """A frame is described by action, device and names, and never at length."""
    params: dict[str, object] = {"ssid": "my-wifi", **{f"k{i}": i for i in range(50)}}
    frame = {"action": "update", "deviceid": "d" * 99, "params": params}
    said = describe(frame)
    assert "my-wifi" not in said
    assert "ssid" in said
    assert len(said) < 200
    assert describe({"error": 0}) == "answer of no device: error"

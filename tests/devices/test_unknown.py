"""A uiid that is in no table."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Readable, Relay

from .common import device

BOTH_OFF = [{"outlet": 0, "switch": "off"}, {"outlet": 1, "switch": "off"}]


@pytest.mark.parametrize("uiid", [None, 99999], ids=["no-uiid", "unknown"])
@pytest.mark.parametrize(
    ("params", "identity", "value"),
    [
        ({"switch": "on"}, "switch", True),
        ({"switch": False}, "switch", False),
        ({"switches": BOTH_OFF}, "switch_1", False),
        ({"switches": BOTH_OFF[:1]}, "switch", False),
        ({"startup": "stay"}, "power_on_state", "stay"),
        ({"sledOnline": "off"}, "led", False),
        ({"rssi": -50}, "signal_strength", -50),
        ({"power": "12.5"}, "raw_power", 12.5),
        ({"voltage": 1200}, "raw_voltage", 1200),
        ({"current": 1}, "raw_current", 1),
        ({"currentTemperature": "21.5"}, "temperature", 21.5),
        ({"currentHumidity": "40"}, "humidity", 40),
        ({"temperature": "2150"}, "raw_temperature", 2150),
        ({"humidity": 4000}, "raw_humidity", 4000),
        ({"battery": 80}, "battery", 80),
        ({"motion": 1}, "motion", True),
        ({"human": 0}, "occupancy", False),
        ({"smoke": 0}, "smoke", False),
    ],
)
def test_features_from_params(
    uiid: int | None, params: Params, identity: str, value: object
) -> None:
    """What a param surely means becomes a feature; nothing else does."""
    found = device(uiid, params)
    assert identity in {it.identity for it in found.features}
    shown = {it.identity: it for it in found.features}[identity]
    assert isinstance(shown, Readable)
    assert shown.decode(found.params) == value


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"switch": 1},
        {"switches": "on"},
        {"switches": [{"outlet": 1, "switch": "on"}]},
        {"battery": "unavailable"},
        {"whatever": {"x": 1}},
    ],
)
def test_nothing_is_guessed(params: Params) -> None:
    """Params that mean nothing for sure make no feature."""
    assert device(99999, params).features == ()


def test_a_child_tells_its_own_signal() -> None:
    """Behind a bridge the signal strength is that of the child."""
    params: Params = {"rssi": -40, "subDevRssi": -70}
    child = device(99999, params, parent_id="1000000002")
    (signal,) = child.features
    assert isinstance(signal, Readable)
    assert signal.decode(child.params) == -70


@pytest.mark.parametrize(
    ("parent_id", "outlets"), [(None, 1), ("1000000002", 2)], ids=["wifi", "zigbee"]
)
def test_a_child_takes_all_channels(parent_id: str | None, outlets: int) -> None:
    """Behind a bridge a command carries every channel, elsewhere only its own."""
    params: Params = {"switches": BOTH_OFF}
    found = device(99999, params, parent_id=parent_id)
    relay = found.features[1]
    assert isinstance(relay, Relay)
    sent = found.type.complete(relay.encode(True, params), params)["switches"]
    assert isinstance(sent, list)
    assert len(sent) == outlets


def test_no_more_than_four_channels() -> None:
    """Surplus outlets of an unknown device are none."""
    switches = [{"outlet": n, "switch": "off"} for n in range(9)]
    assert len(device(99999, {"switches": switches}).features) == 4

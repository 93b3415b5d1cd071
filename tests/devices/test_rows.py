"""The table of device types."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    Alarm,
    Energy,
    FeatureError,
    LiveReadings,
    PlacedFeature,
    Readable,
    Reading,
    Relay,
    Valve,
)
from custom_components.ewelink.devices.places import Outlet
from custom_components.ewelink.devices.rows import TYPES, device_type, is_mirror
from custom_components.ewelink.platforms import platform_of
from tests.each import each

from .common import device, encode, kind, merged, samples, thing

SIDE_BY_SIDE = ("switches", "configure", "pulses")
METERS_ON_REQUEST = {5, 15, 32, 126, 130, 181, 182, 190, 226, 262, 7032}
LIVE_KEYS = ("power", "voltage", "current", "reactive_power", "apparent_power")
BRIDGES = {28, 66, 90, 98, 128, 168, 195, 228, 243}

ALL = each(TYPES)


@ALL
def test_identities_are_unique(uiid: int) -> None:
    """No two features of a device have the same unique id on a platform."""
    identities = [(platform_of(it), it.identity) for it in kind(uiid).features]
    assert len(identities) == len(set(identities))


@ALL
def test_keys_are_fit_for_unique_ids(uiid: int) -> None:
    """A key is snake case, and cannot be taken for another key with a channel."""
    for it in kind(uiid).features:
        assert it.key == it.key.lower()
        assert it.key.replace("_", "").isalnum()
    keys = {it.key for it in kind(uiid).features if it.channel is None}
    assert keys.isdisjoint(
        it.identity for it in kind(uiid).features if it.channel is not None
    )


@ALL
def test_settings_read_back_what_was_sent(uiid: int) -> None:
    """Once a command is merged, the feature shows the value that was set."""
    for it in kind(uiid).features:
        if not isinstance(it, PlacedFeature):
            continue
        for value in samples(it):
            before: Params = {"pulse": "on"}
            sent = kind(uiid).complete(encode(it, value, before), before)
            assert isinstance(it, Readable)
            assert it.decode(merged(before, sent)) == value, it


@ALL
def test_several_channels_have_numbers(uiid: int) -> None:
    """One relay has no channel; of several, each has its own, from 0 on."""
    relays = [it for it in kind(uiid).features if isinstance(it, Relay | Valve)]
    if len(relays) < 2:
        assert [it.channel for it in relays] in ([], [None])
        assert kind(uiid).channels == ()
    else:
        assert kind(uiid).channels == tuple(range(len(relays)))


@ALL
def test_channels_read_their_own_outlet(uiid: int) -> None:
    """A feature of channel n reads outlet n."""
    for it in kind(uiid).features:
        if isinstance(it, PlacedFeature) and isinstance(it.place, Outlet):
            assert it.place.outlet == (it.channel or 0)
            assert it.place.param in SIDE_BY_SIDE


@ALL
def test_nothing_is_known_of_an_empty_device(uiid: int) -> None:
    """Without params no feature shows anything, and none fails."""
    empty = device(uiid)
    for it in empty.features:
        if isinstance(it, Readable):
            assert it.decode(empty.params) is None
        assert not it.optional


def test_meters_take_requests_for_live_readings() -> None:
    """The types that report only when asked can be asked."""
    found = {
        uiid
        for uiid, it in TYPES.items()
        if any(isinstance(feature, LiveReadings) for feature in it.features)
    }
    assert found == METERS_ON_REQUEST


@ALL
def test_load_readings_are_live(uiid: int) -> None:
    """Power, voltage and current are never shown frozen; nothing else expires."""
    for it in kind(uiid).features:
        if isinstance(it, Reading):
            base = it.key.removeprefix("raw_").split("_phase_")[0]
            base = base.removesuffix("_supplied")
            assert it.live == (base in LIVE_KEYS and not isinstance(it, Energy)), it


def test_bridges_tell_whether_they_are_online() -> None:
    """Bridges have children that need them."""
    found = {
        uiid
        for uiid, it in TYPES.items()
        if any(feature.key == "online" for feature in it.features)
    }
    assert found == BRIDGES


@pytest.mark.parametrize("uiid", [20001, 20003, 20008, 30000, 30004])
def test_mirrors_are_marked(uiid: int) -> None:
    """What Home Assistant lent to the cloud is told apart, and has no features."""
    assert is_mirror(thing(uiid))
    assert device_type(thing(uiid)).mirror
    assert device(uiid).features == ()


@pytest.mark.parametrize("uiid", [None, 1, 5000, 20000, 30005])
def test_others_are_no_mirrors(uiid: int | None) -> None:
    """All others are devices."""
    assert not is_mirror(thing(uiid))
    assert not device_type(thing(uiid)).mirror


@pytest.mark.parametrize(
    ("uiid", "mode", "has_relays"),
    [
        (126, 1, True),
        (126, 2, False),
        (126, "3", False),
        (126, None, True),
        (165, 2, False),
        (211, 2, False),
        (211, 1, True),
    ],
)
def test_mode_decides(uiid: int, mode: object, *, has_relays: bool) -> None:
    """A device that drives a motor has no relays to switch; its readings stay."""
    features = device(uiid, {"workMode": mode}).features
    assert any(isinstance(it, Relay) for it in features) == has_relays
    assert any(it.key in ("signal_strength", "led", "curtain_mode") for it in features)


def test_probe_without_humidity() -> None:
    """A DS18B20 measures no humidity."""
    assert "humidity" in {it.key for it in device(15).features}
    params: Params = {"sensorType": "DS18B20", "currentHumidity": "50"}
    assert "humidity" not in {it.key for it in device(15, params).features}


@pytest.mark.parametrize(
    ("uiid", "params", "key"),
    [
        (1, {"startup": "off"}, "power_on_state"),
        (1, {"sledOnline": "on"}, "led"),
        (138, {"relaySeparation": 0}, "relay_separation"),
        (190, {"supplyPower": 100}, "power_supplied"),
        (190, {"dayPowerSupply": 0}, "energy_supplied_today"),
        (226, {"phase_1_c": 5}, "current_phase_2"),
        (266, {"co2": 600}, "carbon_dioxide"),
        (2026, {"battery": 90}, "battery"),
        (7033, {"humidity": 40}, "humidity"),
        (7016, {"brState": "darker"}, "light"),
    ],
)
def test_optional(uiid: int, params: Params, key: str) -> None:
    """Some features exist only where the device tells them."""
    assert key not in {it.key for it in device(uiid).features}
    assert key in {it.key for it in device(uiid, params).features}


def test_alarm_channels_are_no_relays() -> None:
    """A radio sensor's channel makes no child device."""
    bridge = kind(28)
    assert any(isinstance(it, Alarm) for it in bridge.features)
    assert bridge.channels == ()


def test_error_tells_its_reason() -> None:
    """The reason can be translated."""
    assert FeatureError("inching_off").reason == str(FeatureError("inching_off"))

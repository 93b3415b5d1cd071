"""A device: listing, reports, live figures, features that come and go."""

import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import LIVE_SECONDS
from custom_components.ewelink.devices.features import Alarm

from .common import RF_TAGS, device, thing


def test_listing() -> None:
    """What the list tells is at hand."""
    found = device(4, {"rssi": -50}, parent_id="1000000002")
    assert found.id == "1000000001"
    assert found.parent_id == "1000000002"
    assert found.online
    assert found.type.name == "Four-channel plug"


@pytest.mark.parametrize(("uiid", "expected"), [(1, False), (102, True), (154, True)])
def test_online(uiid: int, *, expected: bool) -> None:
    """A door sensor on Wi-Fi sleeps: the cloud calls it offline, and it is not."""
    found = device(uiid)
    assert found.online
    found.set_online(online=False)
    assert found.online is expected


def test_listing_is_not_changed() -> None:
    """The thing stays as it was listed."""
    listed = thing(2, {"switches": [{"outlet": 0, "switch": "off"}]})
    found = device(2, listed.params)
    found.merge({"switches": [{"outlet": 0, "switch": "on"}]}, 0, Origin.DEVICE)
    assert listed.params == {"switches": [{"outlet": 0, "switch": "off"}]}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"ck_channel_name": {"1": "Lamp"}}, "Lamp"),
        ({"ck_channel_name": {"0": "Lamp"}}, None),
        ({"ck_channel_name": {"1": " "}}, None),
        ({"ck_channel_name": {"1": 5}}, None),
        ({"ck_channel_name": ["Lamp"]}, None),
        ({}, None),
    ],
)
def test_channel_name(tags: Params, expected: str | None) -> None:
    """A channel has the name that the user gave it, or none."""
    assert device(2, tags=tags).channel_name(1) == expected


def test_a_report_tells_what_changed() -> None:
    """Only keys with another value are told, and arrays merge by outlet."""
    found = device(
        2, {"rssi": -50, "switches": [{"outlet": n, "switch": "off"} for n in (0, 1)]}
    )
    update: Params = {"rssi": -50, "switches": [{"outlet": 1, "switch": "on"}]}
    assert found.merge(update, 0, Origin.DEVICE) == {"switches", "switches/1"}
    assert found.merge(update, 0, Origin.DEVICE) == set()
    assert found.params["switches"] == [
        {"outlet": 0, "switch": "off"},
        {"outlet": 1, "switch": "on"},
    ]


@pytest.mark.parametrize(
    ("switches", "listening"),
    [
        ([{"outlet": 1, "switch": "on"}], {"switch_1"}),
        ([{"outlet": n, "switch": "on"} for n in (0, 1)], {"switch_0", "switch_1"}),
        ([{"outlet": n, "switch": "off"} for n in (0, 1)], set()),
        (None, {"switch_0", "switch_1"}),
        ([{"outlet": 1, "switch": "on"}, "odd"], {"switch_0", "switch_1"}),
    ],
)
def test_a_channel_listens_to_its_own_outlet(
    switches: object, listening: set[str]
) -> None:
    """The other channels learn of it only where the outlets cannot be told apart."""
    found = device(2, {"switches": [{"outlet": n, "switch": "off"} for n in (0, 1)]})
    changed = found.merge({"switches": switches}, 0, Origin.DEVICE)
    told = {it.identity for it in found.features if it.listens & changed}
    assert told == listening


def test_listed_figures_are_of_unknown_age() -> None:
    """A figure from the list is not shown as live."""
    found = device(32, {"power": "50.00"})
    assert not found.is_live("power", 5000)
    assert found.live_until("power") == 0


def test_a_reported_figure_lives_for_a_while() -> None:
    """A figure is live from its report on, for ten minutes."""
    found = device(32, {"power": "50.00"})
    assert found.merge({"power": "60.00"}, 100, Origin.DEVICE) == {"power"}
    assert found.is_live("power", 100 + LIVE_SECONDS - 1)
    assert not found.is_live("power", 100 + LIVE_SECONDS)


def test_the_same_figure_wakes_only_when_it_had_expired() -> None:
    """A repeated figure is news once nothing was shown any more."""
    found = device(32, {"power": "50.00"})
    assert found.merge({"power": "50.00"}, 100, Origin.DEVICE) == {"power"}
    assert found.merge({"power": "50.00"}, 200, Origin.DEVICE) == set()
    assert found.live_until("power") == 200 + LIVE_SECONDS
    assert found.merge({"power": "50.00"}, 200 + LIVE_SECONDS, Origin.DEVICE) == {
        "power"
    }


def test_a_newer_list_makes_a_figure_live_only_where_it_moved() -> None:
    """What the cloud remembers is news only if it differs."""
    found = device(32, {"power": "50.00", "voltage": "230.00"})
    read: Params = {"power": "60.00", "voltage": "230.00", "current": "0.26"}
    assert found.merge(read, 100, Origin.ANSWER) == {"power", "current"}
    assert found.is_live("power", 101)
    assert not found.is_live("voltage", 101)
    assert not found.is_live("current", 101)


def _alarm_bridge() -> tuple[Alarm, Params]:
    found = device(28, tags=RF_TAGS)
    alarm = next(it for it in found.features if isinstance(it, Alarm))
    return alarm, {"cmd": "trigger", "rfTrig2": "2026-11-24T02:00:00.000Z"}


def test_an_alarm_is_on_for_a_while() -> None:
    """A new time sets the alarm off; the same time again does not."""
    alarm, trigger = _alarm_bridge()
    found = device(28, tags=RF_TAGS)
    assert found.on_until(alarm) == 0
    assert found.merge(trigger, 100, Origin.DEVICE) == {"cmd", "rfTrig2"}
    assert found.on_until(alarm) == 100 + alarm.hold
    assert found.merge(trigger, 150, Origin.DEVICE) == set()
    assert found.on_until(alarm) == 100 + alarm.hold


def test_an_old_alarm_is_no_alarm() -> None:
    """A full state, and what the cloud remembers, repeat alarms of long ago."""
    alarm, trigger = _alarm_bridge()
    found = device(28, tags=RF_TAGS)
    found.merge({"init": 1, **trigger}, 100, Origin.DEVICE)
    assert found.on_until(alarm) == 0
    other = device(28, tags=RF_TAGS)
    other.merge(trigger, 100, Origin.ANSWER)
    assert other.on_until(alarm) == 0


def test_a_feature_appears_with_its_param() -> None:
    """A key that comes later makes its feature; the tuple tells by being another."""
    found = device(190)
    before = found.features
    found.merge({"rssi": -50}, 0, Origin.DEVICE)
    assert found.features is before
    found.merge({"sledOnline": "on"}, 0, Origin.DEVICE)
    assert found.features is not before
    assert "led" in {it.key for it in found.features}


def test_a_feature_stays_without_value() -> None:
    """A null does not take a feature away that was there."""
    found = device(190, {"sledOnline": "on"})
    before = found.features
    found.merge({"sledOnline": None}, 0, Origin.DEVICE)
    found.list_anew(thing(190, {"sledOnline": None}), 0)
    assert found.features is before


def test_features_follow_the_mode() -> None:
    """Relays vanish while the device drives a motor, and come back."""
    found = device(126, {"workMode": 1})
    before = found.features
    found.merge({"workMode": 2}, 0, Origin.DEVICE)
    assert "switch" not in {it.key for it in found.features}
    found.merge({"workMode": 1}, 0, Origin.DEVICE)
    assert found.features == before


def test_an_optional_feature_of_another_mode() -> None:
    """Each list looks again at what the params tell."""
    found = device(28)
    found.list_anew(thing(28, tags=RF_TAGS, name="Bridge"), 0)
    assert found.thing.name == "Bridge"
    assert {it.channel for it in found.type.alarms} == {2, 3}
    assert sum(isinstance(it, Alarm) for it in found.features) == 2

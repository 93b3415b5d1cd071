"""A device: listing, reports, live figures, features that come and go."""

import pytest

from custom_components.ewelink.devices.device import LIVE_SECONDS
from custom_components.ewelink.devices.features import Alarm
from custom_components.ewelink.devices.values import Params

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
    found.report({"switches": [{"outlet": 0, "switch": "on"}]}, 0)
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
    assert found.report(update, 0) == {"switches", "switches/1"}
    assert found.report(update, 0) == set()
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
    changed = found.report({"switches": switches}, 0)
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
    assert found.report({"power": "60.00"}, 100) == {"power"}
    assert found.is_live("power", 100 + LIVE_SECONDS - 1)
    assert not found.is_live("power", 100 + LIVE_SECONDS)


def test_the_same_figure_wakes_only_when_it_had_expired() -> None:
    """A repeated figure is news once nothing was shown any more."""
    found = device(32, {"power": "50.00"})
    assert found.report({"power": "50.00"}, 100) == {"power"}
    assert found.report({"power": "50.00"}, 200) == set()
    assert found.live_until("power") == 200 + LIVE_SECONDS
    assert found.report({"power": "50.00"}, 200 + LIVE_SECONDS) == {"power"}


def test_a_newer_list_makes_a_figure_live_only_where_it_moved() -> None:
    """What the cloud remembers is news only if it differs."""
    found = device(32, {"power": "50.00", "voltage": "230.00"})
    read: Params = {"power": "60.00", "voltage": "230.00", "current": "0.26"}
    assert found.read(read, 100) == {"power", "current"}
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
    assert found.report(trigger, 100) == {"cmd", "rfTrig2"}
    assert found.on_until(alarm) == 100 + alarm.hold
    assert found.report(trigger, 150) == set()
    assert found.on_until(alarm) == 100 + alarm.hold


def test_an_old_alarm_is_no_alarm() -> None:
    """A full state, and what the cloud remembers, repeat alarms of long ago."""
    alarm, trigger = _alarm_bridge()
    found = device(28, tags=RF_TAGS)
    found.report({"init": 1, **trigger}, 100)
    assert found.on_until(alarm) == 0
    other = device(28, tags=RF_TAGS)
    other.read(trigger, 100)
    assert other.on_until(alarm) == 0


def test_a_feature_appears_with_its_param() -> None:
    """A key that comes later makes its feature; the tuple tells by being another."""
    found = device(190)
    before = found.features
    found.report({"rssi": -50}, 0)
    assert found.features is before
    found.report({"sledOnline": "on"}, 0)
    assert found.features is not before
    assert "led" in {it.key for it in found.features}


def test_a_feature_stays_without_value() -> None:
    """A null does not take a feature away that was there."""
    found = device(190, {"sledOnline": "on"})
    before = found.features
    found.report({"sledOnline": None}, 0)
    found.list_anew(thing(190, {"sledOnline": None}))
    assert found.features is before


def test_features_follow_the_mode() -> None:
    """Relays vanish while the device drives a motor, and come back."""
    found = device(126, {"workMode": 1})
    before = found.features
    found.report({"workMode": 2}, 0)
    assert "switch" not in {it.key for it in found.features}
    found.report({"workMode": 1}, 0)
    assert found.features == before


def test_an_optional_feature_of_another_mode() -> None:
    """Each list looks again at what the params tell."""
    found = device(28)
    found.list_anew(thing(28, tags=RF_TAGS, name="Bridge"))
    assert found.thing.name == "Bridge"
    assert found.type.triggers == {"rfTrig2", "rfTrig3"}
    assert sum(isinstance(it, Alarm) for it in found.features) == 2

"""Things made of announcements, and of whatever else is announced."""

from dataclasses import replace
from typing import Any

from hypothesis import given, strategies as st

from custom_components.ewelink.api.lan.introduction import Introduction
from custom_components.ewelink.api.lan.plain_things import PlainThings
from custom_components.ewelink.api.lan.record import Announcement, read_record

from .announcing import name_of, record

ID = "1000000001"


def plain(params: Any, kind: str = "diy_plug", **more: Any) -> Announcement:
    """Return what a device in DIY mode announces."""
    found = read_record(name_of(), record(params, kind=kind, key=None, **more))
    assert found is not None
    return found


def test_thing_of_an_announcement() -> None:
    """It has the id for a name, no uiid, and what it told."""
    things = PlainThings()
    assert things.take(plain({"switch": "on", "fwVersion": "3.7.6", "ssid": "mine"}))

    [thing] = things.all
    assert (thing.deviceid, thing.name, thing.uiid) == (ID, ID, None)
    assert (thing.lan_type, thing.brand, thing.firmware) == (
        "diy_plug",
        "SONOFF",
        "3.7.6",
    )
    assert thing.params == {"switch": "on", "fwVersion": "3.7.6"}
    assert not thing.online
    assert thing.devicekey is None


def test_it_is_news_only_when_it_is_another_thing() -> None:
    """A state is none; other params, outlets or firmware are."""
    things = PlainThings()
    assert things.take(plain({"switch": "on"}, kind="strip"))
    assert not things.take(plain({"switch": "off"}, kind="strip", seq=2))
    assert things.note(ID, {"switches": [{"outlet": 0, "switch": "on"}]})
    assert not things.note(ID, {"switches": [{"outlet": 0, "switch": "off"}]})
    assert things.note(ID, {"switches": [{"outlet": 1, "switch": "off"}]})
    assert things.note(ID, {"fwVersion": "4"})
    assert not things.note(ID, {"fwVersion": "4"})
    assert not things.note("stranger", {"fwVersion": "4"})
    [thing] = things.all
    assert thing.firmware == "4"


def test_type_that_is_announced() -> None:
    """It counts more than what was concluded from an answer."""
    things = PlainThings()
    found = Introduction(device_id=ID, kind="diy_plug", params={"switch": "on"})
    things.introduce(found)
    things.introduce(replace(found, kind="diy", params={}))
    [thing] = things.all
    assert (thing.lan_type, thing.brand) == ("diy_plug", "SONOFF")
    assert thing.params == {"switch": "on"}
    assert things.take(plain({"switch": "on"}, kind="strip"))
    assert not things.take(plain({"switch": "off"}, kind="strip", seq=2))
    [thing] = things.all
    assert (thing.lan_type, thing.brand) == ("strip", None)
    assert not things.note_kind("stranger", "strip")
    assert not things.note_kind(ID, "")


def test_listed_params_are_not_changed() -> None:
    """What was listed stays as it was then."""
    things = PlainThings()
    things.take(plain({"switch": "on"}))
    [listed] = things.all
    things.note(ID, {"switch": "off"})
    assert listed.params == {"switch": "on"}


def test_child_brings_its_main_unit() -> None:
    """Who speaks for a meter need not announce itself."""
    things = PlainThings()
    name = name_of("1000000009")
    text = record({"switches": []}, kind="diy_meter", key=None)
    announced = read_record(name, text)
    assert announced is not None
    assert things.take(announced)
    assert {it.deviceid: it.parent_id for it in things.all} == {
        "1000000009": None,
        ID: "1000000009",
    }


def test_children_that_a_main_unit_names() -> None:
    """Those that were not heard are listed as well, and only once."""
    things = PlainThings()
    things.take(plain({}, kind="diy_meter"))
    [main] = things.all
    told = {"subDevList": [{"subDevId": "1000000003", "type": 130}, None, {}]}
    assert things.take_children(main, told)
    assert not things.take_children(main, told)
    assert not things.take_children(main, {"subDevList": "none"})
    assert {it.deviceid for it in things.all} == {ID, "1000000003"}


def test_forgotten_thing_comes_again() -> None:
    """It is new when it announces itself anew."""
    things = PlainThings()
    things.take(plain({"switch": "on"}))
    things.forget(ID)
    assert things.all == ()
    assert things.take(plain({"switch": "on"}))


@given(st.text(max_size=12), st.binary(max_size=1300))
def test_never_raises(name: str, text: bytes) -> None:
    """Whatever is announced, it is a thing or none."""
    things = PlainThings()
    announced = read_record(name, text)
    assert announced is None or things.take(announced) in {True, False}
    raw = b"\x04id=1\x06type=a" + text[:250]
    if (again := read_record(name, raw)) is not None:
        things.take(again)

"""What is odd is made plain once, where it comes in."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.merge import conflicting, merge_params
from custom_components.ewelink.api.models import Home, Thing
from custom_components.ewelink.api.wire import as_mac, as_name

BLANKS = st.text(" \t\n\u00a0\u3000\u200b\ufeff", max_size=3)
NESTINGS = (
    lambda value: value,
    lambda value: {"value": value},
    lambda value: [value],
    lambda value: [{"outlet": 0, "value": value}],
    lambda value: {"inner": [{"deep": value}]},
)


def thing(**data: Any) -> Thing:
    """Return a thing as the cloud lists it."""
    found = Thing.from_wire({"itemData": {"deviceid": "1000abcdef", **data}})
    assert found is not None
    return found


@pytest.mark.parametrize("nest", NESTINGS)
@pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), (True, 1), (False, 0)])
def test_a_truth_value_is_no_number(nest: Any, old: object, new: object) -> None:
    """What reads the one does not read the other, so the change is told."""
    base = {"key": nest(old)}
    assert "key" in merge_params(base, {"key": nest(new)})
    assert repr(base["key"]) == repr(nest(new))
    assert merge_params(base, {"key": nest(new)}) == set()
    assert conflicting({"key": nest(old)}, {"key": nest(new)})


@pytest.mark.parametrize("nest", NESTINGS)
def test_the_same_number_is_no_change(nest: Any) -> None:
    """1 and 1.0 read alike, and nobody is woken."""
    base = {"key": nest(1)}
    assert merge_params(base, {"key": nest(1.0)}) == set()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("02:ca:4a:00:00:01", "02:ca:4a:00:00:01"),
        ("02-CA-4A-00-00-01", "02:ca:4a:00:00:01"),
        ("02ca4a000001 ", "02:ca:4a:00:00:01"),
        ("a1b2c3fffed4e5f67017", None),
        ("a1b2c3fffed4e5f6", None),
        ("0xa1b2c3fffed4e5f6", None),
        ("00:00:00:00:00:00", None),
        ("ff:ff:ff:ff:ff:ff", None),
        ("FFFFFFFFFFFF", None),
        ("02:ca:4a:00:00", None),
        ("02:ca:4a:00:00:0g", None),
        ("", None),
        (None, None),
        (["02:ca:4a:00:00:01"], None),
    ],
)
def test_only_a_mac_address_is_one(raw: object, expected: str | None) -> None:
    """Six bytes, neither all zero nor all ones, spelt in one way."""
    assert as_mac(raw) == expected
    assert thing(extra={"mac": raw}).mac == expected


@given(st.binary(min_size=6, max_size=6))
def test_every_mac_address_is_taken(raw: bytes) -> None:
    """Whatever the separators and the case."""
    expected = None if set(raw) in ({0}, {255}) else raw.hex(":")
    for text in (raw.hex(), raw.hex(":"), raw.hex("-").upper()):
        assert as_mac(text) == expected


@given(st.text(), BLANKS, BLANKS)
def test_names_have_no_blanks_around(name: str, before: str, after: str) -> None:
    """A name is the same with blanks around it as without."""
    shown = as_name(f"{before}{name}{after}")
    assert shown == as_name(name)
    assert shown is None or shown == shown.strip() != ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Čerpadlo č. 2 ", "Čerpadlo č. 2"),
        ("\u00a0Riego\u200b", "Riego"),
        ("Zona  1", "Zona  1"),
        ("   ", None),
        ("", None),
        (12, "12"),
        (None, None),
        ({}, None),
    ],
)
def test_a_name(raw: object, expected: str | None) -> None:
    """Names are of things, homes and rooms; one of blanks only is none."""
    assert as_name(raw) == expected
    listed = thing(name=raw, brandName=raw, productModel=raw)
    assert listed.name == (expected or "1000abcdef")
    assert (listed.brand, listed.product_model) == (expected, expected)
    home = Home.from_wire(
        {"id": "h", "name": raw, "roomList": [{"id": "r", "name": raw}]}
    )
    assert home is not None
    assert home.name == (expected or "")
    assert home.rooms == ({"r": expected} if expected else {})


def test_blanks_are_nothing_odd() -> None:
    """A name of blanks and an address of another kind are understood."""
    listed = thing(name="  ", extra={"mac": "a1b2c3fffed4e5f67017"})
    assert listed.odd_fields == ()


def test_nobody_is_its_own_bridge() -> None:
    """A device that names itself is behind none."""
    assert thing(params={"parentid": "1000abcdef"}).parent_id is None
    assert thing(params={"parentid": "1000abcdee"}).parent_id == "1000abcdee"


@pytest.mark.parametrize("params", [None, {}, "broken"])
def test_a_listing_without_params(params: object) -> None:
    """What only params tell is what an earlier listing told."""
    earlier = thing(params={"parentid": "bridge", "fwVersion": "1.0"}, name="Old")
    later = thing(params=params, name="New").after(earlier)
    assert (later.name, later.parent_id, later.firmware) == ("New", "bridge", "1.0")
    moved = thing(params={"fwVersion": "1.1"}).after(earlier)
    assert (moved.parent_id, moved.firmware) == (None, "1.1")

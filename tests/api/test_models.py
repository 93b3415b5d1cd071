"""Reading homes and things that may be broken anywhere."""

from copy import deepcopy
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.models import Home, Thing, ThingPage

from .strategies import ANYTHING

ITEM: dict[str, Any] = {
    "itemType": 1,
    "index": 3,
    "itemData": {
        "name": "Lamp",
        "deviceid": "1000abcdef",
        "apikey": "owner",
        "extra": {
            "uiid": 1,
            "model": "PSF-B01",
            "mac": "d0:27:00:00:00:01",
            "manufacturer": "Shenzhen",
        },
        "brandName": "SONOFF",
        "productModel": "BASICR2",
        "tags": {"ck_channel_name": {"0": "Top"}},
        "devConfig": {"a": 1},
        "family": {"familyid": "home", "index": 1, "roomid": "room"},
        "devicekey": "the-lan-secret",
        "online": True,
        "params": {"switch": "on", "fwVersion": "3.5.0", "parentid": "bridge"},
    },
}


def item(path: str = "", value: Any = None) -> dict[str, Any]:
    """Return the item with one field changed."""
    changed = deepcopy(ITEM)
    if path:
        *parents, key = path.split(".")
        target = changed
        for parent in parents:
            target = target[parent]
        target[key] = value
    return changed


def test_whole_thing() -> None:
    """Every field of a complete item is read."""
    assert Thing.from_wire(item()) == Thing(
        deviceid="1000abcdef",
        name="Lamp",
        apikey="owner",
        devicekey="the-lan-secret",
        uiid=1,
        model="PSF-B01",
        brand="SONOFF",
        manufacturer="Shenzhen",
        product_model="BASICR2",
        mac="d0:27:00:00:00:01",
        firmware="3.5.0",
        online=True,
        params={"switch": "on", "fwVersion": "3.5.0", "parentid": "bridge"},
        tags={"ck_channel_name": {"0": "Top"}},
        dev_config={"a": 1},
        home_id="home",
        room_id="room",
        shared=False,
        parent_id="bridge",
        item_type=1,
    )


def test_secrets_are_not_shown() -> None:
    """Neither keys nor params are in the representation."""
    shown = repr(Thing.from_wire(item()))
    assert "owner" not in shown
    assert "fwVersion" not in shown
    assert "the-lan-secret" not in shown


@pytest.mark.parametrize(
    ("path", "value", "field", "expected"),
    [
        ("itemData.params", None, "params", {}),
        ("itemData.params", "broken", "params", {}),
        ("itemData.extra.uiid", "34", "uiid", 34),
        ("itemData.extra.uiid", "x", "uiid", None),
        ("itemData.extra", None, "uiid", None),
        ("itemData.deviceid", 1000123456, "deviceid", "1000123456"),
        ("itemData.name", None, "name", "1000abcdef"),
        ("itemData.name", "", "name", "1000abcdef"),
        ("itemData.apikey", None, "apikey", ""),
        ("itemData.online", None, "online", False),
        ("itemData.online", "true", "online", True),
        ("itemData.online", 1, "online", True),
        ("itemData.online", 2, "online", False),
        ("itemData.params.fwVersion", 3, "firmware", "3"),
        ("itemData.params.fwVersion", ["3"], "firmware", None),
        ("itemData.sharedBy", {"apikey": "other"}, "shared", True),
        ("itemType", 2, "shared", True),
        ("itemType", 5, "shared", True),
        ("itemType", None, "item_type", 1),
        ("itemType", "6", "item_type", 6),
        ("itemData.family", [], "home_id", None),
    ],
)
def test_odd_field(path: str, value: Any, field: str, expected: Any) -> None:
    """A field that is odd leaves the thing usable."""
    thing = Thing.from_wire(item(path, value))
    assert thing is not None
    assert getattr(thing, field) == expected


def test_odd_fields_are_named() -> None:
    """Fields of the wrong type are told by name; null and missing ones are not."""
    thing = Thing.from_wire(item("itemData.tags", "broken"))
    assert thing is not None
    assert thing.odd_fields == ("tags",)
    clean = Thing.from_wire(item("itemData.tags"))
    assert clean is not None
    assert clean.odd_fields == ()


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "x",
        [],
        {},
        item("itemData"),
        item("itemData.deviceid"),
        item("itemData.deviceid", ""),
        item("itemData.deviceid", {}),
        item("itemType", 3),
    ],
)
def test_no_thing(raw: Any) -> None:
    """Without an id, or as a group, there is no thing."""
    assert Thing.from_wire(raw) is None


def test_page() -> None:
    """A page counts groups and what was skipped; its neighbours are unharmed."""
    group = {"itemType": 3, "index": 9, "itemData": {"id": "g", "name": "All"}}
    untyped = {"itemData": {"id": "g2"}}
    items = [item(), group, None, untyped, item("itemData"), item("index", "12")]
    page = ThingPage.from_wire(items, total=40, asked=100)
    assert [thing.deviceid for thing in page.things] == ["1000abcdef"] * 2
    assert (page.groups, page.skipped, page.received) == (2, 2, 6)
    assert (page.last_index, page.total, page.asked) == (12, 40, 100)


@given(key=st.sampled_from(sorted(ITEM["itemData"])), value=ANYTHING)
def test_fuzzed_field(key: str, value: Any) -> None:
    """Any JSON in any field never raises and never loses the other fields."""
    page = ThingPage.from_wire(
        [item(f"itemData.{key}", value), item()], total=None, asked=100
    )
    assert page.things[-1] == Thing.from_wire(item())
    if key == "deviceid":
        return
    thing = page.things[0]
    fields = {"name": "name", "brandName": "brand", "productModel": "product_model"}
    for wire_key, field in fields.items():
        if wire_key != key:
            assert getattr(thing, field) == ITEM["itemData"][wire_key]


@given(
    key=st.sampled_from(["uiid", "model", "mac", "manufacturer", "itemType", "index"]),
    value=ANYTHING,
)
def test_fuzzed_inner_field(key: str, value: Any) -> None:
    """The same for fields further in and further out."""
    path = key if key in ITEM else f"itemData.extra.{key}"
    page = ThingPage.from_wire([item(path, value), item()], total=None, asked=100)
    assert page.things[-1].name == "Lamp"
    assert page.received == 2
    assert page.skipped + page.groups + len(page.things) == 2


@given(raw=ANYTHING)
def test_fuzzed_item(raw: Any) -> None:
    """Anything in place of an item, a home or their data never raises."""
    Home.from_wire(raw)
    Thing.from_wire({"itemType": raw, "itemData": raw})
    page = ThingPage.from_wire([raw, item()], total=None, asked=1)
    assert page.things[-1].name == "Lamp"


HOME = {
    "id": "h1",
    "apikey": "me",
    "name": "House",
    "index": 0,
    "roomList": [
        {"id": "r1", "name": "Kitchen", "index": 0},
        {"id": "r2"},
        None,
        {"id": 3, "name": "Hall"},
    ],
}


def test_home() -> None:
    """A home has its rooms; broken ones are left out."""
    home = Home.from_wire({"id": "h1", **HOME})
    assert home is not None
    assert (home.id, home.name) == ("h1", "House")
    assert home.rooms == {"r1": "Kitchen", "3": "Hall"}


@pytest.mark.parametrize(
    ("kind", "is_own"), [(1, True), (2, False), ("1", True), (None, None)]
)
def test_owner_of_a_home(kind: object, is_own: bool | None) -> None:  # noqa: FBT001
    """A home carries its owner's key, which is not shown."""
    raw = {"id": "h1", "apikey": "owner-key", "familyType": kind}
    home = Home.from_wire(raw, "h1")
    assert home is not None
    assert (home.apikey, home.is_own, home.is_current) == ("owner-key", is_own, True)
    assert "owner-key" not in repr(home)
    other = Home.from_wire(raw, "h2")
    assert other is not None
    assert not other.is_current


@pytest.mark.parametrize("raw", [None, {}, {"id": None}, {"id": []}])
def test_no_home(raw: Any) -> None:
    """Without an id there is no home."""
    assert Home.from_wire(raw) is None

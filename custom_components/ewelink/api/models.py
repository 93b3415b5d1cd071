"""Account, homes, things and groups, read from what the cloud lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Final, Self

from .wire import Fields, Params, as_mac, as_name, as_object, as_text

_SHARED_TYPE: Final = 2
_SHARED_TYPES: Final = (2, 5)
_GROUP_TYPES: Final = (3, 4, 7)
_NO_PARAMS: Final[Params] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in, and where the account lives."""

    apikey: str = field(repr=False)
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One home of the account, or one that somebody shares with it."""

    id: str
    name: str
    rooms: dict[str, str] = field(default_factory=dict)
    apikey: str | None = field(default=None, repr=False)
    is_own: bool | None = None
    is_current: bool = False

    @classmethod
    def from_wire(cls, raw: object, current: str | None = None) -> Self | None:
        """Read an entry of the list of homes, one of which is the current one.

        `apikey` is the owner's. `is_own` is not known where the cloud tells no type.
        """
        if (data := as_object(raw)) is None:
            return None
        fields = Fields(data)
        if (home_id := fields.text("id")) is None:
            return None
        return cls(
            id=home_id,
            name=fields.name("name") or "",
            rooms=_rooms(fields.array("roomList")),
            apikey=fields.text("apikey"),
            is_own=None
            if (kind := fields.integer("familyType")) is None
            else kind == 1,
            is_current=home_id == current,
        )


def _rooms(raw: Iterable[object]) -> dict[str, str]:
    rooms = {}
    for item in raw:
        if (data := as_object(item)) is None:
            continue
        room_id, name = as_text(data.get("id")), as_name(data.get("name"))
        if room_id and name:
            rooms[room_id] = name
    return rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One device of the list; ``devicekey`` opens what it tells in the local network.

    ``denied`` are features of the app that its firmware does not have.
    ``user_settings`` are what the user has told of it here, not in the app.
    ``lan_type`` is what one in DIY mode announces, which no list tells. ``permit`` is
    what the owner of a device that is shared lets be done with its timers. ``groups``
    are the ids of those that it is a member of.
    """

    deviceid: str
    name: str
    apikey: str = field(repr=False)
    uiid: int | None = None
    lan_type: str | None = None
    model: str | None = None
    brand: str | None = None
    manufacturer: str | None = None
    product_model: str | None = None
    mac: str | None = field(default=None, repr=False)
    devicekey: str | None = field(default=None, repr=False)
    firmware: str | None = None
    online: bool = False
    denied: frozenset[str] = frozenset()
    params: Params = field(default_factory=dict, repr=False)
    tags: Params = field(default_factory=dict, repr=False)
    dev_config: Params = field(default_factory=dict, repr=False)
    user_settings: Params = field(default_factory=dict, repr=False)
    home_id: str | None = None
    room_id: str | None = None
    shared: bool = False
    permit: int | None = None
    parent_id: str | None = None
    groups: tuple[str, ...] = ()
    item_type: int = 1
    odd_fields: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def from_wire(cls, raw: object) -> Self | None:
        """Read an entry of the thing list, unless it is not a device."""
        if (item := as_object(raw)) is None:
            return None
        outer = Fields(item)
        data = outer.part("itemData")
        kind = outer.integer("itemType")
        if kind in _GROUP_TYPES or (deviceid := data.text("deviceid")) is None:
            return None
        extra, family = data.part("extra"), data.part("family")
        params = data.part("params")
        # Some tell themselves.
        parent_id = params.text("parentid")
        shared_by = data.part("sharedBy")
        is_shared_alone = kind == _SHARED_TYPE
        return cls(
            deviceid=deviceid,
            name=data.name("name") or deviceid,
            apikey=intern(data.text("apikey") or ""),
            uiid=extra.integer("uiid"),
            model=_shared(extra.name("model")),
            brand=_shared(data.name("brandName")),
            manufacturer=_shared(extra.name("manufacturer")),
            product_model=_shared(data.name("productModel")),
            mac=as_mac(extra.text("mac")),
            devicekey=data.text("devicekey"),
            firmware=_shared(params.text("fwVersion")),
            online=data.truth("online") or False,
            denied=frozenset(
                it for it in data.array("denyFeatures") if isinstance(it, str)
            ),
            params=data.mapping("params"),
            tags=data.mapping("tags"),
            dev_config=data.mapping("devConfig"),
            home_id=_shared(family.text("familyid")),
            room_id=_shared(family.text("roomid")),
            shared=kind in _SHARED_TYPES or bool(data.mapping("sharedBy")),
            permit=shared_by.integer("permit") if is_shared_alone else None,
            parent_id=None if parent_id == deviceid else parent_id,
            groups=_group_ids(data.array("devGroups")),
            item_type=1 if kind is None else kind,
            odd_fields=tuple(dict.fromkeys(outer.odd)),
        )

    def channel_name(self, channel: int) -> str | None:
        """Return the name that the user gave a channel in the app."""
        names = as_object(self.tags.get("ck_channel_name")) or {}
        name = names.get(str(channel))
        return as_name(name) if isinstance(name, str) else None

    def after(self, earlier: Self) -> Self:
        """Return the thing; an earlier listing tells what only params can tell."""
        if self.params:
            return self
        return replace(self, firmware=earlier.firmware, parent_id=earlier.parent_id)

    def without_params(self) -> Self:
        """Return the thing alone, where its params are kept elsewhere."""
        return replace(self, params=_NO_PARAMS)


def _shared(text: str | None) -> str | None:
    """Return a text that many things tell, as one object for all of them."""
    return None if text is None else intern(text)


def _group_ids(raw: Iterable[object]) -> tuple[str, ...]:
    """Return which groups a thing is a member of: ``[{type, groupId}]``."""
    found = (as_text((as_object(it) or {}).get("groupId")) for it in raw)
    return tuple(it for it in found if it is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several devices that one command reaches (docs/protocol.md, "Groups").

    ``uiid`` is that of its members, ``main_id`` the deviceid of the first of them.
    """

    id: str
    name: str
    uiid: int | None = None
    main_id: str | None = None
    params: Params = field(default_factory=dict, repr=False)
    home_id: str | None = None
    room_id: str | None = None

    @classmethod
    def from_wire(cls, raw: object) -> Self | None:
        """Read an entry of the thing list that is a group with an id."""
        if (item := as_object(raw)) is None:
            return None
        data = Fields(item).part("itemData")
        if (group_id := data.text("id")) is None:
            return None
        family = data.part("family")
        uiid = data.integer("uiid")
        return cls(
            id=group_id,
            name=data.name("name") or group_id,
            uiid=data.part("extra").integer("uiid") if uiid is None else uiid,
            main_id=data.text("mainDeviceId"),
            params=data.mapping("params"),
            home_id=family.text("familyid"),
            room_id=family.text("roomid"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """One page of the thing list of a home; ``groups`` counts those without id, too."""

    things: tuple[Thing, ...] = ()
    groups: int = 0
    listed_groups: tuple[Group, ...] = ()
    skipped: int = 0
    total: int | None = None
    last_index: int | None = None
    received: int = 0
    asked: int = 0

    @classmethod
    def from_wire(
        cls, items: Sequence[object], *, total: int | None, asked: int
    ) -> Self:
        """Read the items of a page; a broken one does not harm its neighbours."""
        things = tuple(
            thing for item in items if (thing := Thing.from_wire(item)) is not None
        )
        groups: list[object] = []
        if len(things) < len(items):
            groups = [item for item in items if _is_group(item)]
        indexes = [index for item in items if (index := _index(item)) is not None]
        return cls(
            things=things,
            groups=len(groups),
            listed_groups=tuple(
                it for it in map(Group.from_wire, groups) if it is not None
            ),
            skipped=len(items) - len(things) - len(groups),
            total=total,
            last_index=max(indexes, default=None),
            received=len(items),
            asked=asked,
        )


def _index(item: object) -> int | None:
    data = as_object(item)
    return None if data is None else Fields(data).integer("index")


def _is_group(item: object) -> bool:
    if (data := as_object(item)) is None:
        return False
    fields = Fields(data)
    content = fields.mapping("itemData")
    kind = fields.integer("itemType")
    has_id = as_text(content.get("id")) is not None
    return kind in _GROUP_TYPES or (has_id and as_text(content.get("deviceid")) is None)

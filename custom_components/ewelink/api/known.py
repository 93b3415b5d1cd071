"""What is kept of an account for a start without the cloud, as it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
import re
from typing import Final, Self

import orjson

from .lan.addresses import DEFAULT_PORT
from .lan.models import LanMemory
from .models import Home, Thing
from .wire import Fields, Params, as_object, as_text

_VERSION: Final = 1
# Secrets of the Wi-Fi and of people, which no feature reads, and where they may be.
_PRIVATE: Final = re.compile(
    r"apikey|\bip\b|mail|p2p|(?<!key)pass(?!ive)|phone|psk|psw|pwd|secret|ssid|stamac|token",
    re.IGNORECASE,
)
_PARTS: Final = ("params", "tags", "dev_config")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Devices with their last params, homes, and where devices were found last.

    Whether a device was online is not kept: nobody knows how it is after a start.
    """

    saved_at: float
    homes: tuple[Home, ...] = ()
    things: tuple[Thing, ...] = ()
    memories: Mapping[str, LanMemory] = field(default_factory=dict, repr=False)

    def to_json(self) -> bytes:
        """Return it as text, private params too. Raises TypeError for odd params."""
        content = {
            "version": _VERSION,
            "saved_at": self.saved_at,
            "homes": [_home_to_dict(it) for it in self.homes],
            "things": [_thing_to_dict(it) for it in self.things],
            "memories": {key: _to_dict(it) for key, it in self.memories.items()},
        }
        return orjson.dumps(content)

    @classmethod
    def from_json(cls, content: bytes) -> Self | None:
        """Return what a text tells, None for one that this version does not know."""
        try:
            raw = as_object(orjson.loads(content))
        except orjson.JSONDecodeError:
            return None
        if raw is None or raw.get("version") != _VERSION:
            return None
        saved_at = raw.get("saved_at")
        if isinstance(saved_at, bool) or not isinstance(saved_at, int | float):
            return None
        fields = Fields(raw)
        homes = map(_home_from, fields.array("homes"))
        things = map(_thing_from, fields.array("things"))
        memories = fields.mapping("memories").items()
        found = ((key, _memory_from(it)) for key, it in memories)
        return cls(
            saved_at=saved_at,
            homes=tuple(it for it in homes if it is not None),
            things=tuple(it for it in things if it is not None),
            memories={key: it for key, it in found if it is not None},
        )


def without_private(content: bytes) -> bytes:
    """Return what `Known.to_json` made without secrets of the Wi-Fi and of people.

    It may take a moment, and wants no loop.
    """
    raw = orjson.loads(content)
    for thing in raw["things"]:
        thing.update({part: _stripped(thing[part]) for part in _PARTS})
    return orjson.dumps(raw)


def _stripped(value: object) -> object:
    if isinstance(value, dict):
        return {key: _stripped(it) for key, it in value.items() if not _hides(key)}
    if isinstance(value, list):
        return [_stripped(it) for it in value]
    return value


@lru_cache(maxsize=1024)
def _hides(key: str) -> bool:
    return _PRIVATE.search(key) is not None


def _home_to_dict(home: Home) -> Params:
    return {
        "id": home.id,
        "name": home.name,
        "rooms": home.rooms,
        "apikey": home.apikey,
        "is_own": home.is_own,
        "is_current": home.is_current,
    }


def _home_from(raw: object) -> Home | None:
    fields = Fields(as_object(raw) or {})
    if (home_id := fields.text("id")) is None:
        return None
    rooms = fields.mapping("rooms").items()
    return Home(
        id=home_id,
        name=fields.text("name") or "",
        rooms={key: name for key, it in rooms if (name := as_text(it)) is not None},
        apikey=fields.text("apikey"),
        is_own=fields.truth("is_own"),
        is_current=fields.truth("is_current") or False,
    )


def _thing_to_dict(thing: Thing) -> Params:
    return {
        "deviceid": thing.deviceid,
        "name": thing.name,
        "apikey": thing.apikey,
        "devicekey": thing.devicekey,
        "uiid": thing.uiid,
        "model": thing.model,
        "lan_type": thing.lan_type,
        "brand": thing.brand,
        "manufacturer": thing.manufacturer,
        "product_model": thing.product_model,
        "mac": thing.mac,
        "firmware": thing.firmware,
        "denied": sorted(thing.denied),
        "params": thing.params,
        "tags": thing.tags,
        "dev_config": thing.dev_config,
        "home_id": thing.home_id,
        "room_id": thing.room_id,
        "shared": thing.shared,
        "parent_id": thing.parent_id,
        "item_type": thing.item_type,
    }


def _thing_from(raw: object) -> Thing | None:
    fields = Fields(as_object(raw) or {})
    if (device_id := fields.text("deviceid")) is None:
        return None
    return Thing(
        deviceid=device_id,
        name=fields.text("name") or device_id,
        apikey=fields.text("apikey") or "",
        devicekey=fields.text("devicekey"),
        uiid=fields.integer("uiid"),
        model=fields.text("model"),
        lan_type=fields.text("lan_type"),
        brand=fields.text("brand"),
        manufacturer=fields.text("manufacturer"),
        product_model=fields.text("product_model"),
        mac=fields.text("mac"),
        firmware=fields.text("firmware"),
        denied=frozenset(it for it in fields.array("denied") if isinstance(it, str)),
        params=fields.mapping("params"),
        tags=fields.mapping("tags"),
        dev_config=fields.mapping("dev_config"),
        home_id=fields.text("home_id"),
        room_id=fields.text("room_id"),
        shared=fields.truth("shared") or False,
        parent_id=fields.text("parent_id"),
        item_type=fields.integer("item_type") or 1,
    )


def _to_dict(memory: LanMemory) -> Params:
    return {
        "host_id": memory.host_id,
        "addresses": list(memory.addresses),
        "port": memory.port,
        "type": memory.type,
        "is_plain": memory.is_plain,
    }


def _memory_from(raw: object) -> LanMemory | None:
    fields = Fields(as_object(raw) or {})
    if (host_id := fields.text("host_id")) is None:
        return None
    addresses = map(as_text, fields.array("addresses"))
    return LanMemory(
        host_id=host_id,
        addresses=tuple(it for it in addresses if it is not None),
        port=fields.integer("port") or DEFAULT_PORT,
        type=fields.text("type") or "",
        is_plain=fields.truth("is_plain") or False,
    )

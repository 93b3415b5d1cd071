"""Devices in DIY mode as things: what they announce stands in for a list.

(docs/protocol.md, "Devices in DIY mode").
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..merge import merge_params
from ..models import Thing
from ..wire import Params, ReadOnlyParams, as_array, as_object, as_text
from .dialects import (
    dialect_of,
    in_words_of_the_cloud,
    outlet_values,
    read_report,
    triggers_in,
)
from .introduction import Introduction
from .models import METERS
from .plain import read_plain
from .record import Announcement

# Anybody can announce anything, and nobody has so many.
MOST_THINGS: Final = 256
# What tells which kind of device it is.
_SHAPING: Final = frozenset({"brightness", "color", "ltype", "switch", "white"})
_DIY: Final = "diy"
_BRAND: Final = "SONOFF"


class PlainThings:
    """Things by their id, with what they have told so far."""

    def __init__(self) -> None:
        """Start with none."""
        self._things: dict[str, Thing] = {}

    @property
    def all(self) -> tuple[Thing, ...]:
        """Return all things as they stand now; params of theirs do not change."""
        return tuple(
            replace(it, params=dict(it.params)) for it in self._things.values()
        )

    def get(self, device_id: str) -> Thing | None:
        """Return a thing."""
        return self._things.get(device_id)

    def take(self, record: Announcement) -> bool:
        """Take over what a device announces; return whether that is a new thing.

        What cannot be read, has no type or is one too many makes none.
        """
        if record.is_encrypted or not (record.is_understood and record.type):
            return False
        try:
            told = read_plain(record.data.encode()) if record.data else {}
        except ValueError:
            return False
        dialect = dialect_of(record.type, None)
        told = in_words_of_the_cloud(told)
        params = read_report(dialect, told, triggers_in(told)).state
        if record.device_id in self._things:
            is_other = self.note_kind(record.device_id, record.type)
            return self.note(record.device_id, params) or is_other
        return self._add(record.device_id, record.type, params, self._parent_id(record))

    def _parent_id(self, record: Announcement) -> str | None:
        """Return who speaks for a thing, which may never announce itself."""
        parent_id = record.host_id
        if parent_id == record.device_id or record.type not in METERS:
            return None
        if parent_id not in self._things:
            self._add(parent_id, record.type, {}, None)
        return parent_id

    def take_children(self, parent: Thing, told: ReadOnlyParams) -> bool:
        """Take over what a main unit answers; return whether it has new children."""
        entries = (as_object(it) or {} for it in as_array(told.get("subDevList")) or ())
        ids = [as_text(it.get("subDevId")) for it in entries]
        added = [
            self._add(it.lower(), parent.lan_type or "", {}, parent.deviceid)
            for it in ids
            if it is not None and it.lower() not in self._things
        ]
        return any(added)

    def introduce(self, found: Introduction) -> None:
        """Take over what a device has told that nobody hears."""
        if found.device_id not in self._things:
            self._add(found.device_id, found.kind, found.params, None)

    def keep(self, thing: Thing) -> None:
        """Keep a thing that was known before it is heard."""
        self._things.setdefault(thing.deviceid, _own(thing))

    def note_kind(self, device_id: str, kind: str) -> bool:
        """Take over the type that a device announces; return whether it is another.

        One that was only asked may have been taken for something else.
        """
        thing = self._things.get(device_id)
        if thing is None or kind in ("", thing.lan_type):
            return False
        brand = _BRAND if kind.startswith(_DIY) else None
        self._things[device_id] = replace(thing, lan_type=kind, brand=brand)
        return True

    def note(self, device_id: str, params: ReadOnlyParams) -> bool:
        """Take over what is so now; return whether the thing is another for that."""
        if (thing := self._things.get(device_id)) is None:
            return False
        before = _shape(thing.params)
        merge_params(thing.params, dict(params))
        firmware = as_text(params.get("fwVersion")) or thing.firmware
        is_other = firmware != thing.firmware or _shape(thing.params) != before
        if firmware != thing.firmware:
            self._things[device_id] = replace(thing, firmware=firmware)
        return is_other

    def forget(self, device_id: str) -> None:
        """Forget a thing, until it announces itself again."""
        self._things.pop(device_id, None)

    def _add(
        self, device_id: str, kind: str, params: Params, parent_id: str | None
    ) -> bool:
        if len(self._things) >= MOST_THINGS:
            return False
        self._things[device_id] = Thing(
            deviceid=device_id,
            name=device_id,
            apikey="",
            lan_type=kind,
            brand=_BRAND if kind.startswith(_DIY) else None,
            firmware=as_text(params.get("fwVersion")),
            params=params,
            home_id="",
            parent_id=parent_id,
        )
        return True


def _own(thing: Thing) -> Thing:
    return replace(thing, params=dict(thing.params))


def _shape(params: Mapping[str, object]) -> tuple[frozenset[str], frozenset[int]]:
    outlets = frozenset(outlet_values(params.get("switches")))
    return _SHAPING & params.keys(), outlets

"""The table of device types: one row per uiid, or per type where there is none."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ...api.models import Thing
from ...api.wire import ReadOnlyParams
from ..device_type import DeviceType
from ..hints import Hints, hints_of
from . import (
    buttons,
    climate,
    covers,
    diy,
    fans,
    lights,
    meters,
    name_only,
    panels,
    radio,
    sensors,
    switches,
    zigbee,
)
from .unknown import told_type

TYPES: Mapping[int, DeviceType] = MappingProxyType(
    name_only.TYPES
    | switches.TYPES
    | meters.TYPES
    | climate.TYPES
    | sensors.TYPES
    | lights.TYPES
    | covers.TYPES
    | fans.TYPES
    | buttons.TYPES
    | radio.TYPES
    | panels.TYPES
    | zigbee.TYPES
)


def device_type(thing: Thing) -> DeviceType:
    """Return what a thing is, by its uiid, and by its params where that is not all.

    In DIY mode a thing has no uiid: what it announces tells its type.
    """
    if is_mirror(thing):
        return name_only.MIRROR
    if thing.uiid is None:
        row = diy.TYPES.get(thing.lan_type or "")
    else:
        row = TYPES.get(thing.uiid)
    if row is not None and not row.is_partial:
        return row.of(thing)
    return _with_told(thing, hints_of(thing, thing.params)).of(thing)


def told_since(
    kind: DeviceType, earlier: DeviceType, thing: Thing, params: ReadOnlyParams
) -> DeviceType:
    """Return a type with what its device has told by now.

    ``earlier`` is what the device was taken for before.
    """
    if kind.hints is None:
        return kind
    hints = hints_of(thing, params)
    if earlier.hints is not None:
        hints = hints.after(earlier.hints)
    return _with_told(thing, hints).of(thing)


def _with_told(thing: Thing, hints: Hints) -> DeviceType:
    row = None if thing.uiid is None else TYPES.get(thing.uiid)
    model = thing.product_model or ""
    if row is None or model not in row.by_model:
        model = ""
    return _told_type(thing.uiid, model, hints)


@lru_cache(maxsize=256)
def _told_type(uiid: int | None, model: str, hints: Hints) -> DeviceType:
    row = None if uiid is None else TYPES.get(uiid)
    return told_type(hints, None if row is None else row.of_model(model))


def is_mirror(thing: Thing) -> bool:
    """Return whether a thing is Home Assistant's own, lent to the cloud.

    Such a thing must be ignored, or the two would answer each other for ever.
    """
    return is_mirror_type(thing.uiid)


def is_mirror_type(uiid: int | None) -> bool:
    """Return whether a uiid is one of those that Home Assistant lends."""
    return uiid is not None and uiid in name_only.MIRRORS

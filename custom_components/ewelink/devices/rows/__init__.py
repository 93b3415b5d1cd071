"""The table of device types: one row per uiid."""

from collections.abc import Mapping
from types import MappingProxyType

from ...api.models import Thing
from ..device_type import DeviceType
from . import (
    climate,
    covers,
    fans,
    lights,
    meters,
    name_only,
    remotes,
    sensors,
    switches,
    zigbee,
)
from .unknown import unknown_type

TYPES: Mapping[int, DeviceType] = MappingProxyType(
    name_only.TYPES
    | switches.TYPES
    | meters.TYPES
    | climate.TYPES
    | sensors.TYPES
    | lights.TYPES
    | covers.TYPES
    | fans.TYPES
    | remotes.TYPES
    | zigbee.TYPES
)


def device_type(thing: Thing) -> DeviceType:
    """Return what a thing is, by its uiid or else by its params."""
    if is_mirror(thing):
        return name_only.MIRROR
    known = None if thing.uiid is None else TYPES.get(thing.uiid)
    return unknown_type(thing) if known is None else known.of(thing)


def is_mirror(thing: Thing) -> bool:
    """Return whether a thing is Home Assistant's own, lent to the cloud.

    Such a thing must be ignored, or the two would answer each other for ever.
    """
    return thing.uiid is not None and thing.uiid in name_only.MIRRORS

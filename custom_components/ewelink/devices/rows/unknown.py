"""A uiid that is in no table: features from the params it has."""

from dataclasses import replace

from ...api.models import Thing
from ..device_type import DeviceType
from ..features import Contact, Feature, Reading
from ..places import Param, outlets
from ..values import ONE_ZERO, number
from .climate import PROBE_HUMIDITY, PROBE_TEMPERATURE
from .parts import BATTERY, CHILD_RSSI, LED, POWER_ON, RSSI
from .relays import SWITCH, SWITCH_BOOLEAN, WHOLE_ZIGBEE, children, relays

NAME = "eWeLink device"
MAX_CHANNELS = 4


def unknown_type(thing: Thing) -> DeviceType:
    """Return what can be told of a device from its params alone."""
    count = _outlet_count(thing)
    features = (*_switches(thing, count), *GUESSES)
    if thing.parent_id is None:
        return DeviceType(
            name=NAME,
            features=(*features, replace(RSSI, optional=True)),
            channels=children(count),
        )
    # Behind a bridge, outlets are taken as they come: every known device does.
    return DeviceType(
        name=NAME,
        features=(*features, replace(CHILD_RSSI, optional=True)),
        whole=WHOLE_ZIGBEE,
        channels=children(count),
    )


def _outlet_count(thing: Thing) -> int:
    entries = outlets(thing.params.get("switches"))
    known = {number(entry.get("outlet")) for entry in entries}
    return next((n for n in range(MAX_CHANNELS) if n not in known), MAX_CHANNELS)


def _switches(thing: Thing, count: int) -> tuple[Feature, ...]:
    params = thing.params
    if count:
        return tuple(replace(relay, optional=True) for relay in relays(count))
    switch = SWITCH_BOOLEAN if isinstance(params.get("switch"), bool) else SWITCH
    return (replace(switch, optional=True),)


def _raw(param: str) -> Reading:
    """Return a reading whose scale differs by uiid, so that it has no unit."""
    return Reading(key=f"raw_{param}", place=Param(param), live=True, optional=True)


def _contact(key: str, param: str) -> Contact:
    return Contact(key=key, place=Param(param), codec=ONE_ZERO, optional=True)


GUESSES: tuple[Feature, ...] = (
    POWER_ON,
    LED,
    _raw("power"),
    _raw("voltage"),
    _raw("current"),
    replace(PROBE_TEMPERATURE, optional=True),
    replace(PROBE_HUMIDITY, optional=True),
    replace(_raw("temperature"), live=False),
    replace(_raw("humidity"), live=False),
    replace(BATTERY, optional=True),
    _contact("motion", "motion"),
    _contact("occupancy", "human"),
    _contact("smoke", "smoke"),
)

"""Things and features for the tests."""

from typing import Any

from custom_components.ewelink.api.merge import merge_params
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.device_type import DeviceType
from custom_components.ewelink.devices.features import (
    Action,
    AlarmPanel,
    Choice,
    Feature,
    PlacedFeature,
    Readable,
    Setting,
    Toggle,
    Valve,
)
from custom_components.ewelink.devices.features.alarm_control_panel import MODES
from custom_components.ewelink.devices.rows import device_type

RF_TAGS: Params = {
    "zyx_info": [
        {"name": "Remote", "remote_type": "2", "buttonName": [{"0": "A"}, {"1": "B"}]},
        {"name": "Door", "remote_type": "6", "buttonName": [{"2": "Button1"}]},
        {"name": None, "remote_type": 7, "buttonName": [{"3": "Button1"}]},
    ]
}
RF_SETTINGS: Params = {"pairs": [{"on": 4, "off": 5, "class": "door"}]}


def thing(uiid: int | None, params: Params | None = None, **others: Any) -> Thing:
    """Return a listed thing."""
    return Thing(
        **{"deviceid": "1000000001", "name": "Lamp", "apikey": "owner", **others},
        uiid=uiid,
        online=True,
        params=params or {},
    )


def device(uiid: int | None, params: Params | None = None, **others: Any) -> Device:
    """Return a device just listed."""
    return Device(thing(uiid, params, **others))


def kind(uiid: int) -> DeviceType:
    """Return a type with everything that a listing can add to it."""
    return device_type(
        thing(
            uiid,
            tags=RF_TAGS,
            user_settings=RF_SETTINGS,
            dev_config={"lowVolAlarm": "2.3"},
        )
    )


def feature(uiid: int, identity: str) -> Feature:
    """Return a feature of a type by its identity."""
    return next(it for it in kind(uiid).features if it.identity == identity)


def decode(uiid: int, identity: str, params: Params) -> object:
    """Return what a feature of a type shows."""
    found = feature(uiid, identity)
    assert isinstance(found, Readable)
    value: object = found.decode(params)
    return value


def command(uiid: int, identity: str, value: object, params: Params) -> Params:
    """Return the params that go out to set a feature of a type."""
    return kind(uiid).complete(encode(feature(uiid, identity), value, params), params)


def encode(it: Feature, value: object, params: Params) -> Params:
    """Return what a feature makes of a value of whatever type it takes."""
    match it, value:
        case ((Toggle() | Valve()), bool()):
            return it.encode(value, params)
        case Choice(), str():
            return it.encode(value, params)
        case Setting(), int() | float():
            return it.encode(value, params)
        case AlarmPanel(), str():
            return it.encode(value, params)
        case Action(), None:
            return it.encode()
    raise TypeError(it, value)


def samples(it: PlacedFeature) -> list[bool] | list[str] | list[float]:
    """Return values that a feature can be set to."""
    match it:
        case Toggle() | Valve():
            return [True, False]
        case Choice():
            return list(it.options)
        case AlarmPanel():
            return list(MODES)
        case Setting():
            return [it.minimum, it.maximum, it.minimum + it.step]
    return []


def merged(params: Params, update: Params) -> Params:
    """Return params after an update."""
    after = dict(params)
    merge_params(after, update)
    return after

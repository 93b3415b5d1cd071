"""Devices in DIY mode that no account has: they say and hear everything plainly."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from tests.simulator.behaviours.base import fields, is_text, outlet_list, whole
from tests.simulator.factory import channel_params, relay_params
from tests.simulator.wire import Json

from .device import LocalDevice
from .families import DIMMER_KEYS, FAMILIES, FIGURES, RELAY, STRIP, WIFI, Family
from .functions import (
    CHANNELS,
    INVALID,
    OF_CHILD,
    ONE_RELAY,
    Done,
    Function,
    LocalError,
    probe,
    saying,
    setting,
    telling,
)
from .lamps import DIMMER, light

_numbers: Final = count(1)
_WIFI: Final[Json] = {
    "rssi": -58,
    "ssid": "canary-wifi-ssid-9Tq",
    "bssid": "02:ca:4a:55:1d:b5",
    "fwVersion": "3.7.6",
    "sledOnline": "on",
}


def _signal(params: Json, data: Json) -> Done:
    return Done(says={"signalStrength": params.get("rssi", 0)})


def _with_questions(
    paths: Mapping[str, Function], keys: tuple[str, ...]
) -> Mapping[str, Function]:
    told = telling(*keys)
    return {**paths, "info": told, "getState": told, "signal_strength": _signal}


def _diy(type_: str, keys: tuple[str, ...], paths: Mapping[str, Function]) -> Family:
    keys = tuple(dict.fromkeys((*keys, *WIFI)))
    return Family(type=type_, keys=keys, paths=_with_questions(paths, keys))


_startups: Final = setting("startups", startups=outlet_list())
_MINI: Final[Mapping[str, Function]] = {**CHANNELS, "startups": _startups}
_BULB_KEYS: Final = ("switch", "ltype", "white", "color")


# What firmware may call otherwise in this mode, by the names that it has elsewhere.
_OWN_NAMES: Final = {"configure": "startups", "rssi": "signalStrength"}


def with_own_names(family: Family) -> Family:
    """Return a family of an account as firmware is that has names of its own here."""

    def words(params: Json) -> Json:
        told = family.words(params)
        return {_OWN_NAMES.get(key, key): it for key, it in told.items()}

    def startups(params: Json, data: Json) -> Done:
        done = _startups(params, data)
        changes = {"configure": done.changes["startups"]}
        return Done(changes=changes, command=changes)

    paths = {key: it for key, it in family.paths.items() if key not in _OWN_NAMES}
    return replace(
        family,
        keys=(*family.keys, *_OWN_NAMES.values()),
        paths={**paths, "startups": startups, "info": probe},
        words=words,
    )


def _monitor(params: Json, data: Json) -> Done:
    """Note whom to report an outlet to; only the last one is reported to."""
    wanted = fields(url=is_text, port=whole(1, 65_535), outlet=whole(0, 3))
    if not wanted(data) or not whole(1, 3600)(data.get("time")):
        raise LocalError(INVALID)
    return Done()


_SPM_KEYS: Final = (
    "switches",
    *(f"{key}_0{outlet}" for outlet in range(4) for key in FIGURES),
)
_SPM: Final = _diy("diy_meter", ("sledOnline",), {})
_SPM_CHILD: Final = replace(
    FAMILIES[130],
    type="diy_meter",
    paths=_with_questions({**OF_CHILD, "monitor": _monitor}, _SPM_KEYS),
)
_FIGURES: Final = dict.fromkeys(
    (f"{key}_0{outlet}" for outlet in range(4) for key in FIGURES), 0
)
_ONE: Final = {**relay_params(), **_WIFI}
_FOUR: Final = {**channel_params(), **_WIFI}
KINDS: Final[Mapping[str, tuple[Family, Json]]] = {
    "plug": (_diy("diy_plug", RELAY, ONE_RELAY), _ONE),
    "mini": (_diy("diy_plug", (*STRIP, "startups"), _MINI), _FOUR),
    "strip": (_diy("strip", STRIP, CHANNELS), _FOUR),
    "light": (
        _diy("diylight", DIMMER_KEYS, DIMMER),
        {**_ONE, "brightness": 60, "mode": 0},
    ),
    "mini_light": (_diy("diylight", STRIP, CHANNELS), _FOUR),
    "bulb": (
        _diy("diy_light", _BULB_KEYS, light(100)),
        {
            **_ONE,
            "ltype": "white",
            "white": {"br": 70, "ct": 50},
            "color": {"br": 80, "r": 255, "g": 120, "b": 0},
        },
    ),
    "meter": (_SPM, _WIFI),
}


def diy_devices(kind: str, device_id: str = "") -> list[LocalDevice]:
    """Return a device of a kind, and its child if it is a meter."""
    family, params = KINDS[kind]
    number = next(_numbers)
    device = _device(device_id or f"10017{number:05x}", family, params)
    if kind != "meter":
        return [device]
    child_params = {**channel_params(), **_FIGURES}
    child = _device(f"10018{number:05x}", _SPM_CHILD, child_params)
    child.parent = device
    listed = [{"subDevId": child.id, "type": 130}]
    paths: dict[str, Function] = {
        **device.family.paths,
        "subDevList": saying(subDevList=listed),
    }
    device.family = replace(device.family, paths=paths)
    return [device, child]


def naming(family: Family, device_id: str) -> Family:
    """Return a family of which one device tells its id to whoever asks."""
    return replace(
        family, paths={**family.paths, "deviceid": saying(deviceid=device_id)}
    )


def _device(device_id: str, family: Family, params: Json) -> LocalDevice:
    return LocalDevice(
        id=device_id,
        name=f"DIY {family.type} {device_id}",
        family=naming(family, device_id),
        params={**params},
        is_diy=True,
        has_account=False,
    )

"""Builds devices: ids, keys, Wi-Fi params, from rows of data."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
import hashlib

from .behaviours import Behaviour
from .canaries import (
    BSSID,
    CHIP_ID_PREFIX,
    DEVICE_KEY_PREFIX,
    LOCAL_IP,
    MAC_PREFIX,
    WIFI_SSID,
)
from .model import Place, SimDevice
from .wire import Json

BRIDGE = "bridge"
BRIDGE_UIID = 168
FIRST_BRIDGED_UIID = 1000
LAST_BRIDGED_UIID = 7999


@dataclass(kw_only=True)
class Row:
    """One line of a home's table."""

    name: str
    uiid: int
    room: str = ""
    model: str = ""
    brand: str = "SONOFF"
    params: Json = field(default_factory=dict)
    behaviour: Callable[[], Behaviour] = Behaviour
    without: tuple[str, ...] = ()
    parent: str = ""
    tags: Json = field(default_factory=dict)
    online: bool = True
    newest_firmware: str = ""


def stable_hex(text: str, length: int) -> str:
    """Return hexadecimal digits that belong to a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def wifi_params(mac: str) -> Json:
    """Return what every Wi-Fi device reports beside its function."""
    return {
        "version": 8,
        "fwVersion": "3.7.1",
        "rssi": -54,
        "sledOnline": "on",
        "init": 1,
        "staMac": mac,
        "ssid": WIFI_SSID,
        "bssid": BSSID,
        "ip": LOCAL_IP,
    }


def is_bridged(uiid: int) -> bool:
    """Return True for devices behind a Zigbee bridge."""
    return FIRST_BRIDGED_UIID <= uiid <= LAST_BRIDGED_UIID


def build(row: Row, number: int, *, apikey: str, place: Place) -> SimDevice:
    """Make the device of a row; the same number gives the same ids."""
    bridged = is_bridged(row.uiid)
    device_id = f"a44c0{number:05x}" if bridged else f"10015{number:05x}"
    mac = ":".join((MAC_PREFIX, *(f"{byte:02X}" for byte in number.to_bytes(3))))
    params: Json = (
        {"parentid": row.parent, "subDevId": f"00124b00{number:08x}", "battery": 86}
        if bridged
        else wifi_params(mac)
    )
    params |= deepcopy(row.params)
    for key in row.without:
        params.pop(key, None)
    return SimDevice(
        device_id=device_id,
        name=row.name,
        uiid=row.uiid,
        apikey=apikey,
        place=place,
        params=params,
        behaviour=row.behaviour(),
        online=row.online,
        brand=row.brand,
        model=row.model,
        devicekey=DEVICE_KEY_PREFIX + stable_hex(f"key {device_id}", 20),
        chip_id=CHIP_ID_PREFIX + stable_hex(f"chip {device_id}", 6),
        mac=mac,
        tags=deepcopy(row.tags),
        newest_firmware=row.newest_firmware,
    )


def relay_params(switch: str = "off") -> Json:
    """Return the params of a one-channel switch."""
    return {"switch": switch, "startup": "stay", "pulse": "off", "pulseWidth": 500}


def channel_params(*states: str) -> Json:
    """Return the params of a multi-channel switch: always four entries."""
    switches = (*states, "off", "off", "off", "off")[:4]
    return {
        "switches": [
            {"outlet": outlet, "switch": state} for outlet, state in enumerate(switches)
        ],
        "configure": [{"outlet": outlet, "startup": "off"} for outlet in range(4)],
        "pulses": [
            {"outlet": outlet, "pulse": "off", "width": 1000} for outlet in range(4)
        ],
        "lock": 0,
    }


def channel_names(*names: str) -> Json:
    """Return the tags that name channels."""
    return {"ck_channel_name": {str(index): name for index, name in enumerate(names)}}

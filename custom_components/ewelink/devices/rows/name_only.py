"""Devices known by name only, and mirrors of Home Assistant's own."""

from dataclasses import replace

from ..device_type import DeviceType
from .parts import plain
from .relays import SWITCH

# Nothing is guessed for these but the plain switch, where there is one.
PLAIN_SWITCH = replace(SWITCH, optional=True)

MIRRORS = range(20001, 30005)
MIRROR = DeviceType(name="Mirrored device", mirror=True)

NAMES = {
    0: "eWeLink device",
    10: "Socket module",
    12: "Remote",
    13: "Fireplace",
    23: "Thermostat",
    26: "Temperature controller",
    35: "Camera",
    38: "HomeKit bridge",
    40: "Socket module",
    42: "Bedside light",
    43: "eWeLink device",
    45: "Ceiling light",
    46: "Air cleaner",
    49: "Machine bed",
    51: "Desk light",
    53: "Fan with lamp",
    55: "Sweeping robot",
    56: "RGB light",
    60: "Humidifier",
    61: "Smart router",
    62: "Camera",
    64: "Heating table",
    65: "Phone camera",
    68: "eWeLink device",
    69: "Atmosphere lamp",
    76: "Lamp",
    79: "Christmas light",
    80: "Air conditioner",
    86: "eWeLink device",
    88: "IR remote",
    89: "Smart opener",
    93: "Air cleaner",
    94: "Electric protector",
    109: "IR gateway",
    110: "GSM metering plug",
    142: "Air conditioner",
    147: "Bulb linked to a control panel",
    148: "CCT remote",
    149: "Remote gateway",
    151: "Air conditioner",
    157: "Music light",
    159: "Light strip",
    169: "Fan light",
    170: "Camera gateway",
    171: "Camera",
    172: "Scene panel gateway",
    179: "CCT light",
    187: "Linked switch",
    188: "Linked light",
    196: "Linked light",
    197: "Linked light",
    198: "Linked light",
    224: "Radio button",
    265: "Button",
    272: "Thermostat",
}

TYPES = {87: plain("Camera")} | {
    uiid: DeviceType(name=name, features=(PLAIN_SWITCH,))
    for uiid, name in NAMES.items()
}

"""How kinds of devices behave; what differs only in data is in the demo home."""

from .base import Behaviour, Reply
from .covers import Curtain
from .lights import ColourLight, Dimmer, WhiteColourBulb
from .meters import ChannelMeter, PairMeter, StringMeter
from .relays import Channels, FanLight, Relay
from .rf import RfBridge
from .sensors import Button, Contact, Flag, Motion, TemperatureSensor
from .thermostat import Thermostat

__all__ = [
    "Behaviour",
    "Button",
    "ChannelMeter",
    "Channels",
    "ColourLight",
    "Contact",
    "Curtain",
    "Dimmer",
    "FanLight",
    "Flag",
    "Motion",
    "PairMeter",
    "Relay",
    "Reply",
    "RfBridge",
    "StringMeter",
    "TemperatureSensor",
    "Thermostat",
    "WhiteColourBulb",
]

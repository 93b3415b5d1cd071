"""How kinds of devices behave; what differs only in data is in the homes' tables.

Lamps, covers, thermostats and the like are in the table of `tests/simulator/kinds`.
"""

from .base import Behaviour, Handle, Look, Reply
from .buttons import Button, LocalButtons
from .history import Keeper, Series
from .meters import Breaker, ChannelMeter, KeepingChannels, PairMeter, StringMeter
from .relays import Channels, Relay
from .rf import RfBridge
from .sensors import Contact, Flag, Motion, TemperatureSensor
from .thermostat import Thermostat

__all__ = [
    "Behaviour",
    "Breaker",
    "Button",
    "ChannelMeter",
    "Channels",
    "Contact",
    "Flag",
    "Handle",
    "Keeper",
    "KeepingChannels",
    "LocalButtons",
    "Look",
    "Motion",
    "PairMeter",
    "Relay",
    "Reply",
    "RfBridge",
    "Series",
    "StringMeter",
    "TemperatureSensor",
    "Thermostat",
]

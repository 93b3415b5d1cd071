"""What a device can do: each feature reads params and, where it can, writes them."""

from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .climate import Climate, ClimateChange
from .controls import Choice, Relay, Setting, Toggle
from .fan import Fan
from .humidifier import Humidifier
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .range_thermostat import RangeThermostat
from .readings import Alarm, Below, Contact, Counter, Energy, Reading, State
from .status import OF_EVERY_DEVICE, Action, Connection, LiveReadings, Online
from .thermostat import Mode, SetPoint, Thermostat
from .together import Together, together, told_option

__all__ = [
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "Below",
    "Choice",
    "Climate",
    "ClimateChange",
    "Connection",
    "Contact",
    "Counter",
    "Energy",
    "Fan",
    "Feature",
    "FeatureError",
    "Humidifier",
    "Inching",
    "InchingEntry",
    "InchingEntryTime",
    "InchingTime",
    "LiveReadings",
    "Mode",
    "Online",
    "PlacedFeature",
    "RangeThermostat",
    "Readable",
    "Reading",
    "Relay",
    "SetPoint",
    "Setting",
    "State",
    "Thermostat",
    "Together",
    "Toggle",
    "Writable",
    "together",
    "told_option",
]

"""What a device can do: each feature reads params and, where it can, writes them."""

from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .controls import Choice, Relay, Setting, Toggle
from .cover import Cover, Gate
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .readings import Alarm, Below, Contact, Counter, Energy, Reading, State
from .status import OF_EVERY_DEVICE, Action, Connection, LiveReadings, Online
from .valve import Valve

__all__ = [
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "Below",
    "Choice",
    "Connection",
    "Contact",
    "Counter",
    "Cover",
    "Energy",
    "Feature",
    "FeatureError",
    "Gate",
    "Inching",
    "InchingEntry",
    "InchingEntryTime",
    "InchingTime",
    "LiveReadings",
    "Online",
    "PlacedFeature",
    "Readable",
    "Reading",
    "Relay",
    "Setting",
    "State",
    "Toggle",
    "Valve",
    "Writable",
]

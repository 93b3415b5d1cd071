"""What a device can do: each feature reads params and, where it can, writes them."""

from .alarm_control_panel import AlarmPanel
from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .controls import Choice, Relay, Setting, Toggle
from .effects import Effect, PlayedEffect
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .readings import Alarm, Below, Contact, Counter, Energy, Reading, State
from .siren import Siren
from .status import OF_EVERY_DEVICE, Action, Connection, LiveReadings, Online

__all__ = [
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "AlarmPanel",
    "Below",
    "Choice",
    "Connection",
    "Contact",
    "Counter",
    "Effect",
    "Energy",
    "Feature",
    "FeatureError",
    "Inching",
    "InchingEntry",
    "InchingEntryTime",
    "InchingTime",
    "LiveReadings",
    "Online",
    "PlacedFeature",
    "PlayedEffect",
    "Readable",
    "Reading",
    "Relay",
    "Setting",
    "Siren",
    "State",
    "Toggle",
    "Writable",
]

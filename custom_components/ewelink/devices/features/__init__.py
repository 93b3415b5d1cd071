"""What a device can do: each feature reads params and, where it can, writes them."""

from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .controls import Choice, Relay, Setting, Toggle
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .light import NO_EFFECT, Light, LightState
from .light_effects import LightEffect
from .light_modes import LightColorMode, LightMode, LightValues
from .readings import Alarm, Below, Contact, Counter, Energy, Reading, State
from .status import OF_EVERY_DEVICE, Action, Connection, LiveReadings, Online

__all__ = [
    "NO_EFFECT",
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "Below",
    "Choice",
    "Connection",
    "Contact",
    "Counter",
    "Energy",
    "Feature",
    "FeatureError",
    "Inching",
    "InchingEntry",
    "InchingEntryTime",
    "InchingTime",
    "Light",
    "LightColorMode",
    "LightEffect",
    "LightMode",
    "LightState",
    "LightValues",
    "LiveReadings",
    "Online",
    "PlacedFeature",
    "Readable",
    "Reading",
    "Relay",
    "Setting",
    "State",
    "Toggle",
    "Writable",
]

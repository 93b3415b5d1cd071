"""What a device can do: each feature reads params and, where it can, writes them."""

from .alarm_control_panel import AlarmPanel
from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .controls import Choice, Relay, Setting, Toggle
from .cover import Cover, Gate
from .effects import Effect, PlayedEffect
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .light import NO_EFFECT, Light, LightState
from .light_effects import LightEffect
from .light_modes import LightColorMode, LightMode, LightValues
from .readings import Alarm, Below, Contact, Counter, Energy, Reading, State
from .siren import Siren
from .status import OF_EVERY_DEVICE, Action, Connection, LiveReadings, Online
from .valve import Valve

__all__ = [
    "NO_EFFECT",
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "AlarmPanel",
    "Below",
    "Choice",
    "Connection",
    "Contact",
    "Counter",
    "Cover",
    "Effect",
    "Energy",
    "Feature",
    "FeatureError",
    "Gate",
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
    "PlayedEffect",
    "Readable",
    "Reading",
    "Relay",
    "Setting",
    "Siren",
    "State",
    "Toggle",
    "Valve",
    "Writable",
]

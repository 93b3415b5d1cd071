"""What a device can do: each feature reads params and, where it can, writes them."""

from .alarm_control_panel import AlarmPanel
from .base import Feature, FeatureError, PlacedFeature, Readable, Writable
from .climate import Climate, ClimateChange
from .controls import Choice, Relay, Setting, Toggle
from .cover import Cover
from .effects import Effect, PlayedEffect
from .fan import Fan
from .firmware import Firmware
from .gate import Gate
from .humidifier import Humidifier
from .inching import Inching, InchingEntry, InchingEntryTime, InchingTime
from .lifetime import FromHistory, HistoryLifetime, HistoryToday, LifetimeEnergy
from .light import NO_EFFECT, Light, LightState
from .light_effects import LightEffect
from .light_modes import LightColorMode, LightMode, LightValues
from .presses import LocalButton, Presses, StampedButton, TouchSurface
from .radio import Alarm, RadioKey, RadioPair, RadioRemote, RadioSend
from .range_thermostat import RangeThermostat
from .readings import Below, Contact, Counter, Energy, Reading, State
from .siren import Siren
from .status import (
    OF_ANY_DEVICE,
    OF_EVERY_DEVICE,
    Action,
    Connection,
    LiveReadings,
    Online,
    OwnTimers,
)
from .thermostat import Mode, SetPoint, Thermostat
from .together import Together, together, told_option
from .valve import Valve

__all__ = [
    "NO_EFFECT",
    "OF_ANY_DEVICE",
    "OF_EVERY_DEVICE",
    "Action",
    "Alarm",
    "AlarmPanel",
    "Below",
    "Choice",
    "Climate",
    "ClimateChange",
    "Connection",
    "Contact",
    "Counter",
    "Cover",
    "Effect",
    "Energy",
    "Fan",
    "Feature",
    "FeatureError",
    "Firmware",
    "FromHistory",
    "Gate",
    "HistoryLifetime",
    "HistoryToday",
    "Humidifier",
    "Inching",
    "InchingEntry",
    "InchingEntryTime",
    "InchingTime",
    "LifetimeEnergy",
    "Light",
    "LightColorMode",
    "LightEffect",
    "LightMode",
    "LightState",
    "LightValues",
    "LiveReadings",
    "LocalButton",
    "Mode",
    "Online",
    "OwnTimers",
    "PlacedFeature",
    "PlayedEffect",
    "Presses",
    "RadioKey",
    "RadioPair",
    "RadioRemote",
    "RadioSend",
    "RangeThermostat",
    "Readable",
    "Reading",
    "Relay",
    "SetPoint",
    "Setting",
    "Siren",
    "StampedButton",
    "State",
    "Thermostat",
    "Together",
    "Toggle",
    "TouchSurface",
    "Valve",
    "Writable",
    "together",
    "told_option",
]

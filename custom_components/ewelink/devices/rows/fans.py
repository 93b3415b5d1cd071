"""Fans, humidifiers and diffusers."""

from ..device_type import DeviceType
from ..features import (
    Contact,
    Fan,
    Feature,
    Humidifier,
    Together,
    Toggle,
    together,
)
from ..places import Outlet, Param
from ..values import OFF_ON, ZERO_ONE
from .lamps import DIFFUSER_LAMP, FAN_LAMP
from .parts import (
    LED,
    RSSI,
    humidity,
    partly_known,
    power_on,
    temperature,
)

WATER_SHORTAGE = Contact(key="water_shortage", place=Param("water"), codec=ZERO_ONE)
LED_INVERTED = Toggle(key="led", place=Param("sledOnline"), codec=OFF_ON)


def _outlets(*states: str) -> Together:
    """Return the outlets of a speed, from the first on (docs/protocol.md, "Fans")."""
    return Together(
        tuple(
            (Outlet("switches", outlet, "switch"), state)
            for outlet, state in enumerate(states, start=1)
        )
    )


CEILING_FAN = Fan(
    key="fan",
    power=Outlet("switches", 1, "switch"),
    speeds={
        "low": _outlets("on", "off", "off"),
        "medium": _outlets("on", "on", "off"),
        "high": _outlets("on", "off", "on"),
    },
)
THREE_SPEED_FAN = Fan(
    key="fan",
    power=Param("fan"),
    speeds={
        speed: together(fan="on", speed=speed) for speed in ("slow", "moderate", "fast")
    },
    presets={mode: together(mode=mode) for mode in ("normal", "natural", "sleep")},
    oscillation=Param("shake"),
)
HUMIDIFIER = Humidifier(
    key="humidifier",
    power=Param("switch"),
    level=Param("state"),
    levels={"low": 1, "medium": 2, "high": 3},
    also={"mode": "normal"},
    humidity=humidity(),
    replaces=("switch",),
)
DIFFUSER = Humidifier(
    key="humidifier",
    power=Param("switch"),
    level=Param("state"),
    levels={"low": 1, "high": 2},
    replaces=("switch",),
)

FAN_LIGHT: tuple[Feature, ...] = (CEILING_FAN, FAN_LAMP, power_on(0), LED, RSSI)
AROMA_DIFFUSER: tuple[Feature, ...] = (
    DIFFUSER,
    DIFFUSER_LAMP,
    WATER_SHORTAGE,
    LED_INVERTED,
    RSSI,
)

TYPES = {
    17: partly_known("Three-speed fan", THREE_SPEED_FAN, LED, RSSI),
    19: partly_known(
        "Humidifier", HUMIDIFIER, WATER_SHORTAGE, temperature(), humidity()
    ),
    25: partly_known("Aroma diffuser", *AROMA_DIFFUSER),
    # Its outlets are the light and the speeds of the fan, so they are no switches.
    34: DeviceType(name="Fan light", features=FAN_LIGHT),
}

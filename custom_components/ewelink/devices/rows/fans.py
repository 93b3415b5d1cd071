"""Fans, humidifiers and diffusers: for now what they measure and their setting up."""

from ..device_type import DeviceType
from ..features import Contact, Toggle
from ..places import Param
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

TYPES = {
    17: partly_known("Three-speed fan", LED, RSSI),
    19: partly_known("Humidifier", WATER_SHORTAGE, temperature(), humidity()),
    25: partly_known(
        "Aroma diffuser", DIFFUSER_LAMP, WATER_SHORTAGE, LED_INVERTED, RSSI
    ),
    # Its outlets are the light and the speeds of the fan, so they are no switches.
    34: DeviceType(name="Fan light", features=(FAN_LAMP, power_on(0), LED, RSSI)),
}

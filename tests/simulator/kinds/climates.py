"""Thermostats, fans and humidifiers."""

from typing import Final

from ..behaviours.fans import FanLight, ModeFan
from ..behaviours.heating import AirConditioner, FloorThermostat, WallPanel
from ..behaviours.humidifiers import Humidifier
from ..behaviours.radiator import RadiatorValve
from ..behaviours.thermostat import Thermostat
from ..factory import BRIDGE, Row, channel_params, relay_params
from ..wire import Json

_VALVE: Final[Json] = {
    "workMode": "0",
    "workState": "1",
    "curTargetTemp": "210",
    "temperature": 205,
    "manTargetTemp": 210,
    "ecoTargetTemp": 70,
    "autoTargetTemp": 190,
    "tempCorrection": 0,
    "childLock": False,
    "windowSwitch": False,
}


def _radiator() -> RadiatorValve:
    return RadiatorValve(20.5)


CLIMATES: Final = [
    Row(
        name="Heater",
        uiid=15,
        model="TH16R2",
        params={
            **relay_params("off"),
            "mainSwitch": "off",
            "deviceType": "normal",
            "sensorType": "AM2301",
            "currentTemperature": "21.5",
            "currentHumidity": "48",
            "targets": [
                {"targetHigh": "22", "reaction": {"switch": "off"}},
                {"targetLow": "20", "reaction": {"switch": "on"}},
            ],
        },
        behaviour=lambda: Thermostat(21.5, 48.0),
    ),
    Row(
        name="Fan",
        uiid=17,
        params={"fan": "off", "speed": "slow", "mode": "normal", "shake": "off"},
        behaviour=ModeFan,
    ),
    Row(
        name="Humidifier",
        uiid=19,
        params={"switch": "off", "state": 0, "mode": "normal", "water": 1},
        behaviour=Humidifier,
    ),
    Row(
        name="Fan light",
        uiid=34,
        model="iFan04",
        params=channel_params("off"),
        behaviour=FanLight,
    ),
    Row(
        name="Floor heating",
        uiid=127,
        model="GTTA127",
        params={
            "switch": "on",
            "targetTemp": 20.5,
            "temperature": 20,
            "tempScale": "c",
            "workMode": 1,
            "workState": 1,
            "childLock": "off",
            "fault": 0,
        },
        behaviour=lambda: FloorThermostat(20.0),
    ),
    Row(
        name="Panel",
        uiid=133,
        model="NSPanel",
        params={
            **channel_params("off", "off"),
            "HMI_ATCDevice": {"etype": "hot", "outlet": 0},
            "ATCEnable": 0,
            "ATCMode": 0,
            "ATCExpect0": 22,
            "temperature": 21,
            "humidity": 50,
            "tempUnit": 0,
            "tempCorrection": 0,
        },
        behaviour=lambda: WallPanel(21.0),
    ),
    Row(
        name="Air conditioner",
        uiid=151,
        params={
            "power": "off",
            "mode": "cool",
            "temperature": 24,
            "small_temperature": 0,
            "wind_speed": 101,
            "wind_swing_ud": "off",
            "wind_swing_lr": "off",
            "indoor_temperature": 27,
            "outdoor_temperature": 31,
        },
        behaviour=lambda: AirConditioner(27.0),
    ),
    Row(
        name="Radiator",
        uiid=1772,
        parent=BRIDGE,
        params=_VALVE,
        behaviour=_radiator,
    ),
    Row(
        name="Radiator valve",
        uiid=7017,
        model="TRVZB",
        parent=BRIDGE,
        params=_VALVE,
        behaviour=_radiator,
    ),
]

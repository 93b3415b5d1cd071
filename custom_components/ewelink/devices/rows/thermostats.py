"""What regulates a temperature (docs/protocol.md, "Thermostats")."""

from dataclasses import replace

from ..features import (
    Mode,
    RangeThermostat,
    Reading,
    SetPoint,
    Thermostat,
    Together,
    together,
)
from ..places import Field, Param
from .parts import temperature

TENTHS = 10

# The only type known to report what its probe measured without the user's correction
# (docs/protocol.md, "Readings").
CORRECTED_TEMPERATURE = replace(temperature(), correction=Param("tempCorrection"))


def plug_thermostat(measured: Reading, moisture: Reading) -> RangeThermostat:
    """Return a plug's thermostat, with what its probe measures.

    The plug itself is its relay, which has the plug's name.
    """
    return RangeThermostat(
        key="thermostat",
        common=False,
        temperature=measured,
        humidity=moisture,
        minimum=-40,
        maximum=99,
        step=1,
    )


_FLOOR_TARGET = SetPoint(place=Param("targetTemp"))
FLOOR_THERMOSTAT = Thermostat(
    key="climate",
    replaces=("switch",),
    temperature=temperature(),
    minimum=5,
    maximum=45,
    step=0.5,
    fahrenheit=("tempScale", "f"),
    presets={
        "manual": together(workMode=1),
        "programmed": together(workMode=2),
        "economical": together(workMode=3),
    },
    all_modes=(
        Mode(name="off", told=together(switch="off"), target=_FLOOR_TARGET),
        Mode(name="auto", told=together(switch="on", workMode=2), target=_FLOOR_TARGET),
        Mode(
            name="heat",
            told=together(switch="on"),
            firmly=together(workMode=1),
            target=_FLOOR_TARGET,
        ),
    ),
    on=together(switch="on"),
    needless=together(switch="on"),
    actions=(
        (together(switch="off"), "off"),
        (together(workState=1), "heating"),
        (together(workState=2), "idle"),
    ),
)

_REGULATED = Field("HMI_ATCDevice", "etype")
_IS_COOLER = Together(((_REGULATED, "cold"),))
_PANEL_BY_HAND = together(ATCEnable=1, ATCMode=0)
_PANEL_TARGET = SetPoint(place=Param("ATCExpect0"), also=together(ATCMode=0))
PANEL_THERMOSTAT = Thermostat(
    key="climate",
    needs="HMI_ATCDevice",
    more_words=frozenset({(_REGULATED, "hot")}),
    temperature=CORRECTED_TEMPERATURE,
    minimum=16,
    maximum=31,
    step=0.5,
    all_modes=(
        Mode(name="off", told=together(ATCEnable=0), target=_PANEL_TARGET),
        Mode(name="heat", told=_PANEL_BY_HAND, target=_PANEL_TARGET, unless=_IS_COOLER),
        Mode(name="cool", told=_PANEL_BY_HAND, target=_PANEL_TARGET, only=_IS_COOLER),
        Mode(
            name="auto",
            told=together(ATCEnable=1, ATCMode=1),
            new_target=_PANEL_TARGET,
        ),
    ),
    on=together(ATCEnable=1),
)


def _radiator_target(mode: str) -> SetPoint:
    return SetPoint(place=Param(f"{mode}TargetTemp"), divide=TENTHS)


RADIATOR_THERMOSTAT = Thermostat(
    key="climate",
    temperature=temperature(TENTHS),
    minimum=4,
    maximum=35,
    step=0.5,
    all_modes=(
        Mode(name="heat", told=together(workMode="0"), target=_radiator_target("man")),
        Mode(
            name="off",
            told=together(workMode="1"),
            fixed=_radiator_target("eco"),
            new_target=replace(_radiator_target("man"), also=together(workMode="0")),
        ),
        Mode(name="auto", told=together(workMode="2"), target=_radiator_target("auto")),
    ),
    # Boosts and timers have numbers of their own.
    lasting=(Param("workMode"), "heat"),
    actions=((together(workState="1"), "heating"),),
    otherwise=(Param("workState"), "idle"),
    followed=_radiator_target("cur"),
)

_AIR_TARGET = SetPoint(place=Param("temperature"), fraction=Param("small_temperature"))


def _air_mode(name: str, mode: str) -> Mode:
    return Mode(name=name, told=together(power="on", mode=mode), target=_AIR_TARGET)


AIR_CONDITIONER = Thermostat(
    key="climate",
    replaces=("raw_temperature",),
    temperature=Reading(key="temperature", place=Param("indoor_temperature")),
    minimum=16,
    maximum=32,
    step=0.5,
    fan_modes={
        "auto": together(wind_speed=0),
        "low": together(wind_speed=101),
        "medium": together(wind_speed=102),
        "high": together(wind_speed=103),
    },
    swing_modes={state: together(wind_swing_ud=state) for state in ("off", "on")},
    horizontal_swing_modes={
        state: together(wind_swing_lr=state) for state in ("off", "on")
    },
    all_modes=(
        Mode(name="off", told=together(power="off"), target=_AIR_TARGET),
        _air_mode("heat", "heat"),
        _air_mode("cool", "cool"),
        _air_mode("auto", "auto"),
        _air_mode("dry", "dry"),
        _air_mode("fan_only", "fan"),
    ),
    on=together(power="on"),
    needless=together(power="on"),
)

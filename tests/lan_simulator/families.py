"""Which devices can be reached locally, as what, and what they tell of themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.behaviours.stamps import moment_of
from tests.simulator.wire import Json

from . import functions, lamps
from .functions import Function

WIFI: Final = ("rssi", "ssid", "bssid", "fwVersion")
RELAY: Final = ("switch", "startup", "pulse", "pulseWidth", "sledOnline", *WIFI)
STRIP: Final = ("switches", "configure", "pulses", "sledOnline", "rssi")
READINGS: Final = ("power", "voltage", "current")
ALARMS: Final = ("alarmVValue", "alarmCValue", "alarmPValue")
NO_SENSOR: Final = -3052.94
FIGURES: Final = ("actPow", "apparentPow", "reactPow", "voltage", "current")
MOTOR: Final = ("workMode", "motorTurn", "location", "currLocation", "calibState")
TRIGGER: Final = "rfTrig"


def as_they_are(params: Json) -> Json:
    """Return values that both networks have in common."""
    return params


def _number(value: Any, default: float) -> float:
    try:
        return float(value)
    except TypeError, ValueError:
        return default


def as_numbers(params: Json) -> Json:
    """Return readings as numbers, which the cloud has in strings."""
    return params | {key: _number(params[key], 0) for key in READINGS if key in params}


def of_probe(params: Json) -> Json:
    """Return what a probe measures, in its own words."""
    found = {
        local: _number(params[key], missing)
        for key, local, missing in (
            ("currentTemperature", "temperature", NO_SENSOR),
            ("currentHumidity", "humidity", 0.0),
        )
        if key in params
    }
    return {**params, **found}


def of_fan(params: Json) -> Json:
    """Return lamp, fan and speed, of a message that has their outlets."""
    if "switches" not in params:
        return params
    return {**params, **lamps.fan_of(params)}


def of_radio(params: Json) -> Json:
    """Return what a radio bridge says: the trigger that came last, for ever."""
    triggers = {key: it for key, it in params.items() if key.startswith(TRIGGER)}
    others = {key: it for key, it in params.items() if key not in triggers}
    last = max(triggers, key=lambda key: moment_of(triggers[key]), default=None)
    return {**others, "arming": True, **({last: triggers[last]} if last else {})}


@dataclass(frozen=True, kw_only=True)
class Family:
    """A kind of device in the local network.

    `keys` are told in a whole state, `also` where they changed; `is_partial` tells only
    what changed. `answers` puts the state into each answer, `every` repeats it after so
    many seconds. It does not tell its address when it `hides_address`, but when asked,
    and wants `pause` seconds between requests. `tells_state` are the paths that are
    answered with the whole state.
    """

    type: str
    keys: tuple[str, ...]
    paths: Mapping[str, Function]
    also: tuple[str, ...] = ()
    words: Callable[[Json], Json] = as_they_are
    is_partial: bool = False
    answers: bool = False
    hides_address: bool = False
    prefix: str = "eWeLink_"
    exact_paths: bool = False
    every: float = 0.0
    pause: float = 0.0
    tells_state: tuple[str, ...] = ()

    def whole(self, params: Json) -> Json:
        """Return all that a device tells of itself."""
        return self._told(params, self.keys)

    def news(self, params: Json, changes: Json) -> Json:
        """Return what a device tells when something changed, which params hold."""
        told = {**changes, **params}
        if not self.is_partial:
            keys = (*self.keys, *(key for key in self.also if key in changes))
            return self._told(told, keys)
        return self._told({key: told[key] for key in changes}, (*self.keys, *self.also))

    def _told(self, params: Json, keys: tuple[str, ...]) -> Json:
        words = self.words(params)
        return {
            key: value
            for key, value in words.items()
            if key in keys or (TRIGGER in keys and key.startswith(TRIGGER))
        }


_PLUG: Final = Family(type="plug", keys=RELAY, paths=functions.ONE_RELAY)
_STRIP: Final = Family(type="strip", keys=STRIP, paths=functions.CHANNELS)
_ONE_GANG: Final = Family(type="plug", keys=STRIP, paths=functions.CHANNELS)
_NEW_CHIP: Final = Family(
    type="plug", keys=STRIP, paths=functions.CHANNELS, answers=True
)
_KEYS: Final = Family(
    type="plug",
    keys=STRIP,
    also=("localKeyPass", "triggerType"),
    paths=functions.CHANNELS,
)
_POW: Final = Family(
    type="enhanced_plug",
    keys=(*RELAY, *READINGS, *ALARMS),
    paths=functions.METER_PLUG,
    words=as_numbers,
)
_TH: Final = Family(
    type="th_plug",
    keys=(*RELAY, "mainSwitch", "deviceType", "temperature", "humidity"),
    paths=functions.HEATER,
    words=of_probe,
)
_TH_ELITE: Final = Family(
    type="th_plug",
    keys=(
        *RELAY,
        "mainSwitch",
        "deviceType",
        "currentTemperature",
        "currentHumidity",
        "pulseConfig",
    ),
    paths=functions.HEATER,
    every=5.0,
    exact_paths=True,
    hides_address=True,
)
_ELITE: Final = Family(
    type="plug",
    keys=("switches", "sledOnline", *READINGS, "dayKwh", "monthKwh", "rssi"),
    paths=functions.ELITE,
    answers=True,
    tells_state=("getState",),
)
_S40: Final = Family(
    type="plug",
    keys=("switches", "sledOnline", *READINGS, "dayKwh", "rssi"),
    paths=functions.S40,
    answers=True,
)
_DUAL: Final = Family(
    type="multifun_switch",
    keys=(
        "switches",
        *MOTOR,
        *(f"{key}_0{outlet}" for outlet in range(2) for key in FIGURES),
    ),
    also=("configure", "pulses", "sledOnline"),
    paths=functions.DUAL,
    is_partial=True,
    answers=True,
    hides_address=True,
    tells_state=("getState", "statistics"),
)


def _bulb(*objects: str, coldest: int, prefix: str = "eWeLink_") -> Family:
    return Family(
        type="light",
        keys=(
            *("switch", "ltype", "white", *objects, "startup", "sledOnline", "rssi"),
            *lamps.SCENES,
        ),
        paths=lamps.light(coldest),
        prefix=prefix,
    )


_RADIO: Final = Family(
    type="rf",
    keys=("arming", TRIGGER, "sledOnline"),
    paths=functions.RADIO,
    words=of_radio,
)
_FAN: Final = Family(
    type="fan_light",
    keys=("light", "fan", "speed", "sledOnline", "rssi"),
    paths=lamps.FAN,
    words=of_fan,
)
DIMMER_KEYS: Final = ("switch", "brightness", "mode", "startup", "sledOnline", "rssi")
_DIMMER: Final = Family(type="light", keys=DIMMER_KEYS, paths=lamps.DIMMER)
_KNOB: Final = Family(type="plug", keys=DIMMER_KEYS, paths=lamps.KNOB)
_SPM: Final = Family(
    type="meter",
    keys=("sledOnline", "rssi"),
    paths={"sledOnline": functions.LED, "info": functions.probe},
)
SPM_CHILD: Final = Family(
    type="meter",
    keys=(
        *("switches", "sledOnline", "faultState"),
        *(f"{key}_0{outlet}" for outlet in range(4) for key in FIGURES),
    ),
    also=("configure", "pulses"),
    paths=functions.OF_CHILD,
    is_partial=True,
    answers=True,
    pause=1.0,
    tells_state=("getState",),
)
_HUB: Final = Family(type="zigbee_gateway", keys=("zled", "rssi"), paths={})
_MICRO: Final = Family(
    type="switch_radar", keys=STRIP, paths=functions.CHANNELS, hides_address=True
)

FAMILIES: Final[Mapping[int, Family]] = {
    **dict.fromkeys((1, 6, 14), _PLUG),
    **dict.fromkeys((2, 3, 4, 7, 8, 9, 78, 139, 140, 141), _STRIP),
    **dict.fromkeys((191, 209, 210, 211, 212, 268), _ONE_GANG),
    138: _NEW_CHIP,
    **dict.fromkeys((160, 161, 162, 275), _KEYS),
    15: _TH,
    181: _TH_ELITE,
    28: _RADIO,
    32: _POW,
    34: _FAN,
    44: _DIMMER,
    77: _MICRO,
    103: _bulb(coldest=255),
    104: _bulb("color", coldest=255, prefix="eWelink_"),
    135: _bulb(coldest=100),
    136: _bulb("color", coldest=100),
    **dict.fromkeys((126, 165), _DUAL),
    128: _SPM,
    130: SPM_CHILD,
    168: _HUB,
    182: _S40,
    190: _ELITE,
    277: _KNOB,
}

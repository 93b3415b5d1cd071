"""What a device does about a path: `POST /zeroconf/<path>` with its data.

Values are those of the cloud's params; where the local network has words of its own,
the functions translate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.simulator.behaviours.base import (
    ON_OFF,
    Check,
    fields,
    one_of,
    outlet_list,
    whole,
)
from tests.simulator.behaviours.history import History, Hours, days_of_s40
from tests.simulator.behaviours.relays import STARTUPS
from tests.simulator.errors import RefusedError
from tests.simulator.wire import Json

NOT_READABLE: Final = 400
NOT_ENCRYPTED: Final = 401
UNKNOWN: Final = 404
INVALID: Final = 422
NORMAL: Final = "normal"
MOTOR: Final = 2
LONGEST_PULSE: Final = 36_000_000
LONGEST_PULSE_OF_CHANNEL: Final = 3_599_500


class LocalError(Exception):
    """The device answers with an error."""

    def __init__(self, error: int) -> None:
        """Set its number."""
        super().__init__(error)
        self.error = error


class SilenceError(Exception):
    """The device does not answer at all."""


@dataclass(kw_only=True)
class Done:
    """What a device did: params that changed, and what the cloud's side of it is told.

    `says` is what the answer tells beside the state, None when it tells nothing.
    """

    changes: Json = field(default_factory=dict)
    command: Json = field(default_factory=dict)
    says: Json | None = None


type Function = Callable[[Json, Json], Done]


def setting(*needed: str, **checks: Check) -> Function:
    """Return what takes an object of known values, some of which have to be there."""

    def act(params: Json, data: Json) -> Done:
        if data.keys() - checks.keys() or not set(needed) <= data.keys():
            raise LocalError(INVALID)
        if not all(checks[key](value) for key, value in data.items()):
            raise LocalError(INVALID)
        return Done(changes=dict(data), command=dict(data))

    return act


def telling(*keys: str) -> Function:
    """Return what changes nothing and lets the answer hold some params."""

    def act(params: Json, data: Json) -> Done:
        return Done(says={key: params[key] for key in keys if key in params})

    return act


def saying(**what: object) -> Function:
    """Return what changes nothing and lets the answer hold something."""

    def act(params: Json, data: Json) -> Done:
        return Done(says=dict(what))

    return act


def keeping(kept: History, question: str) -> Function:
    """Return what tells the same past as the cloud's side of a meter, uncorrected."""

    def act(params: Json, data: Json) -> Done:
        if data.keys() != {question}:
            raise LocalError(INVALID)
        try:
            return Done(says={"config": kept.take(dict(params), dict(data))})
        except RefusedError:
            raise LocalError(INVALID) from None

    return act


def probe(params: Json, data: Json) -> Done:
    """Answer, and nothing else."""
    return Done()


def watch(check: Check) -> Function:
    """Return what lets a meter report for a while."""

    def act(params: Json, data: Json) -> Done:
        if data.keys() != {"uiActive"} or not check(data["uiActive"]):
            raise LocalError(INVALID)
        return Done(command=dict(data))

    return act


ON_OR_OFF: Final = one_of(*ON_OFF)
STARTUP: Final = one_of(*STARTUPS)
LED: Final = setting("sledOnline", sledOnline=ON_OR_OFF)
SWITCH: Final = setting("switch", switch=ON_OR_OFF)
SECONDS: Final = whole(0, 86_400)


def _pulse(params: Json, data: Json) -> Done:
    width = data.get("pulseWidth", 500)
    check = setting("pulse", pulse=ON_OR_OFF, pulseWidth=whole(500, LONGEST_PULSE, 500))
    return check(params, {**data, "pulseWidth": width})


ONE_RELAY: Final[Mapping[str, Function]] = {
    "switch": SWITCH,
    "startup": setting("startup", startup=STARTUP),
    "pulse": _pulse,
    "sledOnline": LED,
    "getState": probe,
    "info": probe,
}
CHANNELS: Final[Mapping[str, Function]] = {
    "switches": setting(
        "switches", switches=outlet_list(switch=ON_OR_OFF), operSide=one_of(0, 1)
    ),
    "configure": setting("configure", configure=outlet_list(startup=STARTUP)),
    "pulses": setting(
        "pulses",
        pulses=outlet_list(
            pulse=ON_OR_OFF,
            switch=ON_OR_OFF,
            width=whole(500, LONGEST_PULSE_OF_CHANNEL, 500),
        ),
    ),
    "sledOnline": LED,
    "getState": probe,
    "info": probe,
}


def _heater(params: Json, data: Json) -> Done:
    """Switch a plug with a probe, which obeys in its normal mode only."""
    if params.get("deviceType", NORMAL) != NORMAL:
        raise LocalError(INVALID)
    needed = ("switch", "mainSwitch", "deviceType")
    check = setting(
        *needed, switch=ON_OR_OFF, mainSwitch=ON_OR_OFF, deviceType=one_of(NORMAL)
    )
    return check(params, data)


HEATER: Final[Mapping[str, Function]] = {**ONE_RELAY, "switch": _heater}
METER_PLUG: Final[Mapping[str, Function]] = {
    **ONE_RELAY,
    "uiActive": watch(SECONDS),
    "monitor": watch(SECONDS),
}


def _in_mode(mode: int, act: Function) -> Function:
    def only(params: Json, data: Json) -> Done:
        if params.get("workMode", 1) != mode:
            raise LocalError(INVALID)
        return act(params, data)

    return only


DUAL: Final[Mapping[str, Function]] = {
    **CHANNELS,
    "switches": _in_mode(1, CHANNELS["switches"]),
    "motorTurn": _in_mode(MOTOR, setting("motorTurn", motorTurn=whole(0, 2))),
    "location": _in_mode(MOTOR, setting("location", location=whole(0, 100))),
    "statistics": probe,
    "uiActive": watch(SECONDS),
}


def _radio(command: str) -> Function:
    """Return what sends or learns a channel; the vendor leaves `cmd` out."""

    def act(params: Json, data: Json) -> Done:
        channel = data.get("rfChl")
        is_channel = whole(0, 63)
        if data.get("cmd", command) != command or not is_channel(channel):
            raise LocalError(INVALID)
        learned = [item["rfChl"] for item in params.get("rfList", [])]
        if command == "transmit" and channel not in learned:
            raise LocalError(INVALID)
        return Done(command={"cmd": command, "rfChl": channel})

    return act


RADIO: Final[Mapping[str, Function]] = {
    "transmit": _radio("transmit"),
    "capture": _radio("capture"),
    "sledOnline": LED,
    "getState": probe,
    "info": probe,
}
ELITE: Final[Mapping[str, Function]] = {
    **CHANNELS,
    "uiActive": watch(SECONDS),
    "getHoursKwh": keeping(Hours(), "getHoursKwh"),
}
S40: Final[Mapping[str, Function]] = {
    **CHANNELS,
    "uiActive": watch(SECONDS),
    "h186DaysKwh": keeping(days_of_s40(), "h186DaysKwh"),
}
OF_CHILD: Final[Mapping[str, Function]] = {
    **CHANNELS,
    "uiActive": watch(fields(outlet=whole(0, 3), time=SECONDS)),
    **{f"overload_0{outlet}": probe for outlet in range(4)},
}

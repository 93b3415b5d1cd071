"""What a command is in the local network: a path each, with its data.

Params come as features make them for the cloud. What has no path here is for the cloud
alone, and so is all that would go with it (docs/protocol.md, "LAN commands").
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..merge import merge_params
from ..wire import Params, ReadOnlyParams, as_array, as_object
from .dialects import SPEEDS, Dialect, outlet_values
from .twice import may_repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request: ``data`` goes to ``path``, and does what ``params`` say.

    A report that tells ``shows`` as ``data`` has it proves that it was obeyed; where
    there are none, nothing but the answer does.
    """

    path: str
    data: Params = field(repr=False)
    params: Params = field(repr=False)
    shows: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a command is in the local network; done steps are taken out."""

    steps: list[Step]
    is_repeatable: bool

    @property
    def is_about_past(self) -> bool:
        """Return whether it asks for figures of the past, which are no state."""
        return any(step.path in _SLOW_PATHS for step in self.steps)

    @property
    def left(self) -> Params:
        """Return, in the words of the cloud, what was not acknowledged yet."""
        left: Params = {}
        for step in self.steps:
            merge_params(left, step.params)
        return left


@dataclass(frozen=True, slots=True)
class _Rule:
    """A param that names its path, and what may go with it."""

    main: str
    path: str = ""
    also: frozenset[str] = frozenset()
    is_shown: bool = True


# In the order in which what they hold is sent; the first that fits takes what goes with
# its param.
_RULES: Final = (
    _Rule("brightness", "dimmable", frozenset({"switch", "mode"})),
    _Rule("mode", "dimmable", frozenset({"switch"})),
    _Rule("switches", also=frozenset({"operSide"})),
    _Rule("switch", also=frozenset({"mainSwitch", "deviceType"})),
    _Rule("motorTurn"),
    _Rule("location", is_shown=False),
    _Rule("setclose"),
    _Rule("startup"),
    _Rule("configure"),
    _Rule("pulse", also=frozenset({"pulseWidth"})),
    _Rule("pulses"),
    _Rule("sledOnline"),
    _Rule("getState", is_shown=False),
    _Rule("statistics", is_shown=False),
    _Rule("uiActive", is_shown=False),
    _Rule("getHoursKwh", is_shown=False),
    _Rule("h186DaysKwh", is_shown=False),
    *(_Rule(f"overload_0{n}", is_shown=False) for n in range(4)),
)
_RADIO_PATHS: Final = ("transmit", "capture")
# Their answers gather months of figures.
_SLOW_PATHS: Final = frozenset({"getHoursKwh", "h186DaysKwh"})
# What a relay in DIY mode calls the states after a power failure.
_DIY_PATHS: Final = {"configure": "startups"}
_FAN_PATHS: Final = frozenset({"fan", "light"})
# Questions have no data of their own.
_QUESTIONS: Final = frozenset({"getState", "statistics"})


def plan(
    params: Params,
    dialect: Dialect,
    known: ReadOnlyParams,
    *,
    is_plain: bool = False,
) -> Plan | None:
    """Return what a command is in the local network, None where it has no path there.

    ``known`` are the params of the device by now, ``is_plain`` tells that it is in DIY
    mode.
    """
    left = dict(params)
    steps = list(_take_radio(left, known))
    if (own := _OWN.get(dialect)) is not None:
        steps += own.take(left, known)
        if own.param in left:
            return None
    steps += [*_take_lamp(left, known), *_take_by_rule(left)]
    if left or not steps:
        return None
    if is_plain:
        steps = [_in_diy_mode(step) for step in steps]
    return Plan(steps=steps, is_repeatable=may_repeat(params, known))


def is_slow(path: str) -> bool:
    """Return whether an answer may take longer than others."""
    return path in _SLOW_PATHS


def is_after_pause(path: str, before: str | None) -> bool:
    """Return whether a device needs a rest between two paths, as ceiling fans do."""
    return before is not None and {path, before} == _FAN_PATHS


def _in_diy_mode(step: Step) -> Step:
    path = _DIY_PATHS.get(step.path, step.path)
    return Step(path=path, data=step.data, params=step.params, shows=step.shows)


def _take_radio(left: Params, known: ReadOnlyParams) -> Iterator[Step]:
    """Take what a radio bridge sends or learns."""
    path = left.get("cmd")
    if path in _RADIO_PATHS and left.keys() == {"cmd", "rfChl"}:
        taken = _pop(left, {"cmd", "rfChl"})
        yield Step(path=str(path), data=taken, params=taken)


def _take_thermostat(left: Params, known: ReadOnlyParams) -> Iterator[Step]:
    """Take the switch of a plug that regulates nothing just now, nor is to."""
    is_by_hand = known.get("deviceType") in (None, "normal")
    if not is_by_hand or left.get("deviceType", "normal") != "normal":
        return
    if "switch" in left:
        taken = _pop(left, {"switch", "mainSwitch", "deviceType"})
        data = {**taken, "mainSwitch": taken["switch"], "deviceType": "normal"}
        yield Step(path="switch", data=data, params=taken, shows=("switch",))


def _take_fan(left: Params, known: ReadOnlyParams) -> Iterator[Step]:
    """Take the outlets of a ceiling fan: its light, its power and its speed."""
    wanted = outlet_values(left.get("switches"))
    if not wanted or not wanted.keys() <= {0, 1, 2, 3}:
        return
    fan = _fan_data(wanted, outlet_values(known.get("switches")))
    if fan is None:
        return
    entries = as_array(left.pop("switches")) or []
    of_light = [it for it in entries if outlet_values([it]).keys() == {0}]
    of_fan = [it for it in entries if it not in of_light]
    if of_light:
        data: Params = {"light": wanted[0]}
        params: Params = {"switches": of_light}
        yield Step(path="light", data=data, params=params, shows=("light",))
    if of_fan:
        yield Step(path="fan", data=fan, params={"switches": of_fan}, shows=tuple(fan))


def _fan_data(wanted: dict[int, object], known: dict[int, object]) -> Params | None:
    """Return what to tell the fan, {} where that is nothing, None where it is unclear.

    A speed counts only while the fan is on (docs/protocol.md, "Fans").
    """
    if wanted.keys() == {0}:
        return {}
    state = known | wanted
    if state.get(1) != "on":
        return {"fan": "off"} if wanted.get(1) == "off" else None
    pair = (state.get(2), state.get(3))
    speed = next((it for it, outlets in SPEEDS.items() if outlets == pair), None)
    if speed is None:
        return {"fan": "on"} if wanted.keys() <= {0, 1} else None
    return {"fan": "on", "speed": speed}


def _take_lamp(left: Params, known: ReadOnlyParams) -> Iterator[Step]:
    """Take what lamps hold in an object named by their mode.

    They are switched on by themselves before that, as nothing is obeyed while off.
    """
    mode = left.get("ltype")
    if not isinstance(mode, str) or left.get("switch", "on") != "on":
        return
    if as_object(left.get(mode)) is None or left.keys() - {"switch", "ltype", mode}:
        return
    power = _pop(left, {"switch"})
    if power and known.get("switch") != "on":
        yield Step(path="switch", data=power, params=power, shows=("switch",))
        power = {}
    taken = _pop(left, {"ltype", mode})
    shows = ("ltype", mode)
    yield Step(path="dimmable", data=taken, params={**power, **taken}, shows=shows)


def _take_by_rule(left: Params) -> Iterator[Step]:
    """Take what the table has a path for."""
    for rule in _RULES:
        if rule.main not in left or _is_of_cloud_alone(rule, left):
            continue
        taken = _pop(left, {rule.main, *rule.also})
        data: Params = {} if rule.main in _QUESTIONS else taken
        shows = (rule.main,) if rule.is_shown else ()
        path = rule.path or rule.main
        yield Step(path=path, data=data, params=taken, shows=shows)


def _is_of_cloud_alone(rule: _Rule, left: Params) -> bool:
    """Return whether a device refuses what goes with a param: a level while off."""
    return rule.path == "dimmable" and left.get("switch", "on") != "on"


def _pop(left: Params, keys: set[str]) -> Params:
    return {key: left.pop(key) for key in tuple(left) if key in keys}


class _Own(NamedTuple):
    """A param that a dialect has its own words for, and what takes it."""

    param: str
    take: Callable[[Params, ReadOnlyParams], Iterator[Step]]


_OWN: Final = {
    Dialect.FAN_LIGHT: _Own("switches", _take_fan),
    Dialect.THERMOSTAT_PLUG: _Own("switch", _take_thermostat),
}

"""The control side's operations on one device."""

from collections.abc import Callable
from datetime import date
from typing import Final

from .behaviours import Keeper
from .controls import Controls
from .errors import CloudError, ErrorCode
from .kinds import kind
from .model import CommandFault
from .state import device_state
from .wire import Json


def _press(controls: Controls, body: Json) -> object:
    return controls.press(body["device"], str(body.get("button", "0")))


def _push(controls: Controls, body: Json) -> None:
    controls.push(body["device"], body["params"])


def _online(controls: Controls, body: Json) -> None:
    controls.set_online(body["device"], bool(body["online"]))


def _add(controls: Controls, body: Json) -> object:
    name, room = body["name"], body.get("room", "")
    if "uiid" in body:
        device = controls.add_device(kind(int(body["uiid"]), name, room))
    else:
        device = controls.add_like(body["like"], name, room)
    return device_state(controls, device)


def _move(controls: Controls, body: Json) -> None:
    controls.move_device(body["device"], body["room"], body.get("home", ""))


def _set(controls: Controls, body: Json) -> None:
    device = controls.device(body["device"])
    device.overrides = body.get("overrides", {})
    device.dropped = tuple(body.get("dropped", ()))
    device.hidden = bool(body.get("hidden", False))


def _turn(controls: Controls, body: Json) -> object:
    return controls.turn(body["device"], str(body["handle"]), float(body["value"]))


def _device_fault(controls: Controls, body: Json) -> None:
    options = {key: value for key, value in body.items() if key != "device"}
    heals = options.pop("heal", False)
    controls.fail_device(body["device"], None if heals else CommandFault(**options))


def _history(controls: Controls, body: Json) -> object:
    behaviour = controls.device(body["device"]).behaviour
    if not isinstance(behaviour, Keeper):
        raise CloudError(ErrorCode.NOT_FOUND, "keeps no history")
    kept = behaviour.kept
    kept.says, kept.is_withheld = body.get("says"), bool(body.get("withheld"))
    series = kept.series[int(body.get("channel", 0))]
    if "day" not in body:
        return {}
    day = date.fromisoformat(body["day"])
    if "hundredths" in body:
        series.correct(day, int(body["hundredths"]))
    return {"hundredths": series.of_day(day)}


DEVICE_OPERATIONS: Final[dict[str, Callable[[Controls, Json], object]]] = {
    "press": _press,
    "turn": _turn,
    "push": _push,
    "online": _online,
    "add": _add,
    "remove": lambda controls, body: controls.remove_device(body["device"]),
    "rename": lambda controls, body: controls.rename_device(
        body["device"], body["name"]
    ),
    "history": _history,
    "key": lambda controls, body: controls.change_key(body["device"], body["key"]),
    "move": _move,
    "set": _set,
    "device_fault": _device_fault,
}

"""What the cloud pushes, as typed messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from .wire import Params, as_bool, as_int, as_object, as_text

_LIST_ACTIONS: Final = ("share", "subDevice", "reportSubDevice")
_LIST_WORDS: Final = ("add", "delete", "remove", "share", "family", "room", "rename")


class Origin(Enum):
    """What brought a device's params."""

    DEVICE = auto()
    APP = auto()
    OBEYED = auto()
    ANSWER = auto()
    LIST = auto()

    @property
    def is_push(self) -> bool:
        """Return whether it was sent just now, because something happened."""
        return self is Origin.DEVICE or self is Origin.APP

    @property
    def is_command(self) -> bool:
        """Return whether it is what somebody wants, not what the device tells."""
        return self is Origin.APP or self is Origin.OBEYED


@dataclass(frozen=True, slots=True)
class DeviceUpdate:
    """A device reported some of its params, or an app has sent it some."""

    deviceid: str
    params: Params
    origin: Origin = Origin.DEVICE


@dataclass(frozen=True, slots=True)
class DeviceState:
    """Params that a device has obeyed, or has answered a question with."""

    deviceid: str
    params: Params
    origin: Origin = Origin.ANSWER


@dataclass(frozen=True, slots=True)
class DeviceOnline:
    """A device came or went."""

    deviceid: str
    online: bool


@dataclass(frozen=True, slots=True)
class ListChanged:
    """The device list may have changed; without a cloud, to read it ``is_free``."""

    reason: str
    is_free: bool = False


type Message = DeviceUpdate | DeviceState | DeviceOnline | ListChanged


def is_full_state(params: Mapping[str, object]) -> bool:
    """Return whether a device has told all it knows, not what happened just now."""
    return "init" in params


def may_be_full_state(params: Mapping[str, object]) -> bool:
    """Return whether a device has told more than what happened just now.

    Behind a bridge, devices do not say so; but they name their bridge.
    """
    return "parentid" in params or is_full_state(params)


def parse_message(frame: Params) -> Message | None:
    """Return what a frame tells, or None when it tells nothing we know."""
    action = frame.get("action")
    if action == "update":
        deviceid, params = frame.get("deviceid"), frame.get("params")
        if type(deviceid) is str and type(params) is dict and "error" not in frame:
            return DeviceUpdate(deviceid, params, _sender(frame))
        return _odd_update(frame)
    if action == "sysmsg":
        return _online(frame)
    if action in _LIST_ACTIONS:
        return ListChanged(str(action))
    if action == "notify" and _tells_of_the_list(frame):
        return ListChanged("notify")
    return None


def _odd_update(frame: Params) -> DeviceUpdate | DeviceOnline | None:
    if (deviceid := as_text(frame.get("deviceid"))) is None:
        return None
    if "error" in frame and as_int(frame["error"]):
        return DeviceOnline(deviceid, online=False)
    return DeviceUpdate(deviceid, as_object(frame.get("params")) or {}, _sender(frame))


def _sender(frame: Params) -> Origin:
    return Origin.APP if frame.get("userAgent") == "app" else Origin.DEVICE


def _online(frame: Params) -> DeviceOnline | None:
    deviceid = as_text(frame.get("deviceid"))
    params = as_object(frame.get("params")) or {}
    online = as_bool(params.get("online"))
    if deviceid is None or online is None:
        return None
    return DeviceOnline(deviceid, online)


def _tells_of_the_list(frame: Params) -> bool:
    params = as_object(frame.get("params")) or {}
    said = [where.get(key) for where in (frame, params) for key in ("cmd", "type")]
    return any(
        word in item.lower()
        for item in said
        if isinstance(item, str)
        for word in _LIST_WORDS
    )

"""A request to a device: what is wrong with it, else what the device does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import json
from typing import Any, Final

from tests.simulator.wire import Json, encode

from .crypto import UnreadableError, open_sealed, seal
from .device import LocalDevice, firmware_of
from .functions import (
    INVALID,
    NOT_ENCRYPTED,
    NOT_READABLE,
    UNKNOWN,
    Done,
    Function,
    LocalError,
    SilenceError,
)

ROOT: Final = "/zeroconf/"
CHECKS_ID: Final = (3, 7, 6)
TEXT_DATA: Final = (3, 3)
OWN_ID: Final = "deviceid"
SUB_DEVICE: Final = "subDevId"
PAGE: Final = "<html><body>404 Not Found</body></html>"


@dataclass(kw_only=True)
class Request:
    """What was received."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(kw_only=True)
class Answer:
    """What is answered, None for nothing, and what the device did.

    `target` is whom it was about: the device or a child. It `is_told` to the network
    already, else that has to be done when the answer is out.
    """

    text: str | None
    target: LocalDevice
    data: Json | None = None
    sequence: Any = None
    error: int | None = None
    done: Done | None = None
    tells_state: bool = False
    is_told: bool = False
    kind: str = "application/json"
    breaches: list[str] = field(default_factory=list)


def attend(device: LocalDevice, request: Request) -> Answer:
    """Return the answer of a device; the target's params are changed by then."""
    answer = Answer(text="", target=device)
    path = request.target.removeprefix(ROOT)
    if request.method != "POST" or not request.target.startswith(ROOT):
        return _page(answer)
    if path in device.faults.pages:
        return _page(answer)
    body: Json = {}
    try:
        body = _body_of(request, answer)
        answer.sequence = body.get("sequence")
        answer.data = _data_of(device, path, body)
        _obey(device, path, answer)
    except LocalError as error:
        answer.error = error.error
    except SilenceError:
        answer.text = None
        return answer
    answer.text = encode(_answer_of(device, body, answer))
    return answer


def _page(answer: Answer) -> Answer:
    answer.text, answer.kind = PAGE, "text/html"
    return answer


def _body_of(request: Request, answer: Answer) -> Json:
    headers = request.headers
    if "content-length" not in headers:
        answer.breaches.append("no Content-Length")
    if "expect" in headers or "transfer-encoding" in headers:
        answer.breaches.append("Expect or Transfer-Encoding")
    if headers.get("connection", "").lower() != "close":
        answer.breaches.append("connection is kept")
    if not headers.get("content-type", "").startswith("application/json"):
        answer.breaches.append("Content-Type is not JSON")
    try:
        body = json.loads(request.body)
    except ValueError:
        raise LocalError(NOT_READABLE) from None
    if not isinstance(body, dict):
        raise LocalError(NOT_READABLE)
    return body


def _data_of(device: LocalDevice, path: str, body: Json) -> Json:
    if device.is_diy:
        return _plain_data_of(device, path, body)
    if "selfApikey" not in body:
        raise SilenceError
    if body.get("encrypt") is not True:
        raise LocalError(NOT_ENCRYPTED)
    if body.get("deviceid") != device.id:
        raise LocalError(UNKNOWN)
    if not isinstance(body.get("sequence"), str):
        raise LocalError(NOT_READABLE)
    try:
        return open_sealed(device.key, body.get("iv"), body.get("data"))
    except UnreadableError:
        raise LocalError(NOT_READABLE) from None


def _plain_data_of(device: LocalDevice, path: str, body: Json) -> Json:
    known = {device.id}
    if path == OWN_ID or firmware_of(device.params) < CHECKS_ID:
        known.add("")
    if body.get("deviceid") not in known:
        raise LocalError(INVALID)
    data = body.get("data")
    if not isinstance(data, dict):
        raise LocalError(NOT_READABLE)
    return data


def _obey(device: LocalDevice, path: str, answer: Answer) -> None:
    data = dict(answer.data or {})
    target = answer.target = _target(device, data)
    act = _function(target, path)
    if (error := device.faults.refused.get(path)) is not None:
        raise LocalError(error)
    if device.faults.deaf:
        raise SilenceError
    done = act(target.params, data)
    target.change(done.changes)
    if not done.changes.keys() & {"switch", "switches"}:
        done.changes |= target.measure()
    answer.done, answer.error = done, 0
    answer.tells_state = path in target.family.tells_state
    if device.faults.silent:
        raise SilenceError


def _target(device: LocalDevice, data: Json) -> LocalDevice:
    """Return the child that the data names, else the device itself."""
    if SUB_DEVICE not in data:
        return device
    wanted = data.pop(SUB_DEVICE)
    for child in device.children:
        if wanted in {child.id, child.params.get(SUB_DEVICE)}:
            return child
    raise LocalError(UNKNOWN)


def _function(device: LocalDevice, path: str) -> Function:
    paths = device.family.paths
    if not device.family.exact_paths:
        folded = {name.lower(): act for name, act in paths.items()}
        found = folded.get(path.lower())
    else:
        found = paths.get(path)
    if found is None:
        raise LocalError(UNKNOWN)
    return found


def _answer_of(device: LocalDevice, body: Json, answer: Answer) -> Json:
    said: Json = {"seq": device.seq, "error": answer.error}
    if "sequence" in body:
        said["sequence"] = body["sequence"]
    state = _state_in(answer)
    if state is None:
        return said
    if device.is_diy:
        return {**said, "data": _plain(device, state)}
    return {**said, "encrypt": True, **seal(device.key, state)}


def _state_in(answer: Answer) -> Json | None:
    if answer.done is None:
        return None
    target, says = answer.target, answer.done.says
    tells = answer.tells_state or (target.family.answers and says is None)
    if not tells and says is None:
        return None
    state = target.family.whole(target.params) if tells else {}
    return {**state, **(says or {})}


def _plain(device: LocalDevice, state: Json) -> Any:
    is_old = firmware_of(device.params)[:2] == TEXT_DATA
    return encode(state) if is_old else state

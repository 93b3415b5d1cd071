"""Status of devices and groups over HTTP."""

import re
from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import SimGroup
from ..wire import Json
from .calls import ApiCall, Route, entries, mapping, number, optional_text, refuse, text

DEVICE: Final = 1
GROUP: Final = 2
MOST_IN_BATCH: Final = 10
LONGEST_TIMEOUT: Final = 8000
_GROUP_ID: Final = re.compile(r"[0-9a-f]{24}")


def group_of(call: ApiCall, group_id: str) -> SimGroup:
    """Return a group of the account."""
    if not _GROUP_ID.fullmatch(group_id):
        refuse("id")
    group = call.cloud.world.groups.get(group_id)
    if group is None or group.apikey != call.account.apikey:
        raise CloudError(ErrorCode.NOT_FOUND, "no such group")
    return group


def _stored(call: ApiCall, kind: int, thing_id: str) -> Json:
    if kind not in {DEVICE, GROUP}:
        refuse("type")
    if kind == GROUP:
        return group_of(call, thing_id).params
    return call.device(thing_id).params


def _status(call: ApiCall) -> Json:
    kind = number(call.query, "type", 0)
    params = _stored(call, kind, text(call.query, "id"))
    names = optional_text(call.query, "params")
    if not names:
        return {"params": params}
    keys = [name for name in names.split("|") if name in params]
    return {"params": {key: params[key] for key in keys}}


def _set(call: ApiCall, wanted: Json) -> None:
    kind, thing_id = number(wanted, "type", 0), text(wanted, "id")
    params = mapping(wanted, "params")
    if kind == GROUP:
        group = group_of(call, thing_id)
        call.cloud.devices.group_command(group, params, call.account)
        return
    if kind != DEVICE:
        refuse("type")
    device = call.device(thing_id)
    fault = call.cloud.devices.take_fault(device)
    if fault is not None and fault.silent:
        raise CloudError(ErrorCode.NO_ANSWER, "no answer from the device")
    outcome = call.cloud.devices.command(device, params, call.account, fault)
    call.cloud.devices.publish(device, outcome)
    if outcome.error:
        raise CloudError(outcome.error, "the device answered with an error")


def _set_status(call: ApiCall) -> Json:
    try:
        _set(call, call.body)
    except CloudError as error:
        if error.error in {ErrorCode.OFFLINE, ErrorCode.NO_ANSWER}:
            raise CloudError(ErrorCode.NOT_OBEYED, "control failed") from error
        raise
    return {}


def _timeout(call: ApiCall) -> int:
    timeout = number(call.body, "timeout", 0)
    if not 0 <= timeout <= LONGEST_TIMEOUT:
        refuse("timeout")
    return timeout


def _batch(call: ApiCall) -> Json:
    wanted = entries(call.body, "thingList", MOST_IN_BATCH)
    timeout = _timeout(call)
    ids = [text(item, "id") for item in wanted]
    if len(set(ids)) != len(ids):
        refuse("thingList")
    answers = []
    for item in wanted:
        error = _attempt(call, item)
        if not timeout or item.get("type") == GROUP:
            error = 0
        answers.append({"type": item.get("type"), "id": item["id"], "error": error})
    return {"respList": answers}


def _attempt(call: ApiCall, item: Json) -> int:
    try:
        _set(call, item)
    except CloudError as error:
        if error.error == ErrorCode.OFFLINE:
            return ErrorCode.OFFLINE_IN_BATCH.value
        return error.error
    return 0


def _wait(call: ApiCall) -> float:
    """Return how long a batch waits for devices that never answer."""
    things = call.body.get("thingList")
    devices = call.cloud.world.devices
    faults = [
        devices[item["id"]].fault
        for item in (things if isinstance(things, list) else [])
        if isinstance(item, dict) and item.get("id") in devices
    ]
    if any(fault is not None and fault.silent for fault in faults):
        return _timeout(call) / 1000
    return 0.0


ROUTES: Final[dict[str, Route]] = {
    "GET /v2/device/thing/status": Route(handler=_status),
    "POST /v2/device/thing/status": Route(handler=_set_status),
    "POST /v2/device/thing/batch-status": Route(handler=_batch, delay=_wait),
}

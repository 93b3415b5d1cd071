"""Frames about a device: commands, questions and upgrades."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from .errors import CloudError, ErrorCode
from .firmware import offer
from .hub import Session
from .model import CommandFault, SimAccount, SimDevice, UpgradeFate
from .wire import Json, encode

if TYPE_CHECKING:
    from .cloud import Cloud

type FollowUp = Callable[[], None]
# What is answered, None for nothing at all, and what follows.
type Answer = tuple[Json | None, FollowUp]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A frame about a device the account may see."""

    session: Session
    account: SimAccount
    device: SimDevice
    fault: CommandFault | None
    params: Any
    sequence: Any


def _nothing() -> None:
    """Follow up with nothing."""


class Commands:
    """Answers frames about devices by their sequence."""

    def __init__(self, cloud: Cloud) -> None:
        """Serve a cloud."""
        self._cloud = cloud
        self._late: set[asyncio.Task[None]] = set()
        self._actions = {
            "update": self._update,
            "query": self._query,
            "upgrade": self._upgrade,
        }

    def take(self, session: Session, data: Json) -> None:
        """Answer a frame, later or never if its device is told to fail so."""
        device = self._cloud.world.devices.get(str(data.get("deviceid")))
        fault = self._cloud.devices.take_fault(device) if device is not None else None
        if fault is not None and fault.silent:
            return
        answer = partial(self._answer, session, data, fault)
        if fault is not None and fault.delay:
            self._later(fault.delay, answer)
        else:
            answer()

    def stop(self) -> None:
        """Forget the answers that are still held back."""
        for task in tuple(self._late):
            task.cancel()

    def _later(self, delay: float, act: FollowUp) -> None:
        async def wait() -> None:
            await asyncio.sleep(delay)
            act()

        task = asyncio.create_task(wait())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    def _answer(self, session: Session, data: Json, fault: CommandFault | None) -> None:
        answer: Json = {
            "error": 0,
            "deviceid": data.get("deviceid"),
            "apikey": data.get("apikey"),
            "sequence": data.get("sequence"),
        }
        follow_up: FollowUp = _nothing
        try:
            ask = self._ask(session, data, fault)
            extra, follow_up = self._actions[data["action"]](ask)
            if extra is None:
                follow_up()
                return
            answer |= extra
        except CloudError as error:
            answer |= {"error": error.error, "reason": error.msg}
        session.send(encode(answer))
        follow_up()

    def _ask(self, session: Session, data: Json, fault: CommandFault | None) -> Ask:
        if data.get("action") not in self._actions:
            raise CloudError(ErrorCode.PARAMETERS, "unknown action")
        self._check_sequence(session, data)
        account = self._cloud.world.account(session.apikey)
        if account is None:
            raise CloudError(ErrorCode.NO_PERMISSION, "no such account")
        return Ask(
            session=session,
            account=account,
            device=self._target(account, data),
            fault=fault,
            params=data.get("params"),
            sequence=data["sequence"],
        )

    def _check_sequence(self, session: Session, data: Json) -> None:
        sequence = data.get("sequence")
        if sequence is None:
            raise CloudError(ErrorCode.PARAMETERS, "sequence is missing")
        if str(sequence) in session.sequences:
            now = self._cloud.monotonic()
            self._cloud.limits.note("sequence", f"{sequence} was used before", now)
        session.sequences.add(str(sequence))

    def _target(self, account: SimAccount, data: Json) -> SimDevice:
        device_id = data.get("deviceid")
        if not isinstance(device_id, str) or not device_id:
            raise CloudError(ErrorCode.PARAMETERS, "deviceid is missing")
        device = self._cloud.world.devices.get(device_id)
        if device is None or self._cloud.world.item_type(account, device) is None:
            raise CloudError(ErrorCode.NOT_FOUND, "no such device")
        if data.get("apikey") != device.apikey:
            raise CloudError(ErrorCode.NO_PERMISSION, "apikey is not the owner's")
        optional = device.apikey == account.apikey and "selfApikey" not in data
        if not optional and data.get("selfApikey") != account.apikey:
            raise CloudError(ErrorCode.NO_PERMISSION, "selfApikey is not the user's")
        return device

    def _update(self, ask: Ask) -> Answer:
        params = _object(ask.params)
        devices = self._cloud.devices
        outcome = devices.command(ask.device, params, ask.account, ask.fault)
        push = partial(
            devices.publish,
            ask.device,
            outcome,
            skip=ask.session,
            sequence=ask.sequence,
        )
        extra: Json = {"error": outcome.error}
        if outcome.config:
            extra["config"] = outcome.config
        return extra, push

    def _query(self, ask: Ask) -> Answer:
        if not isinstance(ask.params, list):
            raise CloudError(ErrorCode.PARAMETERS, "params must be a list")
        _check_device(ask)
        stored = ask.device.params
        keys = ask.params or list(stored)
        params = {key: stored[key] for key in keys if key in stored}
        return {"params": params}, _nothing

    def _upgrade(self, ask: Ask) -> Answer:
        params, device = _object(ask.params), ask.device
        _check_device(ask)
        offered = device.newest_firmware
        model = params.get("model")
        if not offered or params != {"model": model, **offer(device, str(model))}:
            raise CloudError(ErrorCode.PARAMETERS, "no such firmware")
        if device.upgrade_fate is UpgradeFate.BAD:
            raise CloudError(ErrorCode.PARAMETERS, "the file is not good")
        is_silent = device.upgrade_fate is UpgradeFate.SILENT
        return None if is_silent else {}, partial(self._restart, device, offered)

    def _restart(self, device: SimDevice, firmware: str) -> None:
        """Take a device away, and let it come back if it does."""
        self._cloud.devices.set_online(device, online=False)
        if device.upgrade_fate is UpgradeFate.LOST:
            return
        back = partial(self._come_back, device, firmware)
        if device.upgrade_seconds:
            self._later(device.upgrade_seconds, back)
        else:
            back()

    def _come_back(self, device: SimDevice, firmware: str) -> None:
        if device.upgrade_fate is not UpgradeFate.OLD:
            device.params["fwVersion"] = firmware
            device.newest_firmware = ""
        self._cloud.devices.set_online(device, online=True)


def _object(params: Any) -> Json:
    if not isinstance(params, dict) or not params:
        raise CloudError(ErrorCode.PARAMETERS, "params must be an object")
    return params


def _check_device(ask: Ask) -> None:
    if not ask.device.online:
        raise CloudError(ErrorCode.OFFLINE, "device is offline")
    if ask.fault is not None and ask.fault.error:
        raise CloudError(ask.fault.error, "the device answered with an error")

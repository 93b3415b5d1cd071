"""The devices' side of the cloud: what they obey, report and press."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from .behaviours import Reply
from .behaviours.base import ON_OFF
from .errors import CloudError, ErrorCode, RefusedError
from .model import CommandFault, SimAccount, SimDevice, SimGroup
from .timers import check_timers
from .wire import Json, encode, merge, nonce

if TYPE_CHECKING:
    from .cloud import Cloud
    from .hub import Session

HISTORY_KEPT: Final = 200
SWITCH_KEYS: Final = ("switch", "switches", "state")


class Why(StrEnum):
    """What made the params of a device what they are."""

    COMMAND = "command"
    REPORT = "report"
    LOCAL = "local"
    STATE = "state"


@dataclass(kw_only=True)
class Outcome:
    """What a command came to: sent to others, then reported by the device."""

    error: int = 0
    echo: Json = field(default_factory=dict)
    config: Json = field(default_factory=dict)
    reports: list[Json] = field(default_factory=list)


class DeviceSide:
    """Makes devices obey, press, report and come and go."""

    def __init__(self, cloud: Cloud) -> None:
        """Keep the cloud."""
        self._cloud = cloud
        self._down_with: dict[str, list[SimDevice]] = {}
        self._unheard: dict[str, Json] = {}

    def take_fault(self, device: SimDevice) -> CommandFault | None:
        """Return how a device misbehaves this time, and count it."""
        fault = device.fault
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                device.fault = None
        return fault

    def command(
        self,
        device: SimDevice,
        changes: Json,
        account: SimAccount,
        fault: CommandFault | None,
    ) -> Outcome:
        """Let a device obey; a CloudError tells why it did not."""
        if not device.online:
            raise CloudError(ErrorCode.OFFLINE, "device is offline")
        if fault is not None and fault.error and not fault.obeys:
            raise CloudError(fault.error, "the device answered with an error")
        check_timers(device, changes, account)
        try:
            reply = device.behaviour.command(device.params, changes)
        except RefusedError as error:
            raise CloudError(error.error, "refused by the device") from error
        outcome = self._apply(device, reply)
        outcome.error = fault.error if fault is not None else 0
        self._remember(device, changes, "app", account.username or account.phone)
        return outcome

    def publish(
        self,
        device: SimDevice,
        outcome: Outcome,
        *,
        skip: Session | None = None,
        sequence: object = None,
    ) -> None:
        """Push a command to all but its sender, then what the device reports."""
        if outcome.echo:
            frame: Json = {
                "action": "update",
                "deviceid": device.device_id,
                "apikey": device.apikey,
                "userAgent": "app",
                "params": outcome.echo,
            }
            if sequence is not None:
                frame["sequence"] = sequence
            self._cloud.hub.send(device, encode(frame), skip=skip)
        self._cloud.happened(device, outcome.echo, Why.COMMAND)
        for report in outcome.reports:
            self._push(device, report)
            self._cloud.happened(device, report, Why.REPORT)
        self._cloud.device_changed(device)

    def group_command(
        self, group: SimGroup, changes: Json, account: SimAccount
    ) -> None:
        """Send a command to all devices of a group; failures are ignored."""
        merge(group.params, changes)
        for device_id in group.device_ids:
            device = self._cloud.world.devices.get(device_id)
            if device is None:
                continue
            fault = self.take_fault(device)
            try:
                outcome = self.command(device, changes, account, fault)
            except CloudError:
                continue
            self.publish(device, outcome)

    def report(self, device: SimDevice, params: Json, why: Why = Why.REPORT) -> None:
        """Let a device report something by itself."""
        merge(device.params, params)
        self._push(device, params)
        self._cloud.happened(device, params, why)
        self._cloud.device_changed(device)

    def done_locally(self, device: SimDevice, params: Json, command: Json) -> None:
        """Take what was done to a device in its own network, and report it.

        The command is what it was told there, {} when it was touched; what follows from
        it by and by is the behaviour's. A device that is offline reports it later.
        """
        reports: list[Json] = []
        if command:
            with suppress(RefusedError):
                reports = device.behaviour.command(device.params, command).reports
        self._remember(device, params, "device", "")
        for report, why in ((params, Why.LOCAL), *((it, Why.REPORT) for it in reports)):
            if report and device.online:
                self.report(device, report, why)
            elif report:
                self._keep(device, report, why)

    def _keep(self, device: SimDevice, params: Json, why: Why) -> None:
        merge(self._unheard.setdefault(device.device_id, {}), params)
        self._cloud.happened(device, params, why)

    def press(self, device: SimDevice, button: str) -> Json:
        """Press a device's own button."""
        if button not in device.behaviour.buttons(device.params):
            raise CloudError(ErrorCode.NOT_FOUND, f"no button {button}")
        if changes := device.behaviour.app_command(button):
            return self.by_app(device, changes)
        return self._touched(
            device, lambda params, now: device.behaviour.press(params, button, now)
        )

    def turn(self, device: SimDevice, handle: str, value: float) -> Json:
        """Turn or draw something on a device itself."""
        found = device.behaviour.handles(device.params).get(handle)
        if found is None or not found.low <= value <= found.high:
            raise CloudError(ErrorCode.NOT_FOUND, f"no handle {handle} at {value}")
        return self._touched(
            device,
            lambda params, now: device.behaviour.turn(params, handle, value, now),
        )

    def by_app(self, device: SimDevice, changes: Json) -> Json:
        """Let its owner command a device from a phone that has no socket here."""
        owner = self._cloud.world.account(device.apikey)
        if owner is None:
            raise CloudError(ErrorCode.NOT_FOUND, "nobody's device")
        outcome = self.command(device, changes, owner, None)
        sequence = str(int(self._cloud.clock() * 1000))
        self.publish(device, outcome, sequence=sequence)
        return outcome.echo

    def _touched(self, device: SimDevice, touch: Callable[[Json, float], Json]) -> Json:
        """Let somebody touch a device; one that is offline reports it later."""
        unheard = self._unheard.get(device.device_id, {})
        params = touch({**device.params, **unheard}, self._cloud.clock())
        if not params:
            self._cloud.device_changed(device)
            return params
        if not device.online:
            self._keep(device, params, Why.REPORT)
            return params
        self._remember(device, params, "device", "")
        self.report(device, params)
        return params

    def announce(self, device: SimDevice) -> None:
        """Tell that a device is online, then let it report its whole state."""
        merge(device.params, self._unheard.pop(device.device_id, {}))
        self._sysmsg(device)
        self._push(device, device.params)
        self._cloud.happened(device, device.params, Why.STATE)

    def set_online(self, device: SimDevice, *, online: bool) -> None:
        """Take a device offline or back; a bridge takes its children along."""
        if device.online == online:
            return
        device.online = online
        if online:
            for child in self._down_with.pop(device.device_id, []):
                child.online = True
                self._cloud.device_changed(child)
        else:
            children = [child for child in self._children(device) if child.online]
            self._down_with[device.device_id] = children
            for child in children:
                child.online = False
                self._cloud.device_changed(child)
        if online:
            self.announce(device)
        else:
            self._sysmsg(device)
        self._cloud.device_changed(device)

    def tick(self, seconds: float) -> None:
        """Let time pass for every device that is online, and run timers of all."""
        self._cloud.timers.run()
        now = self._cloud.clock()
        for device in tuple(self._cloud.world.devices.values()):
            if not device.online:
                continue
            looked = device.behaviour.looks(device.params)
            for params in device.behaviour.tick(device.params, seconds, now):
                self.report(device, params)
            if device.behaviour.looks(device.params) != looked:
                self._cloud.device_changed(device)

    def _apply(self, device: SimDevice, reply: Reply) -> Outcome:
        merge(device.params, reply.changes)
        for report in reply.reports:
            merge(device.params, report)
        return Outcome(
            echo={**reply.changes, **reply.passing},
            config=reply.config,
            reports=reply.reports,
        )

    def _push(self, device: SimDevice, params: Json) -> None:
        frame = {
            "action": "update",
            "deviceid": device.device_id,
            "apikey": device.apikey,
            "userAgent": "device",
            "params": params,
        }
        self._cloud.hub.send(device, encode(frame))

    def _sysmsg(self, device: SimDevice) -> None:
        frame = {
            "action": "sysmsg",
            "deviceid": device.device_id,
            "apikey": device.apikey,
            "nonce": nonce(),
            "ts": int(self._cloud.clock()),
            "params": {"online": device.online},
        }
        self._cloud.hub.send(device, encode(frame))

    def _children(self, device: SimDevice) -> list[SimDevice]:
        return [
            child
            for child in self._cloud.world.devices.values()
            if child.params.get("parentid") == device.device_id
        ]

    def _remember(
        self, device: SimDevice, params: Json, agent: str, account: str
    ) -> None:
        if not any(key in params for key in SWITCH_KEYS):
            return
        states = [params.get("switch"), params.get("state")]
        device.history.insert(
            0,
            {
                "deviceid": device.device_id,
                "userAgent": agent,
                "opsSwitchs": "switch" if states[0] in ON_OFF else "switches",
                "request": encode(params),
                "opsAccount": account,
                "opsTime": int(self._cloud.clock() * 1000),
            },
        )
        del device.history[HISTORY_KEPT:]

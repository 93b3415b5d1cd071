"""An account's ways to its devices: the local network first, then the cloud.

Whoever uses it need not know which way a command went, nor which way told what.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Final, override

from .client import EwelinkClient
from .cloud_link import CloudLink
from .errors import (
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkNotSentError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from .lan.both_ways import BothWays
from .lan.models import LanDevice, LanEvents
from .lan.network import LanNetwork
from .lan.paths import Plan
from .lan.peer import LanPeer
from .lan.state import not_local, state_of
from .link import LinkedDevice, LinkEvents, StartTask
from .messages import (
    DeviceOnline,
    DeviceState,
    DeviceUpdate,
    ListChanged,
    Message,
)
from .models import ThingPage
from .ways import LocalState, Way
from .wire import Params

# What is raised where nothing was done, so that the cloud may do it instead.
_UNDONE: Final = (EwelinkRefusedError, EwelinkWrongKeyError, EwelinkUndeliveredError)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A device that is shown, and what the local network was told of it."""

    device: LinkedDevice
    listed: LanDevice


class LocalFirstLink(CloudLink):
    """Reaches devices in the local network where they are there, else by the cloud.

    ``way`` tells which of them the user lets commands to a device take. One for
    which that is the cloud alone is not listened to either.
    """

    def __init__(
        self, client: EwelinkClient, lan: LanNetwork, way: Callable[[LinkedDevice], Way]
    ) -> None:
        """Prepare; nothing is sent before `start`."""
        super().__init__(client)
        self._lan = lan
        self._way = way
        self._both_ways = BothWays()
        self._shown: dict[str, _Shown] = {}
        self._events: LinkEvents
        self._lan_events = LanEvents(
            on_message=self._from_lan,
            on_contact=self._note_contact,
            on_key_needed=self._ask_for_key,
        )

    @override
    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Connect and stay so; ``start_task`` runs what ends with the account."""
        self._events = events
        super().start(replace(events, on_message=self._from_cloud), start_task)
        self._lan.want_question()

    @override
    def stop(self) -> None:
        """Connect no more, and listen to no device."""
        super().stop()
        for device_id in tuple(self._shown):
            self.unwatch(device_id)

    @override
    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Listen to a device; the key of one behind a bridge is the bridge's."""
        if self._way(device) is Way.CLOUD:
            return
        listed = LanDevice(
            device_id=device.id,
            devicekey=(parent or device).thing.devicekey,
            uiid=device.thing.uiid,
            parent_id=device.thing.parent_id,
        )
        before = self._shown.get(device.id)
        self._shown[device.id] = _Shown(device, listed)
        if before is None or before.listed != listed:
            self._lan.watch(listed, self._lan_events)

    @override
    def unwatch(self, device_id: str) -> None:
        """Listen to a device no more."""
        if self._shown.pop(device_id, None) is None:
            return
        self._lan.unwatch(device_id, self._lan_events)
        self._both_ways.forget(device_id)

    @override
    def is_local(self, device_id: str, /) -> bool:
        """Return whether a device is reached in the local network just now."""
        peer = self._peer(device_id)
        return peer is not None and peer.is_there and peer.hindrance is None

    @override
    def local_state(self, device_id: str, /) -> LocalState | None:
        """Return how a device stands in the local network, None where it never was."""
        peer = self._peer(device_id)
        return None if peer is None else state_of(peer)

    @override
    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all pages of a home, without what devices told better just now."""
        async for page in super().things(home_id):
            things = tuple(map(self._both_ways.listed, page.things))
            yield replace(page, things=things)

    def _peer(self, device_id: str) -> LanPeer | None:
        return self._lan.peer(device_id) if device_id in self._shown else None

    def _from_cloud(self, message: Message) -> None:
        """Tell what the cloud tells, unless the local network told better."""
        if isinstance(message, ListChanged) or not self._both_ways.has_heard(
            message.deviceid
        ):
            self._events.on_message(message)
            return
        if isinstance(message, DeviceOnline) and not message.online:
            self._lan.doubt(message.deviceid)
        if (newer := self._both_ways.by_cloud(message)) is not None:
            self._events.on_message(newer)

    def _from_lan(self, message: Message) -> None:
        """Tell what a device tells in the local network, as the cloud would."""
        if not isinstance(message, DeviceUpdate | DeviceState):
            return
        if (shown := self._shown.get(message.deviceid)) is None:
            return
        if not self._both_ways.is_told(message, shown.device.params):
            self._events.on_message(message)

    def _note_contact(
        self,
        device_id: str,
        is_there: bool,  # noqa: FBT001 - as the network tells it
    ) -> None:
        self._both_ways.note_heard(device_id)
        self._events.on_contact(device_id, is_there)

    def _ask_for_key(self, device_id: str) -> None:
        self._events.on_key_needed(device_id)

    @override
    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        """Set params in the local network, and by the cloud what is left of them.

        What is not harmless twice is not sent again where it is unclear.
        """
        if (planned := self._planned(device, params)) is None:
            return await super()._update(device, params)
        peer, made = planned
        try:
            told = await self._send(peer, device, made)
        except EwelinkNoAnswerError as err:
            if not made.is_repeatable:
                raise
            return await self._by_cloud(device, made.left, err)
        except _UNDONE as err:
            return await self._by_cloud(device, made.left, err)
        self._note_state(device, told)
        return {}

    async def _send(self, peer: LanPeer, device: LinkedDevice, made: Plan) -> Params:
        """Send in the local network; what was done counts, even where not all was.

        The cloud may hear of it before the device has answered.
        """
        wanted, known = made.left, device.params
        before = deepcopy({key: known[key] for key in wanted if key in known})
        try:
            return await peer.send(made)
        finally:
            if made.done:
                self._both_ways.note_command(device.id, made.done, before)

    @override
    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        """Let a device act in the local network, or by the cloud; never by both."""
        if (planned := self._planned(device, params)) is None:
            return await super()._act(device, params)
        peer, made = planned
        is_about_past = made.is_about_past
        try:
            told = await peer.ask(made)
        except _UNDONE as err:
            return await self._by_cloud(device, made.left, err)
        self._note_state(device, {} if is_about_past else told)
        return {"error": 0, "params": told}

    @override
    async def ask_locally(self, device: LinkedDevice, params: Params) -> Params | None:
        """Ask in the local network; None where nothing was done there.

        Raises EwelinkError where the cloud must not be asked instead.
        """
        if (planned := self._planned(device, params)) is None:
            return None
        peer, made = planned
        try:
            return {"error": 0, "params": await peer.ask(made)}
        except _UNDONE:
            if self._way(device) is Way.LOCAL:
                raise
            return None

    def _planned(
        self, device: LinkedDevice, params: Params
    ) -> tuple[LanPeer, Plan] | None:
        """Return how a command goes in the local network, None where it does not.

        Raises EwelinkError where it must not go by the cloud.
        """
        peer = self._peer(device.id)
        made = None if peer is None else peer.plan(params, device.params)
        if peer is not None and made is not None:
            return peer, made
        if self._way(device) is Way.LOCAL:
            raise not_local(peer)
        return None

    async def _by_cloud(
        self, device: LinkedDevice, params: Params, err: EwelinkError
    ) -> Params:
        """Send by the cloud what the local network did not do. Raises EwelinkError."""
        if self._way(device) is Way.LOCAL:
            raise err
        try:
            return await super()._update(device, params)
        except EwelinkNotSentError:
            raise err from None

    @override
    async def read(self, device: LinkedDevice) -> Params:
        """Return all params as the cloud has them now, where it may be asked."""
        if self._way(device) is Way.LOCAL:
            raise not_local(self._peer(device.id))
        return await super().read(device)

    @override
    async def upgrade(self, device: LinkedDevice, params: Params) -> None:
        """Have a firmware loaded, which is told by the cloud, where that may be."""
        if self._way(device) is Way.LOCAL:
            raise not_local(self._peer(device.id))
        await super().upgrade(device, params)

    @override
    async def _query(self, device: LinkedDevice) -> Params:
        """Ask a device, which may tell in the local network, or by the cloud."""
        peer = self._peer(device.id)
        if peer is not None and peer.can_send and await self._has_told(device, peer):
            return {}
        if self.is_connected and self._way(device) is not Way.LOCAL:
            return await super()._query(device)
        if peer is None or not peer.can_send:
            raise not_local(peer)
        # All that it knows it multicasts when all are asked.
        self._lan.want_question()
        return {}

    async def _has_told(self, device: LinkedDevice, peer: LanPeer) -> bool:
        """Ask in the local network; return whether that told anything."""
        told: Params = {}
        with suppress(EwelinkError):
            told = await peer.query()
        self._note_state(device, told)
        return bool(told)

    def _note_state(self, device: LinkedDevice, told: Params) -> None:
        """Tell what an answer held."""
        if told:
            self._from_lan(DeviceState(device.id, told))

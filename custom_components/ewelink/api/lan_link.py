"""A link to devices in DIY mode, which no account has: the local network alone.

(docs/protocol.md, "Devices in DIY mode").
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final, override

from .bugs import tell
from .client import EwelinkClient
from .errors import EwelinkError, EwelinkRefusedError
from .health import Health
from .lan.introduction import CHILDREN, MAIN_UNIT
from .lan.models import LanDevice, LanEvents
from .lan.network import LanNetwork
from .lan.paths import Plan
from .lan.peer import LanPeer
from .lan.plain_things import PlainThings
from .lan.record import Announcement
from .lan.state import not_local, state_of
from .link import LinkedDevice, LinkEvents, StartTask
from .link_commands import LinkCommands
from .messages import DeviceState, DeviceUpdate, ListChanged, Message
from .models import Home, Thing, ThingPage
from .ways import LocalState
from .wire import Params

# So long one announcement waits for others that come with it.
GATHER_SECONDS: Final = 1.0
# A host and its port.
type Place = tuple[str, int]
_HOME: Final = Home(id="", name="")


class LanLink(LinkCommands):
    """Reaches devices in DIY mode.

    They are listed by what they announce, or answer where a user says that they are.
    """

    cloud_services: EwelinkClient | None = None
    connect_delay = 0.0

    def __init__(
        self, lan: LanNetwork, typed: Callable[[], Mapping[str, Place]] = dict
    ) -> None:
        """Prepare; nothing is heard before `start`.

        ``typed`` tells by deviceid where a user says that devices are.
        """
        self.health = Health()
        self.is_connected = False
        self._lan = lan
        self._typed = typed
        self._lan_events = LanEvents(
            on_message=self._told, on_contact=self._met, on_key_needed=self._sealed
        )
        self._things = PlainThings()
        self._watched: dict[str, LinkedDevice] = {}
        # They were paired with an account since, so that nothing of ours reaches them.
        self._paired: set[str] = set()
        self._gathering: asyncio.Task[None] | None = None
        self._events: LinkEvents
        self._start_task: StartTask

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Listen; ``start_task`` runs what ends with the entry."""
        self._events = events
        self._start_task = start_task
        self._begin_commands(self._told, start_task)
        self._unfollow = self._lan.follow_strangers(self._heard)
        self.is_connected = True
        self.health.went_up()
        events.on_connected()
        self._lan.want_question()

    def resume(self) -> None:
        """Never give up."""

    def stop(self) -> None:
        """Listen no more."""
        if self.is_connected:
            self.is_connected = False
            self._unfollow()
        for device_id in tuple(self._watched):
            self.unwatch(device_id)

    async def wait_connected(self, seconds: float) -> None:
        """Return at once: there is nothing to connect to."""

    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Follow a device that is shown; what it has announced is told at once."""
        self._watched[device.id] = device
        self._things.keep(replace(device.thing, params=device.params))
        parent_id = device.thing.parent_id if parent is None else parent.id
        shown = LanDevice(
            device_id=device.id,
            parent_id=parent_id,
            is_plain=True,
            kind=device.thing.lan_type or "",
        )
        self._lan.watch(shown, self._lan_events)

    def unwatch(self, device_id: str) -> None:
        """Follow a device no more that is not shown; it is listed as before."""
        if self._watched.pop(device_id, None) is not None:
            self._lan.unwatch(device_id, self._lan_events)

    def forget(self, device_id: str) -> None:
        """List a device no more, until it announces itself again."""
        self.unwatch(device_id)
        self._things.forget(device_id)
        self._paired.discard(device_id)

    def is_local(self, device_id: str) -> bool:
        """Return whether a device is there and in DIY mode."""
        peer = self._peer(device_id)
        return peer is not None and peer.is_there and device_id not in self._paired

    def local_state(self, device_id: str) -> LocalState | None:
        """Return how a device stands, None before it was shown."""
        peer = self._peer(device_id)
        state = None if peer is None else state_of(peer)
        if state is None or device_id not in self._paired:
            return state
        return replace(state, is_there=False, can_send=False)

    async def ask_locally(self, device: LinkedDevice, params: Params) -> Params | None:
        """Ask a device, as there is no other way."""
        peer = await self._reached(device)
        return {"error": 0, "params": await peer.ask(_planned(peer, device, params))}

    async def read(self, device: LinkedDevice) -> Params:
        """Raise EwelinkError: no cloud knows the device."""
        raise not_local(self._peer(device.id))

    async def homes(self) -> tuple[Home, ...]:
        """Return the one home that all are in."""
        return (_HOME,)

    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all that were heard, or asked, as one page.

        How many there are nobody knows, so that none counts as gone that was not heard.
        """
        places = self._typed() if home_id == _HOME.id else {}
        unknown = [it for it in places.items() if self._things.get(it[0]) is None]
        await asyncio.gather(*(self._meet(*it) for it in unknown))
        things = self._things.all if home_id == _HOME.id else ()
        yield ThingPage(things=things, received=len(things), asked=len(things))

    async def _meet(self, device_id: str, place: Place) -> None:
        """List a device if it is where a user says."""
        with suppress(EwelinkError):
            found = await self._lan.introduce(*place)
            if found.device_id == device_id:
                self._things.introduce(found)

    def _heard(self, record: Announcement) -> None:
        """Take over what somebody announces that nobody shows."""
        if self._things.take(record):
            self._list_soon()

    def _list_soon(self) -> None:
        if self._gathering is None and self.is_connected:
            self._gathering = self._start_task(self._gather(), "announcements")

    async def _gather(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        self._gathering = None
        tell(self._events.on_message, ListChanged("announced", is_free=True))

    def _told(self, message: Message) -> None:
        if isinstance(message, DeviceUpdate | DeviceState):
            peer = self._peer(message.deviceid)
            kind = "" if peer is None else peer.type
            is_other = self._things.note_kind(message.deviceid, kind)
            if self._things.note(message.deviceid, message.params) or is_other:
                self._list_soon()
            if message.deviceid in self._paired:
                self._paired.discard(message.deviceid)
                self._tell_contact(message.deviceid)
        tell(self._events.on_message, message)

    def _met(self, device_id: str, is_there: bool) -> None:  # noqa: FBT001 - as it is told
        """Tell that a device came or went; one that comes is asked how it stands."""
        self._tell_contact(device_id)
        if is_there and (device := self._watched.get(device_id)) is not None:
            self._start_task(self._greet(device), "greeting")

    def _sealed(self, device_id: str) -> None:
        """Take a device for lost that has a key: it was paired with an account."""
        self._paired.add(device_id)
        self._tell_contact(device_id)

    def _tell_contact(self, device_id: str) -> None:
        tell(self._events.on_contact, device_id, self.is_local(device_id))

    async def _greet(self, device: LinkedDevice) -> None:
        """Read what a device has not announced: its settings, and its children.

        A main unit may know its children and no state of its own.
        """
        trouble = await self._queries.begin(device)
        if trouble is not None and not isinstance(trouble, EwelinkRefusedError):
            return
        thing = self._things.get(device.id)
        peer = self._peer(device.id)
        if thing is None or peer is None or "switches" in thing.params:
            return
        if thing.lan_type == MAIN_UNIT and thing.parent_id is None:
            with suppress(EwelinkError):
                told = await peer.request(CHILDREN, {})
                if self._things.take_children(thing, told):
                    self._list_soon()

    @override
    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        peer = await self._reached(device)
        told = await peer.send(_planned(peer, device, params))
        self._note_state(device, told)
        return {}

    @override
    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        peer = await self._reached(device)
        told = await peer.ask(_planned(peer, device, params))
        self._note_state(device, told)
        return {"error": 0, "params": told}

    def _note_state(self, device: LinkedDevice, told: Params) -> None:
        """Tell what an answer held."""
        if told:
            self._told(DeviceState(device.id, told))

    @override
    async def _query(self, device: LinkedDevice) -> Params:
        """Ask a device for all it tells; firmware knows one of two questions."""
        if (peer := self._peer(device.id)) is None:
            raise not_local(None)
        try:
            return await peer.query()
        except EwelinkRefusedError:
            return await peer.request("getState", {})

    async def _reached(self, device: LinkedDevice) -> LanPeer:
        """Return a device to be spoken to; one that was lost may be back by now."""
        peer = self._peer(device.id)
        if peer is not None and not peer.can_send:
            await peer.probe()
        if peer is None or not peer.can_send:
            raise not_local(peer)
        return peer

    def _peer(self, device_id: str) -> LanPeer | None:
        """Return a device, unless an account shows it by now."""
        peer = self._lan.peer(device_id)
        is_ours = peer is not None and peer.events is self._lan_events
        return peer if is_ours else None


def heard_things(lan: LanNetwork) -> tuple[Thing, ...]:
    """Return what is heard in DIY mode and shown by nobody."""
    things = PlainThings()
    for record in lan.strangers:
        things.take(record)
    return things.all


def _planned(peer: LanPeer, device: LinkedDevice, params: Params) -> Plan:
    """Return how a command goes; raises EwelinkError where it does not."""
    if (made := peer.plan(params, device.params)) is None:
        raise not_local(peer)
    return made

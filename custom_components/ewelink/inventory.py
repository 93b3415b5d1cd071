"""The account's devices, as the list and the pushes tell them."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from functools import partial
from time import monotonic
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .api.client import EwelinkClient
from .api.models import Params, Thing
from .connection import ConnectionState, device_state
from .devices.device import Device
from .devices.rows import is_mirror
from .listeners import DeviceListeners
from .registry import DeviceRegistrar, is_account, split_identifier
from .rereads import LIST_CHANGED, Rereads
from .roster import Roster

CONFIRM_GONE_SECONDS: Final = 60

# A bridge says so for a child that it cannot hear (device-catalog.json, cloud_quirks).
_NO_SIGNS_OF_LIFE: Final[tuple[Params, ...]] = ({}, {"subDevRssi": 127})

type NewFeaturesListener = Callable[[Iterable[Device]], None]


class Inventory:
    """Devices by id, and those who listen to them.

    ``read_again`` is called when the list should be read once more.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        client: EwelinkClient,
        read_again: Callable[[], None],
    ) -> None:
        """Start empty."""
        self._client = client
        self._lock = asyncio.Lock()
        self._roster = Roster(client)
        self._rest: AsyncGenerator[list[Thing]] | None = None
        self._new_features_listeners: list[NewFeaturesListener] = []
        self._children: dict[str, set[str]] = {}
        self._missing: dict[str, float] = {}
        self._has_news = False
        self._rereads = Rereads(hass, read_again)
        self.devices: dict[str, Device] = {}
        self.listeners = DeviceListeners()
        self.registrar = DeviceRegistrar(hass, entry_id)
        self.is_read = False

    @property
    def groups(self) -> int:
        """Return how many groups the last list held."""
        return self._roster.groups

    async def async_read_first_page(self) -> None:
        """Read the first page and leave the others. Raises EwelinkError."""
        self._rest = self._begin()
        self._absorb(await anext(self._rest, []))
        self.is_read = True

    async def async_read_rest(self) -> None:
        """Read the pages behind the first one. Raises EwelinkError."""
        async with self._lock:
            if (batches := self._rest) is not None:
                self._rest = None
                await self._absorb_all(batches)

    async def async_read(self) -> None:
        """Read the whole list. Raises EwelinkError."""
        async with self._lock:
            self._rest = None
            await self._absorb_all(self._begin())

    def _begin(self) -> AsyncGenerator[list[Thing]]:
        """Begin a read; one that was not read to its end is given up."""
        self._rereads.async_begun()
        self._has_news = False
        self._roster = Roster(self._client)
        return self._roster.batches()

    async def _absorb_all(self, batches: AsyncGenerator[list[Thing]]) -> None:
        async for things in batches:
            self._absorb(things)
        if self._roster.is_whole:
            self._part_from_missing(monotonic())
        settled = {LIST_CHANGED} if self._has_news else set[str]()
        self._rereads.async_ended(settled | self._roster.seen)
        if self._missing:
            self._rereads.async_read_in(CONFIRM_GONE_SECONDS)

    def _absorb(self, things: list[Thing]) -> None:
        """Take over a page, and tell of the devices that have new features."""
        now = monotonic()
        fresh = [
            device
            for thing in things
            if not is_mirror(thing) and (device := self._absorb_thing(thing, now))
        ]
        if fresh:
            self._has_news = True
            self._tell_new_features(fresh)

    def _absorb_thing(self, thing: Thing, now: float) -> Device | None:
        """Take over one thing; return its device where it has new features."""
        device = self.devices.get(thing.deviceid)
        if device is None:
            device = self.devices[thing.deviceid] = Device(thing)
            before = None
        else:
            before = (device.online, self.connection_of(device))
        features = None if before is None else device.features
        self._missing.pop(device.id, None)
        changed = self._merge_listing(device, thing, now)
        if device.parent_id is not None:
            self._children.setdefault(device.parent_id, set()).add(device.id)
        if self.registrar.register(device, self._room(thing)):
            self._has_news = True
        if before != (device.online, self.connection_of(device)):
            self._settle(device.id)
        elif changed:
            self.listeners.wake_readers(device.id, changed)
        return device if device.features != features else None

    def _merge_listing(self, device: Device, thing: Thing, now: float) -> set[str]:
        """Merge a listing; what was pushed while it was on its way is newer."""
        device.list_anew(thing)
        changed = device.read(thing.params, now)
        if (pushed := self._roster.pushed.get(device.id)) is not None:
            changed |= device.read(pushed, now)
        online = self._roster.online.get(device.id, thing.online)
        device.set_online(online=online)
        return changed

    def _room(self, thing: Thing) -> str | None:
        home = self._roster.homes.get(thing.home_id or "")
        return None if home is None else home.rooms.get(thing.room_id or "")

    def _part_from_missing(self, now: float) -> None:
        """Remove what two complete lists a minute apart did not hold."""
        missing = (self.registrar.known() | self.devices.keys()) - self._roster.seen
        for device_id in missing:
            since = self._missing.setdefault(device_id, now)
            if now - since >= CONFIRM_GONE_SECONDS:
                self._remove(device_id)
            elif since == now:
                self._has_news = True
                self._settle(device_id)

    def _remove(self, device_id: str) -> None:
        self._has_news = True
        del self._missing[device_id]
        if (device := self.devices.pop(device_id, None)) and device.parent_id:
            self._children[device.parent_id].discard(device_id)
        self._settle(device_id)
        self.registrar.forget(device_id)

    @callback
    def async_report(self, device_id: str, params: Params) -> None:
        """Merge what a device reported, and wake who reads what changed."""
        if self._roster.is_reading:
            self._roster.note_params(device_id, params)
        if (device := self.devices.get(device_id)) is None:
            self._meet_stranger(device_id)
            return
        features = device.features
        changed = device.report(params, monotonic())
        if not device.online and params not in _NO_SIGNS_OF_LIFE:
            self.async_set_online(device_id, online=True)
        elif changed:
            self.listeners.wake_readers(device_id, changed)
        if device.features is not features:
            self.registrar.register(device, None)
            self._tell_new_features([device])

    @callback
    def async_remember(self, device_id: str, params: Params) -> None:
        """Merge what the cloud answered or acknowledged for a device."""
        if self._roster.is_reading:
            self._roster.note_params(device_id, params)
        if (device := self.devices.get(device_id)) is None:
            return
        if changed := device.read(params, monotonic()):
            self.listeners.wake_readers(device_id, changed)

    @callback
    def async_set_online(self, device_id: str, *, online: bool) -> None:
        """Take over a device's online state, which is also that of its children."""
        if self._roster.is_reading:
            self._roster.note_online(device_id, online=online)
        if (device := self.devices.get(device_id)) is None:
            self._meet_stranger(device_id)
        elif device.online != online:
            device.set_online(online=online)
            self._settle(device_id)

    def _meet_stranger(self, device_id: str) -> None:
        """Read the list for a device that it may hold by now; mirrors are not held."""
        if device_id not in self._roster.seen:
            self._rereads.async_ask(device_id)

    def _settle(self, device_id: str) -> None:
        """Settle whether a device and those behind it are available, and wake them."""
        for settled in (device_id, *self._children.get(device_id, ())):
            if (device := self.devices.get(settled)) is not None:
                is_available = self.connection_of(device) is ConnectionState.ONLINE
                device.available = is_available
                self.listeners.wake_device(settled)

    def connection_of(self, device: Device) -> ConnectionState:
        """Return whether a device and its bridge are listed and online, or why not."""
        parent = self.devices.get(device.parent_id or "")
        return device_state(
            is_listed=device.id not in self._missing,
            is_bridge_there=parent is None
            or (parent.online and parent.id not in self._missing),
            is_online=device.online,
        )

    def has(self, identifier: str) -> bool:
        """Return whether the account, a deviceid or deviceid_channel is of here."""
        if is_account(identifier):
            return True
        device_id, channel = split_identifier(identifier)
        device = self.devices.get(device_id)
        if device is None:
            return False
        return not channel or channel in map(str, device.type.channels)

    @callback
    def async_listen_new_features(self, listener: NewFeaturesListener) -> CALLBACK_TYPE:
        """Call a listener with all devices now, and with those that change later."""
        listener(self.devices.values())
        self._new_features_listeners.append(listener)
        return partial(self._new_features_listeners.remove, listener)

    def _tell_new_features(self, devices: list[Device]) -> None:
        for listener in self._new_features_listeners:
            listener(devices)

    @callback
    def async_list_changed(self) -> None:
        """Read the list again, since the cloud said that it may have changed."""
        self._rereads.async_ask(LIST_CHANGED)

    @callback
    def async_stop(self) -> None:
        """Stop waiting for anything."""
        self._rereads.async_stop()

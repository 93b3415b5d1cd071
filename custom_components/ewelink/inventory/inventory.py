"""The account's devices, as the list and the pushes tell them."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    Callable,
    Iterable,
    Mapping,
    Set as AbstractSet,
)
from dataclasses import replace
from time import monotonic, time

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ..api.bugs import tell
from ..api.link import Link
from ..api.models import Group, Home, Thing
from ..api.wire import Params
from ..devices.device import Device
from ..devices.rows import is_mirror
from .departures import Departures, Parting
from .device_registry import EwelinkDeviceRegistry
from .list_read import Listed, ListRead
from .listeners import (
    DeviceListeners,
    FeaturesListener,
    FeaturesListeners,
    MessageListeners,
)
from .ownership import Ownership
from .pushes import Pushes
from .refresh import LIST_CHANGED, RefreshSchedule
from .returned import ReturnedDevices
from .shown import ShownDevices
from .user_settings import UserSettings
from .withheld import Withheld
from .withheld_store import WithheldStore


class Inventory:
    """Devices by id, and those who listen to them.

    Those that another entry shows are ``hidden``, as ``ownership`` settles. Homes that
    are ``left_out`` are not shown. ``read_again`` is called when the list should be
    read once more, ``on_listed`` when it was read to its end, ``on_doubtful`` with how
    many of the known devices it holds, if those are too few to be believed at once.
    """

    def __init__(  # noqa: PLR0913 - what it is given instead of looked up
        self,
        hass: HomeAssistant,
        entry_id: str,
        link: Link,
        *,
        ownership: Ownership,
        left_out: AbstractSet[str],
        settings: UserSettings,
        read_again: Callable[[], object],
        on_listed: Callable[[Listed], None],
        on_doubtful: Callable[[Listed | None], None],
    ) -> None:
        """Start empty."""
        self._link = link
        self._left_out = left_out
        self.settings = settings
        self._on_listed = on_listed
        self._on_doubtful = on_doubtful
        self._lock = asyncio.Lock()
        self._list_read = ListRead(link, left_out, {})
        self._rest: AsyncGenerator[list[Thing]] | None = None
        self._features = FeaturesListeners()
        self._store = WithheldStore(hass, entry_id)
        self._departures = Departures(Withheld())
        self._has_news = False
        self._refresh = RefreshSchedule(hass, read_again)
        self.listeners = DeviceListeners()
        self.messages = MessageListeners()
        self.registry = EwelinkDeviceRegistry(hass, entry_id)
        self.shown = ShownDevices(
            entry_id,
            link,
            ownership=ownership,
            departures=self._departures,
            registry=self.registry,
            listeners=self.listeners,
            features=self._features,
            homes_of=lambda: self.homes,
        )
        self.devices = self.shown.devices
        self.hidden = self.shown.hidden
        self.presence = self.shown.presence
        self._returned = ReturnedDevices(
            hass, link.begin_query, self.async_list_changed
        )
        self.pushes = Pushes(
            shown=self.shown,
            list_read=self._list_read,
            listeners=self.listeners,
            messages=self.messages,
            features=self._features,
            registry=self.registry,
            refresh=self._refresh,
            returned=self._returned,
            meet_stranger=self._meet_stranger,
        )
        self._remembered = self.registry.remembered() if left_out else set()
        self.listed: Listed | None = None
        self.is_read = False

    @property
    def homes(self) -> Mapping[str, Home]:
        """Return all homes by id, those left out too."""
        return self._list_read.homes

    @property
    def groups(self) -> int:
        """Return how many groups the last list held."""
        return self._list_read.groups

    @property
    def calls(self) -> int:
        """Return how many calls the last read of the list made."""
        return self._list_read.calls

    @property
    def is_reading(self) -> bool:
        """Return whether the list is read now, or pages of it are still to be read."""
        return self._lock.locked() or self._rest is not None

    async def async_join(self) -> None:
        """Begin to be one of those that show devices."""
        self.shown.async_join()
        self._departures.withheld = await self._store.async_restore()

    @callback
    def async_show_known(
        self,
        homes: Iterable[Home],
        things: Iterable[Thing],
        groups: Iterable[Group] = (),
    ) -> None:
        """Show what was known before.

        Lists follow as if this had been the first. What another entry shows by now, or
        is in a home that is left out, waits for them.
        """
        self._begin_list({home.id: home for home in homes})
        self._absorb(self.shown.free(things, self._left_out))
        mine = (it for it in groups if it.home_id not in self._left_out)
        self.shown.groups.async_list_anew(mine)
        self.is_read = True

    async def async_read_first_page(self) -> None:
        """Read the first page and leave the others. Raises EwelinkError."""
        await self.async_join()
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
        self._refresh.async_begun()
        self._has_news = False
        self._begin_list(self.homes)
        return self._list_read.batches()

    def _begin_list(self, homes: Mapping[str, Home]) -> None:
        self._list_read = ListRead(self._link, self._left_out, homes)
        self.pushes.list_read = self._list_read

    async def _absorb_all(self, batches: AsyncGenerator[list[Thing]]) -> None:
        async for things in batches:
            self._absorb(things)
        self._absorb_groups()
        known = self.registry.known() | self.devices.keys()
        parting = self._departures.after_list(
            self._list_read.content, known, monotonic(), time()
        )
        if parting.is_whole:
            self._part(parting, len(known))
        answered = {LIST_CHANGED} if self._has_news else set[str]()
        self._refresh.async_ended(answered | self._list_read.seen.keys())
        is_odd = self._list_read.is_odd(parting.missing)
        self._refresh.async_follow(parting, is_odd=is_odd)
        if (listed := self._list_read.listed) is not None:
            self.listed = listed
            self.registry.part_from_remotes(self.devices.values())
            tell(self._on_listed, listed)
        await self._store.async_keep(self._departures.withheld)

    def _absorb(self, things: list[Thing]) -> None:
        """Take over a page, and tell of the devices whose features are others now."""
        now = monotonic()
        altered = []
        for thing in self.settings.added_to(things):
            if is_mirror(thing):
                self.shown.groups.async_note_mirror(thing)
            elif device := self._absorb_thing(thing, now):
                altered.append(device)
        if altered:
            self._has_news = True
            self._features.tell(altered)

    def _absorb_groups(self) -> None:
        """Take over the groups of a list that was read to its end."""
        groups = self._list_read.listed_groups.values()
        self._has_news |= self.shown.groups.async_list_anew(groups)

    @callback
    def async_relist(self, device: Device, tags: Params | None = None) -> None:
        """List a device anew, as its settings or its tags were changed just now."""
        if tags is None:
            tags = device.thing.tags
        else:
            self._list_read.keep_tags(device.id, tags)
        # The params that were listed are older than what is known.
        thing = replace(device.thing, tags=tags, params={}, online=device.online)
        self.shown.async_relist(device, *self.settings.added_to([thing]))

    def _absorb_thing(self, thing: Thing, now: float) -> Device | None:
        """Take over one thing; return its device where its features are others now."""
        device_id = thing.deviceid
        if not self.shown.async_claim(thing):
            self.hidden.list_anew(thing, self._list_read, now)
            return None
        device = self.devices.get(device_id)
        if device is None:
            device = self.hidden.pop(device_id, None) or Device(thing)
            self.devices[device_id] = self.registry.recalled(device)
            before = None
        else:
            before = self.presence.of(device)
        features = None if before is None else device.features
        self._departures.found(device_id)
        self._returned.async_drop(device_id)
        changed = self._list_read.merge_into(device, thing, now)
        if self.shown.async_show(device):
            self._has_news = True
        if before != self.presence.of(device):
            self.presence.update(device_id)
        elif changed:
            self.listeners.wake_readers(device_id, changed)
        return device if device.features != features else None

    @callback
    def async_leave_homes(self, left_out: frozenset[str]) -> None:
        """Remove what is in homes left out only."""
        self.shown.async_leave_homes(left_out, self._list_read.seen)

    def _part(self, parting: Parting, known: int) -> None:
        """Remove what is gone, and show what is missing for the first time."""
        self.hidden.forget_unless(self._list_read.seen)
        self._departures.withheld.keep_only(self.homes)
        received = known - parting.missing
        self._on_doubtful(Listed(received, known) if parting.is_doubtful else None)
        self._has_news |= bool(parting.gone or parting.newly_missing)
        for device_id in parting.gone:
            self.shown.async_remove(device_id)
        for device_id in parting.newly_missing:
            self.presence.update(device_id)
            self.listeners.wake_device(device_id)

    def _meet_stranger(self, device_id: str) -> None:
        """Read the list for a device that it may hold by now; mirrors are not held."""
        is_known = device_id in self._list_read.seen or device_id in self._remembered
        if not is_known and not self.shown.is_anywhere(device_id):
            self._refresh.async_ask(device_id)

    @callback
    def async_listen_features(self, listener: FeaturesListener) -> CALLBACK_TYPE:
        """Call a listener with all devices now, and with those that change later."""
        listener(self.devices.values())
        return self._features.add(listener)

    @callback
    def async_list_changed(self) -> None:
        """Read the list again, since the cloud said that it may have changed."""
        self._refresh.async_ask(LIST_CHANGED)

    @callback
    def async_stop(self) -> None:
        """Stop waiting for anything."""
        self.shown.async_leave()
        self._refresh.async_stop()
        self._returned.async_clear()

"""Keeping what is known of an account's devices, and starting with it."""

import asyncio
from dataclasses import replace
from datetime import datetime
from time import time
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .api.known import Known
from .availability import GRACE_SECONDS
from .domain_data import DATA_SHARED
from .entry_data import local_control
from .inventory.inventory import Inventory
from .known_devices import KnownDevices
from .local_network import LocalNetwork

SAVE_SECONDS: Final = 60


class KnownKeeper:
    """Keeps what an inventory and the local network know of an account's devices.

    It is written a while after a list or a new address, when the account is unloaded,
    and when Home Assistant stops. ``is_fresh`` tells that what was loaded was so just
    now: a reload of a connected account is a loss that may be too short to be shown.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        inventory: Inventory,
        network: LocalNetwork,
    ) -> None:
        """Write nothing before something is known."""
        self._hass = hass
        self._entry = entry
        self._inventory = inventory
        self._lan = network.lan
        self._file = KnownDevices(hass, entry)
        self._handed_over = hass.data[DATA_SHARED].handed_over
        self.is_fresh = False
        self._lock = asyncio.Lock()
        self._cancel_save: CALLBACK_TYPE | None = None
        self._is_stopped = False
        self._cancels: list[CALLBACK_TYPE] = []

    async def async_load(self) -> Known | None:
        """Return what is known from before, which is deleted where it is not wanted."""
        handed_over = self._handed_over.pop(self._entry.entry_id, None)
        if not self._is_wanted:
            await self._file.async_remove()
            return None
        # At the stop it would be too late for the entry to be written.
        self._file.async_make_key()
        if handed_over is not None and handed_over.saved_at > time() - GRACE_SECONDS:
            self.is_fresh = True
            return handed_over
        return await self._file.async_load()

    @callback
    def async_look_for(self, known: Known) -> None:
        """Look for the devices that are shown where they were found last."""
        for device_id in self._inventory.devices.keys() & known.memories.keys():
            self._lan.remember(device_id, known.memories[device_id])

    @callback
    def async_begin(self) -> None:
        """Begin to keep what is known."""
        self._cancels = [
            self._lan.follow_moves(self.async_save_soon),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, self._on_stop),
        ]

    @callback
    def async_save_soon(self) -> None:
        """Write what is known in a while."""
        if self._cancel_save is not None or self._is_stopped or not self._is_wanted:
            return
        self._cancel_save = async_call_later(
            self._hass, SAVE_SECONDS, self._async_save_now
        )

    async def async_stop(self, *, is_connected: bool) -> None:
        """Write for the last time; a reload of a connected account goes on with it."""
        self._is_stopped = True
        while self._cancels:
            self._cancels.pop()()
        await self._save()
        if is_connected and self._is_wanted:
            self._handed_over[self._entry.entry_id] = self._known()

    async def _on_stop(self, _event: Event) -> None:
        await self._save()

    async def _async_save_now(self, _now: datetime) -> None:
        await self._save()

    async def _save(self) -> None:
        """Write one after the other, so that none comes after the last."""
        if self._cancel_save is not None:
            self._cancel_save()
            self._cancel_save = None
        async with self._lock:
            if self._is_wanted and self._inventory.is_read:
                await self._file.async_save(self._known())

    @property
    def _is_wanted(self) -> bool:
        return local_control(self._entry.options).keep_offline

    def _known(self) -> Known:
        """Return what is known now, with whether the cloud reaches the devices."""
        devices = self._inventory.devices
        peers = {it: self._lan.peer(it) for it in devices}
        return Known(
            saved_at=self._file.now,
            homes=tuple(self._inventory.homes.values()),
            things=tuple(
                replace(it.thing, params=it.params, online=it.online, user_settings={})
                for it in devices.values()
            ),
            groups=tuple(it.group for it in self._inventory.shown.groups.values()),
            memories={
                device_id: peer.memory
                for device_id, peer in peers.items()
                if peer is not None and peer.host.addresses
            },
        )

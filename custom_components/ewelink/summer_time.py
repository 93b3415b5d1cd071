"""Timers of ours keep their local time when the clocks are changed.

Nothing is asked in between: what is due is known from what was written last.
"""

from datetime import datetime
import logging
from typing import Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from .api.errors import EwelinkError
from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import FeatureError
from .devices.own_timers import next_transition, parked_in
from .devices.timers import id_of, timers_in
from .timer_changes import DeviceTimers, utc_offset
from .timer_memory import async_timer_memory

_LOGGER = logging.getLogger(__name__)

RETRY_SECONDS: Final = 60
_LONGEST_RETRY_SECONDS: Final = 3600


class SummerTime:
    """Writes the timers of ours of one account anew, where they are due.

    There is one timer, at the next change of the clocks; beside it one more as long as
    a device that is due was not reached.
    """

    def __init__(self, hass: HomeAssistant, coordinator: EwelinkCoordinator) -> None:
        """Prepare; nothing is written yet."""
        self._hass = hass
        self._coordinator = coordinator
        entry = coordinator.config_entry
        self._memory = async_timer_memory(hass, entry.entry_id)
        self._cancel_change: CALLBACK_TYPE | None = None
        self._cancel_retry: CALLBACK_TYPE | None = None
        self._retry_seconds = RETRY_SECONDS
        self._is_writing = False

    @callback
    def async_start(self) -> None:
        """Write what is due now, and from now on."""
        entry = self._coordinator.config_entry
        entry.async_on_unload(
            self._hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._async_config)
        )
        entry.async_on_unload(self._async_stop)
        self._async_look()

    @callback
    def _async_stop(self) -> None:
        for cancel in (self._cancel_change, self._cancel_retry):
            if cancel is not None:
                cancel()
        self._cancel_change = self._cancel_retry = None

    @callback
    def _async_config(self, _event: Event) -> None:
        self._async_look()

    @callback
    def _async_changed(self, _now: datetime) -> None:
        self._cancel_change = None
        self._async_look()

    @callback
    def _async_look(self) -> None:
        """Wait for the next change of the clocks, and write what is due now."""
        self._async_stop()
        self._retry_seconds = RETRY_SECONDS
        change = next_transition(dt_util.get_default_time_zone(), dt_util.utcnow())
        if change is not None:
            self._cancel_change = async_track_point_in_utc_time(
                self._hass, self._async_changed, change
            )
        self._async_begin()

    @callback
    def _async_begin(self) -> None:
        if self._is_writing or not self._due():
            return
        self._is_writing = True
        self._coordinator.config_entry.async_create_background_task(
            self._hass, self._write_due(), f"{DOMAIN} summer time"
        )

    def _due(self) -> list[str]:
        """Return the devices with a timer whose time is another one by now."""
        offset = utc_offset()
        return [
            device_id
            for device_id in self._memory.device_ids
            if any(
                it.meant(offset) != it.at for it in self._memory.of(device_id).values()
            )
        ]

    async def _write_due(self) -> None:
        try:
            for device_id in self._due():
                device = self._coordinator.data.get(device_id)
                if device is not None and not self._is_parked(device):
                    await self._write(device)
        finally:
            self._is_writing = False
        if self._due():
            self._async_retry_later()

    def _is_parked(self, device: Device) -> bool:
        """Return whether all of ours are off in the app, as far as was told.

        Of what the device has not got it need not be asked.
        """
        own = self._memory.of(device.id)
        told = {id_of(it) for it in timers_in(device.params) or ()}
        return parked_in(device.thing.tags, own) - told == own.keys()

    async def _write(self, device: Device) -> None:
        try:
            await DeviceTimers(self._coordinator, device).async_rewrite()
        except (EwelinkError, FeatureError) as err:
            _LOGGER.debug("The timers of %s were not written anew: %s", device.id, err)

    @callback
    def _async_retry_later(self) -> None:
        if self._cancel_retry is None:
            self._cancel_retry = async_call_later(
                self._hass, self._retry_seconds, self._async_retry
            )
            doubled = 2 * self._retry_seconds
            self._retry_seconds = min(doubled, _LONGEST_RETRY_SECONDS)

    @callback
    def _async_retry(self, _now: datetime) -> None:
        self._cancel_retry = None
        self._async_begin()


async def async_follow_summer_time(
    hass: HomeAssistant, entry: EwelinkConfigEntry
) -> None:
    """Let the timers that were made here keep their local time, from now on."""
    await async_timer_memory(hass, entry.entry_id).async_load()
    SummerTime(hass, entry.runtime_data).async_start()

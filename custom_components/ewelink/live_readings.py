"""Whether live readings that were asked for arrive; where not, the user is told."""

from datetime import datetime
from functools import partial

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .api.wire import ReadOnlyParams
from .devices.device import Device
from .devices.features import LiveReadings
from .issues import AccountIssues
from .live_requests import LIVE_REQUEST_SECONDS


class LiveReadingsWatch:
    """Waits for the readings of an account's meters that were asked for.

    A meter that stays silent is no error: the vendor may hold its readings back.
    """

    def __init__(self, hass: HomeAssistant, issues: AccountIssues) -> None:
        """Start with none awaited; the user may have been told before a reload."""
        self._hass = hass
        self._issues = issues
        self._awaited: dict[str, CALLBACK_TYPE] = {}

    @callback
    def async_asked(self, device: Device) -> None:
        """Wait for the readings of a meter that is asked now."""
        self.async_forget(device.id)
        self._awaited[device.id] = async_call_later(
            self._hass, LIVE_REQUEST_SECONDS, partial(self._async_silent, device)
        )

    @callback
    def async_forget(self, device_id: str) -> None:
        """Wait for a meter no more."""
        if (cancel := self._awaited.pop(device_id, None)) is not None:
            cancel()

    @callback
    def async_reported(self, device: Device | None, params: ReadOnlyParams) -> None:
        """Find out whether what a device reported is a live reading."""
        is_of_interest = self._awaited or self._issues.is_silence_told
        if not is_of_interest or device is None or "init" in params:
            return
        if device.type.live.isdisjoint(params):
            return
        if any(isinstance(it, LiveReadings) for it in device.features):
            self.async_forget(device.id)
            self._issues.async_live_readings_arrived()

    @callback
    def _async_silent(self, device: Device, _now: datetime) -> None:
        del self._awaited[device.id]
        if device.available:
            self._issues.async_live_readings_silent(device)

    @callback
    def async_stop(self) -> None:
        """Wait no more: nothing can arrive."""
        for device_id in list(self._awaited):
            self.async_forget(device_id)

"""Devices that came back may have changed while they were away: each is asked once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ..devices.device import Device

# Not more than ten a second.
SPACING_SECONDS: Final = 0.11
MOST_WAITING: Final = 200


class ReturnedDevices:
    """Asks devices one after the other, if they are still there when it is their turn.

    Where too many come back at once, ``read_list`` is called instead.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        ask: Callable[[Device], object],
        read_list: Callable[[], None],
    ) -> None:
        """Start with nobody to ask."""
        self._hass = hass
        self._ask = ask
        self._read_list = read_list
        self._waiting: dict[str, Device] = {}
        self._next_at = float("-inf")
        self._cancel: CALLBACK_TYPE | None = None

    @callback
    def async_add(self, devices: Iterable[Device]) -> None:
        """Ask devices in their turn."""
        self._waiting.update({device.id: device for device in devices})
        if len(self._waiting) > MOST_WAITING:
            self.async_clear()
            self._read_list()
        self._async_plan()

    @callback
    def async_drop(self, device_id: str) -> None:
        """Do not ask a device that waits: a list has told how it is."""
        self._waiting.pop(device_id, None)

    @callback
    def async_clear(self) -> None:
        """Ask none of those that wait."""
        self._waiting.clear()
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def _async_plan(self) -> None:
        if not self._waiting or self._cancel is not None:
            return
        delay = self._next_at - monotonic()
        if delay <= 0:
            self._async_next(None)
        else:
            self._cancel = async_call_later(self._hass, delay, self._async_next)

    @callback
    def _async_next(self, _now: datetime | None) -> None:
        """Ask the next one that is there, and plan for those behind it."""
        self._cancel = None
        while self._waiting:
            device = self._waiting.pop(next(iter(self._waiting)))
            if device.available:
                self._next_at = monotonic() + SPACING_SECONDS
                self._ask(device)
                break
        self._async_plan()

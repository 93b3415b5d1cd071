"""How many timers a device has that are on, and which of them is next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, override

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from .devices.features import OwnTimers
from .devices.timers import Timer, next_timer, read_timers
from .sensor_entity import EwelinkSensor


class EwelinkTimers(EwelinkSensor[OwnTimers]):
    """The timers that a device runs by itself, be Home Assistant there or not."""

    _cancel_next: CALLBACK_TYPE | None = None

    @property
    def _timers(self) -> list[Timer]:
        return read_timers(self.device.params)

    @property
    @override
    def native_value(self) -> int:
        """Return how many are on."""
        now = dt_util.utcnow()
        return sum(it.is_on(now) for it in self._timers)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Return when the next one is due, what it does, and to which channel."""
        due = next_timer(self._timers, dt_util.utcnow())
        if due is None:
            return {"next": None, "does": None, "channel": None}
        at, timer = due
        channel = None if timer.outlet is None else timer.outlet + 1
        return {"next": dt_util.as_local(at), "does": _does(timer), "channel": channel}

    @override
    async def async_added_to_hass(self) -> None:
        """Await the next timer."""
        await super().async_added_to_hass()
        self._async_await_next()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Await it no more."""
        self._async_stop()
        await super().async_will_remove_from_hass()

    @callback
    @override
    def async_wake(self) -> None:
        self._async_await_next()
        super().async_wake()

    @callback
    def _async_await_next(self) -> None:
        """Wait with one timer for the moment in which another one is next."""
        self._async_stop()
        if (due := next_timer(self._timers, dt_util.utcnow())) is not None:
            self._cancel_next = async_track_point_in_utc_time(
                self.hass, self._async_is_over, due[0]
            )

    @callback
    def _async_stop(self) -> None:
        if self._cancel_next is not None:
            self._cancel_next()
            self._cancel_next = None

    @callback
    def _async_is_over(self, _now: datetime) -> None:
        self._cancel_next = None
        self.async_wake()


def _does(timer: Timer) -> Any:
    """Return on or off, and what is set where it is neither."""
    match timer.turn:
        case True:
            return STATE_ON
        case False:
            return STATE_OFF
    return timer.does

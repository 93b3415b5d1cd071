"""Actions on the timers that a device runs by itself."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import uuid4

import voluptuous as vol

from homeassistant.const import ATTR_DEVICE_ID, WEEKDAYS
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .action_targets import async_target
from .api.errors import EwelinkError
from .api.wire import Params
from .const import DOMAIN
from .devices.device import Device
from .devices.features import FeatureError
from .devices.own_timers import OwnTimer
from .devices.timer_acts import act_of
from .devices.timers import new_delay, new_once, new_repeat, once_at
from .errors import command_error, value_error
from .timer_changes import DeviceTimers, TimersRefusedError, utc_offset

ATTR_AFTER: Final = "after"
ATTR_AT: Final = "at"
ATTR_TIME: Final = "time"
ATTR_TIMER_ID: Final = "timer_id"
ATTR_TIMERS: Final = "timers"
ATTR_TURN: Final = "turn"
ATTR_WEEKDAYS: Final = "weekdays"

SERVICE_ADD_TIMER: Final = "add_timer"
SERVICE_GET_TIMERS: Final = "get_timers"
SERVICE_REMOVE_TIMER: Final = "remove_timer"

TIMER_ID_MISSING: Final = "timer_id_missing"
TIMER_IN_PAST: Final = "timer_in_past"
TIMER_ONE_TIME: Final = "timer_one_time"
TIMER_TURN_MISSING: Final = "timer_turn_missing"
TIMER_WEEKDAYS_MISSING: Final = "timer_weekdays_missing"
TIMER_WHOLE_MINUTES: Final = "timer_whole_minutes"
TIMERS_NEED_ACCOUNT: Final = "timers_need_account"

LONGEST_DELAY: Final = timedelta(days=365)
_MINUTE: Final = timedelta(minutes=1)
# Those of the wire begin with Sunday.
_NUMBERS: Final = {day: (n + 1) % 7 for n, day in enumerate(WEEKDAYS)}

_GET_TIMERS: Final = vol.Schema({vol.Required(ATTR_DEVICE_ID): cv.string})
_ADD_TIMER: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): cv.string,
        vol.Optional(ATTR_TURN): cv.boolean,
        vol.Optional(ATTR_TIME): cv.time,
        vol.Optional(ATTR_WEEKDAYS): cv.weekdays,
        vol.Optional(ATTR_AT): cv.datetime,
        vol.Optional(ATTR_AFTER): cv.time_period,
    }
)
_REMOVE_TIMER: Final = vol.Schema(
    {vol.Required(ATTR_DEVICE_ID): cv.string, vol.Optional(ATTR_TIMER_ID): cv.string}
)


@callback
def async_setup_timer_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_TIMERS,
        _async_get_timers,
        schema=_GET_TIMERS,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_ADD_TIMER,
        _async_add_timer,
        schema=_ADD_TIMER,
        supports_response=SupportsResponse.OPTIONAL,
    )
    hass.services.async_register(
        DOMAIN, SERVICE_REMOVE_TIMER, _async_remove_timer, schema=_REMOVE_TIMER
    )


async def _async_get_timers(call: ServiceCall) -> ServiceResponse:
    """Return the timers of a device as it has them."""
    target = _async_target(call)
    timers: Any = await _told(target.timers.async_read(), target.device)
    return {ATTR_TIMERS: timers}


async def _async_add_timer(call: ServiceCall) -> ServiceResponse:
    """Give a device another timer."""
    target = _async_target(call)
    timer_id = str(uuid4())
    try:
        await _told(_add_timer(target, timer_id, call.data), target.device)
    except HomeAssistantError as err:
        if not isinstance(err.__cause__, TimersRefusedError):
            raise
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="timers_full",
            translation_placeholders={"device": target.device.name},
        ) from err.__cause__
    return {ATTR_TIMER_ID: timer_id}


async def _async_remove_timer(call: ServiceCall) -> None:
    """Take a timer from a device."""
    target = _async_target(call)
    await _told(_remove_timer(target, call.data), target.device)


@dataclass(frozen=True, slots=True)
class _Target:
    """A device or a part of it, and its timers."""

    device: Device
    child: str | None
    timers: DeviceTimers


@callback
def _async_target(call: ServiceCall) -> _Target:
    coordinator, device, child = async_target(call)
    if coordinator.link.cloud_services is None:
        raise value_error(FeatureError(TIMERS_NEED_ACCOUNT), device.name)
    return _Target(device, child, DeviceTimers(coordinator, device))


async def _told[ResultT](doing: Awaitable[ResultT], device: Device) -> ResultT:
    """Await something; what goes wrong is told in words that name the device."""
    try:
        return await doing
    except EwelinkError as err:
        raise command_error(err, device.name) from err
    except FeatureError as err:
        raise value_error(err, device.name) from err


async def _add_timer(target: _Target, timer_id: str, data: Mapping[str, Any]) -> None:
    if ATTR_TURN not in data:
        raise FeatureError(TIMER_TURN_MISSING)
    act = act_of(target.device.features, target.child, turn=data[ATTR_TURN])
    await target.timers.async_add(timer_id, *_new_timer(data, timer_id, act))


async def _remove_timer(target: _Target, data: Mapping[str, Any]) -> None:
    if ATTR_TIMER_ID not in data:
        raise FeatureError(TIMER_ID_MISSING)
    await target.timers.async_remove(data[ATTR_TIMER_ID])


def _new_timer(
    data: Mapping[str, Any], timer_id: str, act: Params
) -> tuple[Params, OwnTimer]:
    """Return a timer as it is wanted, and what is to be remembered of it."""
    wanted = {ATTR_TIME, ATTR_AT, ATTR_AFTER} & data.keys()
    if ATTR_WEEKDAYS in data:
        wanted.add(ATTR_TIME)
    if len(wanted) != 1:
        raise FeatureError(TIMER_ONE_TIME)
    if ATTR_AFTER in data:
        minutes, now = _minutes(data[ATTR_AFTER]), dt_util.utcnow()
        entry = new_delay(timer_id, now, minutes, act)
        return entry, OwnTimer(at=once_at(now + minutes * _MINUTE))
    if ATTR_AT in data:
        at = _future(data[ATTR_AT])
        return new_once(timer_id, at, act), OwnTimer(at=once_at(at))
    own = _repeated(data)
    return new_repeat(timer_id, own.at, act), own


def _minutes(after: timedelta) -> int:
    if not _MINUTE <= after <= LONGEST_DELAY or after % _MINUTE:
        raise FeatureError(TIMER_WHOLE_MINUTES)
    return after // _MINUTE


def _future(at: datetime) -> datetime:
    """Return a time in UTC; one without a zone is in Home Assistant's."""
    try:
        at = dt_util.as_utc(at)
    except OverflowError:
        raise FeatureError(TIMER_IN_PAST) from None
    if at <= dt_util.utcnow():
        raise FeatureError(TIMER_IN_PAST)
    return at


def _repeated(data: Mapping[str, Any]) -> OwnTimer:
    at: time | None = data.get(ATTR_TIME)
    if at is None or not data.get(ATTR_WEEKDAYS):
        raise FeatureError(TIMER_WEEKDAYS_MISSING)
    if at.second or at.microsecond:
        raise FeatureError(TIMER_WHOLE_MINUTES)
    weekdays = tuple(sorted({_NUMBERS[day] for day in data[ATTR_WEEKDAYS]}))
    own = OwnTimer(at="", time=at.replace(tzinfo=None), weekdays=weekdays)
    return replace(own, at=own.meant(utc_offset()))

"""The timers of a device: read, changed, and sent as a whole.

(docs/protocol.md, "Timers on the device").
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from enum import IntFlag
from functools import partial
from typing import Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .api.errors import (
    EwelinkCommandError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkTimeoutError,
    may_be_obeyed,
)
from .api.messages import Origin
from .api.wire import Command, Params
from .const import DOMAIN
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.features import FeatureError
from .devices.features.status import TIMERS
from .devices.own_timers import (
    OwnTimer,
    OwnTimers,
    kept,
    parked_in,
    rewritten,
    without,
)
from .devices.timers import Change, Timers, added, removed, timers_in
from .timer_memory import async_timer_memory

NOT_PERMITTED: Final = "timer_not_permitted"
NOT_TOLD: Final = "timers_not_told"

_NOT_TAKEN: Final = 400


class TimersRefusedError(EwelinkCommandError):
    """The device does not take the timers, mostly since they are too many."""


class Permit(IntFlag):
    """What the owner of a shared device lets be done with its timers."""

    CREATE = 1
    EDIT = 2
    DELETE = 4
    ENABLE = 8


def utc_offset() -> timedelta:
    """Return what Home Assistant's clock is ahead of UTC now."""
    return dt_util.now().utcoffset() or timedelta()


class DeviceTimers:
    """The timers of one device; everything raises EwelinkError and FeatureError.

    The array goes as a whole, so that all changes of a device are made one after the
    other, and each from what the device has at that moment.
    """

    def __init__(self, coordinator: EwelinkCoordinator, device: Device) -> None:
        """Prepare; nothing is asked yet."""
        self._coordinator = coordinator
        self._device = device
        entry_id = coordinator.config_entry.entry_id
        self._memory = async_timer_memory(coordinator.hass, entry_id)
        self._lock = self._memory.locks[device.id]

    async def async_read(self) -> Timers:
        """Return the timers as the device has them now."""
        with self._hearing() as heard:
            return await self._async_latest(heard)

    async def async_add(self, timer_id: str, entry: Params, own: OwnTimer) -> None:
        """Add a timer, which is ours from then on; those of ours that ran may go."""
        self._check(Permit.CREATE)
        async with self._lock:
            before, now = self._memory.of(self._device.id), dt_util.utcnow()
            spent = [it for it in before if before[it].is_spent(now)]
            gone = spent if self._permits(Permit.DELETE) else []
            ours = {it: before[it] for it in before if it not in spent}
            change = partial(_with_added, entry, {it: before[it] for it in gone})
            # It is written down first: it may be there even where no answer comes.
            await self._async_remember({**before, timer_id: own})
            try:
                await self._async_change(change)
            except (EwelinkError, FeatureError) as err:
                if isinstance(err, FeatureError) or not may_be_obeyed(err):
                    await self._async_remember(before)
                raise
            await self._async_remember({**ours, timer_id: own})

    async def async_remove(self, timer_id: str) -> None:
        """Remove a timer, whoever made it."""
        self._check(Permit.DELETE)
        async with self._lock:
            await self._async_change(lambda timers: removed(timers, timer_id))
            own = dict(self._memory.of(self._device.id))
            own.pop(timer_id, None)
            await self._async_remember(own)

    async def async_rewrite(self) -> None:
        """Give our timers that repeat the times that they are meant to have now."""
        self._check(Permit.EDIT)
        async with self._lock:
            own = self._memory.of(self._device.id)
            offset = utc_offset()
            sent = await self._async_change(
                lambda timers: rewritten(timers, own, offset)
            )
            parked = parked_in(self._device.thing.tags, own)
            await self._async_remember(kept(sent, own, offset, parked))

    async def _async_change(self, change: Change) -> Timers:
        """Read, change and send the timers; return them as they are then."""
        with self._hearing() as heard:
            heard[:] = [await self._async_latest(heard)]
            if (changed := change(heard[-1])) == heard[-1]:
                return changed
            await self._async_send(lambda _: {TIMERS: change(heard[-1])})
        return timers_in(self._device.params) or []

    @contextmanager
    def _hearing(self) -> Iterator[list[Timers]]:
        """Gather what apps send meanwhile, which nothing of ours may undo."""
        heard: list[Timers] = []

        @callback
        def _hear(params: Mapping[str, object], _origin: Origin) -> None:
            if (timers := timers_in(params)) is not None:
                heard.append(timers)

        messages = self._coordinator.inventory.messages
        stop = messages.add(self._device.id, {TIMERS}, _hear)
        try:
            yield heard
        finally:
            stop()

    async def _async_latest(self, heard: Sequence[Timers]) -> Timers:
        """Return the timers as the cloud has them, or as was heard since it is asked.

        An answer that lacks what was there wipes nothing.
        """
        device = self._device
        known = timers_in(device.params)
        answer = await self._coordinator.async_read(device)
        if heard:
            return heard[-1]
        timers = timers_in(answer)
        if timers is None and (not answer or TIMERS in answer or known):
            raise FeatureError(NOT_TOLD)
        if timers is not None:
            self._async_merge({TIMERS: timers}, Origin.ANSWER)
        return timers or []

    async def _async_send(self, command: Command) -> None:
        try:
            await self._coordinator.async_act(self._device, command, self._obeyed)
        except EwelinkNoAnswerError, EwelinkTimeoutError:
            self._coordinator.config_entry.async_create_background_task(
                self._coordinator.hass, self._async_look(), f"{DOMAIN} timers"
            )
            raise
        except EwelinkCommandError as err:
            if err.code == _NOT_TAKEN:
                raise TimersRefusedError(str(err), code=err.code) from err
            raise

    async def _async_look(self) -> None:
        """Find out what a device has that may have obeyed or not."""
        with suppress(EwelinkError, FeatureError):
            await self.async_read()

    @callback
    def _obeyed(self, sent: Params) -> None:
        self._async_merge(sent, Origin.OBEYED)

    @callback
    def _async_merge(self, params: Params, origin: Origin) -> None:
        pushes = self._coordinator.inventory.pushes
        pushes.async_merge(self._device.id, params, origin)

    async def _async_remember(self, own: OwnTimers) -> None:
        await self._memory.async_put(self._device.id, own)

    def _check(self, needed: Permit) -> None:
        if not self._permits(needed):
            raise FeatureError(NOT_PERMITTED)

    def _permits(self, needed: Permit) -> bool:
        """Return whether the owner lets it be done, who mostly is the user."""
        told = self._device.thing.permit
        return told is None or bool(told & needed)


def _with_added(entry: Params, spent: OwnTimers, timers: Timers) -> list[object]:
    return added(without(timers, spent), entry)

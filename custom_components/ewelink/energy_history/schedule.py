"""When meters are asked for their history, which an entity that is on allows.

Once a day, at least ten minutes after the device's own midnight, and at a start where
the last time is long ago: one device after another, and never twice where no answer
came (docs/protocol.md, "Energy that only grows"). With no such entity nothing waits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
import logging
import random
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.restore_state import RestoreStateData
from homeassistant.util import dt as dt_util

from ..api.errors import EwelinkError, EwelinkNotSentError
from ..const import DOMAIN
from ..coordinator import EwelinkCoordinator
from ..devices.device import Device
from ..devices.device_days import DeviceClock, hours_of
from ..devices.energy_history import EnergyHistoryError
from .budget import HistoryBudgetError
from .imported import async_last_rows
from .importer import async_import, has_recorder, statistic_id_of
from .reader import HistoryRead, HistoryReader, signal_of

_LOGGER = logging.getLogger(__name__)

# The clocks of devices, and of this computer, may differ so much.
REST: Final = timedelta(minutes=10)
FRESH: Final = timedelta(hours=12)
SPREAD_SECONDS: Final = 60
# More hours than these are for the user to ask for.
MOST_HOURS: Final = 720
_MOMENT: Final = timedelta(seconds=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
# Days of 23 hours, and what was asked by hand, make a question wait for the budget.
_LONGEST_WAIT: Final = timedelta(hours=3)
# A device may come somewhat later than Home Assistant itself.
_ARRIVAL: Final = timedelta(hours=1)
_LOOK_AGAIN: Final = timedelta(minutes=5)


@dataclass(eq=False, kw_only=True)
class Member:
    """An entity that allows to ask for the history of a load.

    ``asked_at`` is when the meter was last asked, which the entity remembers.
    ``on_read`` is told what a meter told, whoever asked; ``on_missed`` that it was
    to be asked and told nothing.
    """

    device: Device
    channel: int | None
    asked_at: datetime | None = None
    on_read: Callable[[HistoryRead], None] = lambda _read: None
    on_missed: CALLBACK_TYPE = lambda: None


@dataclass(eq=False, kw_only=True)
class _Load:
    """What is asked for at once; ``due`` is None while nothing allows it."""

    device: Device
    channel: int | None
    started_at: datetime
    due: datetime | None = None
    members: list[Member] = field(default_factory=list)
    stop: CALLBACK_TYPE = lambda: None

    @property
    def is_hourly(self) -> bool:
        """Return whether hours are asked for, as the statistics have them."""
        history = self.device.type.history
        return history is not None and history.is_hourly

    @property
    def clock(self) -> DeviceClock:
        """Return the device's own clock as it is now."""
        return DeviceClock.of(self.device.params, dt_util.get_default_time_zone())

    def planned(self, now: datetime) -> datetime:
        """Return when the device is asked the next time, some time after midnight."""
        today = self.clock.midnight(self.clock.today(now)) + REST
        tomorrow = self.clock.midnight(self.clock.today(now) + _DAY) + REST
        return _spread(today if now < today else tomorrow)

    def first(self, now: datetime, asked_at: datetime | None) -> datetime:
        """Return when the device is asked after a start: at once, if not lately."""
        planned = self.planned(now)
        is_fresh = asked_at is not None and now - FRESH < asked_at <= now
        # About midnight it is not sure which day the device has.
        if is_fresh or planned - now <= 2 * REST + timedelta(seconds=SPREAD_SECONDS):
            return planned
        return _spread(now)

    def hours(self, last_row: datetime | None) -> int | None:
        """Return how many hours there are since a row, that one and this included."""
        if last_row is None:
            return None
        [(row, _)] = hours_of((0,), dt_util.utcnow(), self.clock)
        return min(max(0, (row - last_row) // _HOUR) + 1, MOST_HOURS)

    @callback
    def note_asked(self, now: datetime) -> None:
        """Let all remember that the device was asked."""
        for member in self.members:
            member.asked_at = now

    @callback
    def note_missed(self) -> None:
        """Tell all that nothing was told."""
        for member in tuple(self.members):
            member.on_missed()


class HistorySchedule:
    """Asks the meters of one account whose entities allow it; one timer is for all."""

    def __init__(self, coordinator: EwelinkCoordinator) -> None:
        """Start with nothing that is allowed."""
        self._coordinator = coordinator
        self._hass: HomeAssistant = coordinator.hass
        self._reader = HistoryReader(coordinator.hass)
        self._loads: dict[tuple[str, int | None], _Load] = {}
        self._cancel: CALLBACK_TYPE | None = None
        self._is_running = False

    @callback
    def async_join(self, member: Member) -> CALLBACK_TYPE:
        """Ask a member's device from now on; return what ends that."""
        now = dt_util.utcnow()
        key = (member.device.id, member.channel)
        if (load := self._loads.get(key)) is None:
            load = self._loads[key] = self._new_load(member, now)
        load.members.append(member)
        first = load.first(now, member.asked_at)
        load.due = first if load.due is None else min(load.due, first)
        self._async_arm()
        return partial(self._async_leave, key, member)

    def _new_load(self, member: Member, now: datetime) -> _Load:
        device, channel = member.device, member.channel
        load = _Load(device=device, channel=channel, started_at=now)
        load.stop = async_dispatcher_connect(
            self._hass, signal_of(device, channel), partial(self._async_told, load)
        )
        return load

    @callback
    def _async_leave(self, key: tuple[str, int | None], member: Member) -> None:
        load = self._loads[key]
        load.members.remove(member)
        if not load.members:
            load.stop()
            del self._loads[key]
            self._async_arm()

    @callback
    def async_stop(self) -> None:
        """Wait for nothing any more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def _async_told(self, load: _Load, read: HistoryRead) -> None:
        """Pass on what a meter told, be it that the user asked it."""
        load.note_asked(read.read_at)
        for member in tuple(load.members):
            member.on_read(read)
        load.due = load.planned(dt_util.utcnow())
        self._async_arm()

    @callback
    def _async_arm(self) -> None:
        """Wait for the first that is due."""
        self.async_stop()
        dues = [it.due for it in self._loads.values() if it.due is not None]
        if dues and not self._is_running:
            self._cancel = async_track_point_in_utc_time(
                self._hass, self._async_due, min(dues)
            )

    @callback
    def _async_due(self, _now: datetime) -> None:
        self._cancel = None
        if self._hass.is_stopping:
            # The recorder may have ended already.
            return
        self._is_running = True
        self._coordinator.config_entry.async_create_background_task(
            self._hass, self._async_run(), f"{DOMAIN} energy history"
        )

    async def _async_run(self) -> None:
        """Ask all that are due, one after another."""
        try:
            now = dt_util.utcnow()
            due = [it for it in self._loads.values() if it.due and it.due <= now]
            for load in due:
                load.due = load.planned(now)
            rows = await self._async_last_rows(due)
            told = [await self._async_read(it, rows.get(it)) for it in due]
            if any(told):
                # What was counted must not be forgotten if all stops unexpectedly.
                await RestoreStateData.async_save_persistent_states(self._hass)
        finally:
            self._is_running = False
            self._async_arm()

    async def _async_last_rows(self, due: list[_Load]) -> dict[_Load, datetime]:
        """Return up to when hours are there, of meters whose hours are asked for.

        The user allows it by the first import, and no more once that is deleted.
        """
        ids = {it: statistic_id_of(it.device, it.channel) for it in due if it.is_hourly}
        if not ids:
            return {}
        try:
            rows = await self._async_rows(ids.values())
        except SQLAlchemyError as err:
            _LOGGER.debug("The statistics cannot be read: %s", err)
            return {}
        for load, statistic_id in ids.items():
            if statistic_id not in rows:
                load.due = None
        return {load: rows[it] for load, it in ids.items() if it in rows}

    async def _async_rows(self, ids: Iterable[str]) -> dict[str, datetime]:
        if not has_recorder(self._hass):
            return {}
        return await async_last_rows(self._hass, ids)

    async def _async_read(self, load: _Load, last_row: datetime | None) -> bool:
        """Ask one device, if it is there; return whether it told anything."""
        if not load.members or (load.is_hourly and last_row is None):
            return False
        now = dt_util.utcnow()
        if not self._coordinator.is_available(load.device):
            if load.due is not None and now - load.started_at < _ARRIVAL:
                load.due = min(load.due, now + _LOOK_AGAIN)
            load.note_missed()
            return False
        try:
            read = await self._reader.async_read(
                self._coordinator, load.device, load.channel, hours=load.hours(last_row)
            )
        except HistoryBudgetError as err:
            if load.due is not None and err.free_at - now < _LONGEST_WAIT:
                load.due = min(load.due, err.free_at + _MOMENT)
            load.note_missed()
            return False
        except (EwelinkError, EnergyHistoryError) as err:
            _LOGGER.debug("%s told no history: %s", load.device.id, err)
            if not isinstance(err, EwelinkNotSentError):
                load.note_asked(now)
            load.note_missed()
            return False
        await self._async_import(load, read)
        return True

    async def _async_import(self, load: _Load, read: HistoryRead) -> None:
        if not has_recorder(self._hass):
            return
        try:
            await async_import(self._hass, load.device, load.channel, read)
        except (HomeAssistantError, SQLAlchemyError, TimeoutError) as err:
            _LOGGER.debug("The history of %s is not imported: %s", load.device.id, err)


def _spread(moment: datetime) -> datetime:
    """Return a moment within the minute after another, so that not all ask at once."""
    return moment + timedelta(seconds=random.uniform(0, SPREAD_SECONDS))  # noqa: S311

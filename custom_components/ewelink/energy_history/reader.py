"""Asks a meter for its history, over the local network where it answers there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalType

from ..api.errors import EwelinkError, EwelinkNotSentError
from ..api.wire import Params
from ..availability import check_available
from ..const import DOMAIN
from ..coordinator import EwelinkCoordinator
from ..devices.device import Device
from ..devices.device_days import DeviceClock
from ..devices.energy_history import (
    EnergyHistory,
    EnergyHistoryError,
    can_spell_four_chars,
)
from ..domain_data import DATA_SHARED
from .budget import HistoryBudgetError

# The hours that one answer is known to hold, and where the questions after it end: not
# more than three, as meters were seen to stumble over many.
_HOURS: Final = (720, 2628, 4536)
_FOUR: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRead:
    """What a meter told: hundredths of a kWh, those of the running day or hour first.

    ``clock`` is the device's own, ``read_at`` the moment at which it was asked.
    """

    clock: DeviceClock
    is_hourly: bool
    values: tuple[int, ...]
    read_at: datetime


def signal_of(device: Device, channel: int | None) -> SignalType[HistoryRead]:
    """Return by what whoever wants to know is told what a load's meter told."""
    return SignalType(f"{DOMAIN}_history_{device.id}_{channel}")


class HistoryReader:
    """Asks one device after another, each question once; keeps nothing of it."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Share the budget with all that ask."""
        self._hass = hass
        self._budget = hass.data[DATA_SHARED].history_budget

    async def async_read(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        channel: int | None,
        *,
        hours: int | None = None,
    ) -> HistoryRead:
        """Return all that a load's meter keeps, or of so many hours only.

        Whoever asked, all who want to know are told. Raises EwelinkError,
        EnergyHistoryError, HistoryBudgetError.
        """
        if (history := device.type.history) is None:
            message = "keeps no history"
            raise EnergyHistoryError(message)
        clock = DeviceClock.of(device.params, dt_util.get_default_time_zone())
        asking = _Asking(self, coordinator, device, history, clock)
        if history.is_hourly:
            count = min(hours or history.kept, history.kept)
            read = await asking.async_hours(count)
        else:
            read = await asking.async_days(channel)
        async_dispatcher_send(self._hass, signal_of(device, channel), read)
        return read

    async def async_ask(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        question: Params,
        local_question: Params,
    ) -> tuple[Params, datetime]:
        """Return the answer to a question, and when it was asked.

        Raises EwelinkError, HistoryBudgetError.
        """
        async with self._budget.turn():
            check_available(device)
            asked_at = dt_util.utcnow()
            answer = await coordinator.async_ask_locally(device, local_question)
            if answer is not None:
                return answer, asked_at
            await self._budget.async_take(device.id)
            try:
                return await coordinator.async_act(device, question), asked_at
            except EwelinkNotSentError:
                await self._budget.async_give_back(device.id)
                raise


@dataclass(frozen=True, slots=True)
class _Hours:
    """What one answer told, and whether it had four digits for each hour."""

    values: tuple[int, ...]
    asked_at: datetime
    is_wide: bool


@dataclass(frozen=True, slots=True)
class _Asking:
    """One read of a device."""

    reader: HistoryReader
    coordinator: EwelinkCoordinator
    device: Device
    history: EnergyHistory
    clock: DeviceClock

    async def async_days(self, channel: int | None) -> HistoryRead:
        """Read all days of a load."""
        question = self.history.question(channel)
        local_question = self.history.local_question() or question
        answer, asked_at = await self._async_ask(question, local_question)
        if self.clock.today(asked_at) != self.clock.today(dt_util.utcnow()):
            message = "a day ended before the answer"
            raise EnergyHistoryError(message)
        values = self.history.values_in(answer, channel)
        return self._read(values, asked_at)

    async def async_hours(self, count: int) -> HistoryRead:
        """Read hours; what comes after the first answer may fail."""
        is_wide = can_spell_four_chars(self.device.thing.denied)
        first = await self._async_hours_of(0, min(count, _HOURS[0]), is_wide=is_wide)
        values = first.values
        for start, end in _rest_of(count):
            if len(values) < start:
                break
            try:
                more = await self._async_hours_of(start, end, is_wide=first.is_wide)
            except EwelinkError, EnergyHistoryError, HistoryBudgetError:
                break
            if self.clock.hour(more.asked_at) != self.clock.hour(first.asked_at):
                break
            values += more.values
        return self._read(values, first.asked_at)

    async def _async_hours_of(self, start: int, end: int, *, is_wide: bool) -> _Hours:
        """Read the hours from one on to before another, counted back from now."""
        question = self.history.question_of_hours(start, end - 1)
        answer, asked_at = await self._async_ask(question, question)
        if self.clock.hour(asked_at) != self.clock.hour(dt_util.utcnow()):
            message = "an hour ended before the answer"
            raise EnergyHistoryError(message)
        values = self.history.values_in(
            answer, asked=end - start, is_four_chars=is_wide
        )
        digits = len(self.history.text_in(answer)) // len(values)
        return _Hours(values, asked_at, digits == _FOUR)

    async def _async_ask(
        self, question: Params, local_question: Params
    ) -> tuple[Params, datetime]:
        return await self.reader.async_ask(
            self.coordinator, self.device, question, local_question
        )

    def _read(self, values: tuple[int, ...], asked_at: datetime) -> HistoryRead:
        return HistoryRead(
            clock=self.clock,
            is_hourly=self.history.is_hourly,
            values=values,
            read_at=asked_at,
        )


def _rest_of(count: int) -> Iterator[tuple[int, int]]:
    """Yield from which hour on to before which the questions after the first ask."""
    for start, end in pairwise(_HOURS):
        if start < count:
            yield start, min(end, count)

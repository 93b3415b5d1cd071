"""Energy that only grows, and energy of today that only the history tells."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorEntityDescription,
    SensorExtraStoredData,
)
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .api.wire import Params
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.device_days import DeviceClock, days_of
from .devices.features import (
    Counter,
    FromHistory,
    HistoryLifetime,
    HistoryToday,
    LifetimeEnergy,
)
from .devices.lifetime import CounterTotal, HistoryTotal, kwh, read_date, read_kwh
from .devices.values import number
from .energy_history.reader import HistoryRead
from .energy_history.schedule import HistorySchedule, Member
from .sensor_entity import EwelinkSensor

_ASKED_AT: Final = "asked_at"


@dataclass
class StoredEnergy(SensorExtraStoredData):
    """What was counted, and when the meter was asked, as it is stored."""

    memory: Params
    asked_at: datetime | None

    @override
    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        asked_at = None if self.asked_at is None else self.asked_at.isoformat()
        shown = SensorExtraStoredData(
            self.native_value, self.native_unit_of_measurement
        )
        return {**shown.as_dict(), **self.memory, _ASKED_AT: asked_at}


class _AskedFor[FeatureT: LifetimeEnergy | FromHistory](
    EwelinkSensor[FeatureT], RestoreSensor
):
    """A sensor that remembers, and lets its meter be asked for its history."""

    _on_leave: CALLBACK_TYPE | None = None

    def __init__(
        self,
        schedule: HistorySchedule,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: FeatureT,
        description: SensorEntityDescription,
    ) -> None:
        """Know nothing yet."""
        super().__init__(coordinator, device, feature, description)
        self._schedule = schedule
        self._member = Member(
            device=device,
            channel=feature.channel,
            on_read=self.async_read,
            on_missed=self.async_missed,
        )
        self._is_restored = False
        self.async_recall({})

    @property
    @abstractmethod
    def memory(self) -> Params:
        """Return what is to be remembered."""

    @callback
    @abstractmethod
    def async_recall(self, stored: Params) -> None:
        """Go on with what was remembered, as far as it can be read."""

    @callback
    def async_read(self, read: HistoryRead) -> None:
        """Take over what the meter told of its past."""

    @callback
    def async_missed(self) -> None:
        """Take note that the meter did not tell anything."""

    @property
    @override
    def extra_restore_state_data(self) -> StoredEnergy:
        """Return what to go on from, also where nothing is shown just now."""
        return StoredEnergy(
            self.native_value,
            self.native_unit_of_measurement,
            self.memory,
            self._member.asked_at,
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Go on from before, and let the meter be asked from now on."""
        await super().async_added_to_hass()
        # One that only got another name knows all.
        if not self._is_restored:
            self._is_restored = True
            await self._async_restore()
        if self.device.type.history is not None:
            self._on_leave = self._schedule.async_join(self._member)

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Let the meter not be asked any more."""
        self.async_leave()
        await super().async_will_remove_from_hass()

    @callback
    def async_leave(self) -> None:
        """Let the meter not be asked on account of this sensor."""
        if self._on_leave is not None:
            self._on_leave()
            self._on_leave = None

    async def _async_restore(self) -> None:
        if (extra := await self.async_get_last_extra_data()) is not None:
            stored = extra.as_dict()
            self._member.asked_at = _moment(stored.get(_ASKED_AT))
            self.async_recall(stored)


class _Lifetime[
    FeatureT: LifetimeEnergy | HistoryLifetime,
    TotalT: CounterTotal | HistoryTotal,
](_AskedFor[FeatureT]):
    """A total that goes on over restarts."""

    _total: TotalT

    @property
    @override
    def native_value(self) -> float | None:
        """Return the kWh, None before the first that was heard of."""
        return kwh(self._total.total)

    @property
    @override
    def memory(self) -> Params:
        """Return what is to be remembered."""
        return self._total.to_dict()

    @override
    async def _async_restore(self) -> None:
        """Go on with what was shown, where nothing else can be read."""
        await super()._async_restore()
        if self._total.total is not None:
            return
        if (last := await self.async_get_last_sensor_data()) is None:
            return
        self.async_recall({"total": read_kwh(last.native_value)})


class EwelinkLifetimeEnergy(_Lifetime[LifetimeEnergy, CounterTotal]):
    """All that a counter ever counted, though it begins anew each day."""

    @callback
    @override
    def async_recall(self, stored: Params) -> None:
        """Go on with what was remembered."""
        self._total = CounterTotal.from_dict(stored)

    @override
    async def async_added_to_hass(self) -> None:
        """Count what the counter has risen by meanwhile."""
        await super().async_added_to_hass()
        self._async_count()

    @callback
    @override
    def async_wake(self) -> None:
        self._async_count()
        super().async_wake()

    @callback
    def _async_count(self) -> None:
        if (value := self.feature.hundredths(self.device.params)) is not None:
            self._total.add(value)


class EwelinkHistoryLifetime(_Lifetime[HistoryLifetime, HistoryTotal]):
    """All that was ever counted, of a meter that is asked for its days."""

    @callback
    @override
    def async_recall(self, stored: Params) -> None:
        """Go on with what was remembered."""
        self._total = HistoryTotal.from_dict(stored)

    @callback
    @override
    def async_read(self, read: HistoryRead) -> None:
        """Count what was not counted yet."""
        self._total.add(days_of(read.values, read.read_at, read.clock))
        self.async_write_ha_state()


class EwelinkHistoryToday(_AskedFor[HistoryToday]):
    """What was counted today, by the clock of the meter, when it was last asked.

    What the meter tells by itself counts instead, and it is not asked then.
    """

    _day: date | None = None
    _hundredths: int | None = None
    _told: float | None = None

    @property
    @override
    def native_value(self) -> float | None:
        """Return the kWh, None where the last that was told is of another day."""
        if self.feature.decode(self.device.params) is not None:
            return self._told
        clock = DeviceClock.of(self.device.params, dt_util.get_default_time_zone())
        if self._day != clock.today(dt_util.utcnow()):
            return None
        return kwh(self._hundredths)

    @property
    @override
    def memory(self) -> Params:
        """Return what is to be remembered."""
        day = None if self._day is None else self._day.isoformat()
        return {"day": day, "hundredths": self._hundredths, "told": self._told}

    @callback
    @override
    def async_recall(self, stored: Params) -> None:
        """Go on with what was remembered."""
        self._told = number(stored.get("told"))
        hundredths = stored.get("hundredths")
        if type(hundredths) is int and hundredths >= 0:
            self._day = read_date(stored.get("day"))
            self._hundredths = hundredths

    @override
    async def async_added_to_hass(self) -> None:
        """Take over what the meter tells by itself."""
        await super().async_added_to_hass()
        self._async_hear()

    @callback
    @override
    def async_wake(self) -> None:
        self._async_hear()
        super().async_wake()

    @callback
    def _async_hear(self) -> None:
        if (told := self.feature.decode(self.device.params)) is not None:
            self._told = Counter.steady(self._told, told)
            self.async_leave()

    @callback
    @override
    def async_read(self, read: HistoryRead) -> None:
        """Show what the running day has."""
        self._day, self._hundredths = days_of(read.values, read.read_at, read.clock)[-1]
        self.async_write_ha_state()

    @callback
    @override
    def async_missed(self) -> None:
        """Show no more what was told of a day that is over."""
        self.async_write_ha_state()


def _moment(stored: object) -> datetime | None:
    """Return a moment that was stored as text, None if it is none."""
    found = dt_util.parse_datetime(stored) if isinstance(stored, str) else None
    return None if found is None or found.tzinfo is None else found

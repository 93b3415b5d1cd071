"""Readings, counters and states; and what an account tells of itself."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorEntity,
    SensorEntityDescription,
    SensorExtraStoredData,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_ACCOUNT_KEY
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import (
    Connection,
    Counter,
    HistoryLifetime,
    HistoryToday,
    LifetimeEnergy,
    OwnTimers,
    Reading,
    State,
)
from .devices.values import number
from .domain_data import DATA_SHARED
from .energy_history.schedule import HistorySchedule
from .energy_sensors import (
    EwelinkHistoryLifetime,
    EwelinkHistoryToday,
    EwelinkLifetimeEnergy,
)
from .entity import EwelinkEntity, WaitingEntity
from .entry_data import caller, calls_limit, has_account
from .feature_entities import async_add_features
from .identifiers import account_identifier
from .inventory.device_registry import account_device_info
from .sensor_descriptions import ACCOUNT_DESCRIPTIONS, DESCRIPTIONS
from .sensor_entity import EwelinkSensor
from .timers_sensor import EwelinkTimers

# Nothing is written.
PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add sensors, now and when devices appear."""
    schedule = HistorySchedule(entry.runtime_data)
    entry.async_on_unload(schedule.async_stop)
    async_add_features(
        entry,
        async_add_entities,
        Platform.SENSOR,
        {
            LifetimeEnergy: partial(EwelinkLifetimeEnergy, schedule),
            Reading: _reading,
            State: EwelinkState,
            Connection: EwelinkConnection,
            HistoryLifetime: partial(EwelinkHistoryLifetime, schedule),
            HistoryToday: partial(EwelinkHistoryToday, schedule),
            OwnTimers: EwelinkTimers,
        },
        DESCRIPTIONS,
    )
    if has_account(entry.data):
        async_add_entities([EwelinkCalls(entry)])


def _reading(
    coordinator: EwelinkCoordinator,
    device: Device,
    feature: Reading,
    description: SensorEntityDescription,
) -> EwelinkEntity[Any]:
    if isinstance(feature, Counter):
        return EwelinkCounter(coordinator, device, feature, description)
    if feature.live:
        return EwelinkLiveReading(coordinator, device, feature, description)
    return EwelinkReading(coordinator, device, feature, description)


class EwelinkReading[ReadingT: Reading](EwelinkSensor[ReadingT]):
    """A measured number."""

    @property
    @override
    def native_value(self) -> float | None:
        """Return the value."""
        return self.feature.decode(self.device.params)


class EwelinkLiveReading(EwelinkReading[Reading], WaitingEntity[Reading]):
    """A figure that is unknown some time after the device last reported it."""

    @override
    async def async_added_to_hass(self) -> None:
        """Have the meter asked in the local network while the figure is shown."""
        await super().async_added_to_hass()
        meters = self.coordinator.local_meters
        self.async_on_remove(meters.async_show(self.device, self.feature))

    @property
    @override
    def until(self) -> float:
        """Return when the figure ceases to be fresh."""
        return min(map(self.device.live_until, self.feature.place.params))

    @property
    @override
    def native_value(self) -> float | None:
        """Return the value while it is fresh."""
        return super().native_value if self.is_before else None


class EwelinkCounter(EwelinkSensor[Counter], RestoreSensor):
    """A counter that never seems to run backwards."""

    _last: float | None = None

    @property
    @override
    def extra_restore_state_data(self) -> SensorExtraStoredData:
        """Return what to go on from, also where the counter is unknown just now."""
        return SensorExtraStoredData(self._last, self.native_unit_of_measurement)

    @override
    async def async_added_to_hass(self) -> None:
        """Go on from the last value of before the restart."""
        await super().async_added_to_hass()
        if (last := await self.async_get_last_sensor_data()) is not None:
            self._last = number(last.native_value)
        self._async_count()

    @callback
    @override
    def async_wake(self) -> None:
        self._async_count()
        super().async_wake()

    @callback
    def _async_count(self) -> None:
        """Take over the counter without its jitter."""
        value = self.feature.decode(self.device.params)
        if value is not None:
            value = self._last = self.feature.steady(self._last, value)
        self._attr_native_value = value


class EwelinkState(EwelinkSensor[State]):
    """A reading with named states."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: State,
        description: SensorEntityDescription,
    ) -> None:
        """Take the states from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._attr_options = list(dict.fromkeys(feature.states.values()))

    @property
    @override
    def native_value(self) -> str | None:
        """Return the state."""
        return self.feature.decode(self.device.params)


class EwelinkConnection(EwelinkSensor[Connection]):
    """By which ways a device is reached, or why by none; this is always told."""

    @property
    @override
    def available(self) -> bool:
        """Return that there is always something to tell."""
        return True

    @property
    @override
    def native_value(self) -> str:
        """Return the way that is left, the cause, or that the device is online."""
        return self.coordinator.standing.of(self.device).state.value

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return why a device is reached by one way alone, where it is."""
        reason = self.coordinator.standing.of(self.device).reason
        return None if reason is None else {"reason": reason}


class EwelinkCalls(CoordinatorEntity[EwelinkCoordinator], SensorEntity):
    """How many calls were made this month with the account's APPID in its region."""

    _attr_has_entity_name = True

    def __init__(self, entry: EwelinkConfigEntry) -> None:
        """Tie the sensor to the account."""
        super().__init__(entry.runtime_data)
        self.entity_description = ACCOUNT_DESCRIPTIONS["calls"]
        apikey = entry.data[CONF_ACCOUNT_KEY]
        self._counter = self.coordinator.hass.data[DATA_SHARED].calls
        self._caller = caller(entry.data)
        self._limit = calls_limit(entry.data)
        self._attr_unique_id = f"{account_identifier(apikey)}_calls"
        self._attr_device_info = account_device_info(apikey)

    @property
    @override
    def available(self) -> bool:
        """Return that the count is known, be the account away or not."""
        return True

    @property
    @override
    def native_value(self) -> int:
        """Return the calls of this month."""
        return self._counter.of(*self._caller)

    @property
    @override
    def last_reset(self) -> datetime:
        """Return when the month began."""
        return self._counter.since

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return how many the vendor gives, where that is known."""
        return None if self._limit is None else {"limit": self._limit}

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the count and the month."""
        await super().async_added_to_hass()
        self.async_on_remove(self._counter.listen(self._async_counted))
        self._async_await_month()

    @override
    async def async_update(self) -> None:
        """Ask for nothing: the count is our own."""

    @callback
    def _async_counted(self, app: str, region: str) -> None:
        if (app, region) == self._caller:
            self.async_write_ha_state()

    @callback
    def _async_await_month(self) -> None:
        self.async_on_remove(
            async_track_point_in_utc_time(
                self.hass, self._async_month_turned, self._counter.until
            )
        )

    @callback
    def _async_month_turned(self, _now: datetime) -> None:
        self.async_write_ha_state()
        self._async_await_month()

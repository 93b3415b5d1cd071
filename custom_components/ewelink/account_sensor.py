"""What an account tells of itself, on a device of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_ACCOUNT_KEY
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .domain_data import DATA_SHARED
from .entry_data import caller, calls_limit
from .inventory.registry import account_device_info, account_identifier
from .sensor_descriptions import ACCOUNT_DESCRIPTIONS


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

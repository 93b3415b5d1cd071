"""Readings, counters and states."""

from typing import Any, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorEntity,
    SensorEntityDescription,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account_sensor import EwelinkCalls
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Connection, Energy, Reading, State
from .devices.values import number
from .entity import EwelinkEntity, WaitingEntity, async_add_features
from .sensor_descriptions import DESCRIPTIONS

# Nothing is written.
PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add sensors, now and when devices appear."""
    async_add_features(entry, async_add_entities, Reading, _reading, DESCRIPTIONS)
    async_add_features(entry, async_add_entities, State, EwelinkState, DESCRIPTIONS)
    async_add_features(
        entry, async_add_entities, Connection, EwelinkConnection, DESCRIPTIONS
    )
    async_add_entities([EwelinkCalls(entry)])


def _reading(
    coordinator: EwelinkCoordinator,
    device: Device,
    feature: Reading,
    description: SensorEntityDescription,
) -> EwelinkEntity[Any]:
    if isinstance(feature, Energy):
        return EwelinkEnergy(coordinator, device, feature, description)
    if feature.live:
        return EwelinkLiveReading(coordinator, device, feature, description)
    return EwelinkReading(coordinator, device, feature, description)


class EwelinkReading[ReadingT: Reading](EwelinkEntity[ReadingT], SensorEntity):
    """A measured number."""

    @property
    @override
    def native_value(self) -> float | None:
        """Return the value."""
        return self.feature.decode(self.device.params)


class EwelinkLiveReading(EwelinkReading[Reading], WaitingEntity[Reading]):
    """A figure that is unknown some time after the device last reported it."""

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


class EwelinkEnergy(EwelinkEntity[Energy], RestoreSensor):
    """A counter that never seems to run backwards."""

    _last: float | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Go on from the last value of before the restart."""
        await super().async_added_to_hass()
        if (last := await self.async_get_last_sensor_data()) is not None:
            self._last = number(last.native_value)
        self._async_count()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._async_count()
        super()._handle_coordinator_update()

    @callback
    def _async_count(self) -> None:
        """Take over the counter without its jitter."""
        value = self.feature.decode(self.device.params)
        if value is not None:
            value = self._last = self.feature.steady(self._last, value)
        self._attr_native_value = value


class EwelinkState(EwelinkEntity[State], SensorEntity):
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


class EwelinkConnection(EwelinkEntity[Connection], SensorEntity):
    """Why a device is not available; this is told whatever the cause."""

    @property
    @override
    def available(self) -> bool:
        """Return that there is always something to tell."""
        return True

    @property
    @override
    def native_value(self) -> str:
        """Return the cause, or that the device is online."""
        return self.coordinator.connection_of(self.device).value

"""Thermostats and air conditioners."""

from typing import Any, Final, override

from homeassistant.components.climate import ClimateEntityDescription
from homeassistant.components.climate.const import (
    ATTR_HVAC_MODE,
    ATTR_TARGET_TEMP_HIGH,
    ATTR_TARGET_TEMP_LOW,
    ClimateEntityFeature,
    HVACMode,
)
from homeassistant.const import ATTR_TEMPERATURE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.unit_conversion import TemperatureConverter

from .climate_entity import EwelinkClimate
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import ClimateChange, RangeThermostat, Thermostat
from .devices.features.range_thermostat import HUMIDITY_LIMITS
from .entity import command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    ClimateEntityDescription(key="climate", name=None, translation_key="climate")
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add thermostats, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.CLIMATE,
        {Thermostat: EwelinkThermostat, RangeThermostat: EwelinkRangeThermostat},
        DESCRIPTIONS,
    )


class EwelinkThermostat(EwelinkClimate[Thermostat]):
    """A thermostat with one set point."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Thermostat,
        description: ClimateEntityDescription,
    ) -> None:
        """Offer the set point."""
        super().__init__(coordinator, device, feature, description)
        self._attr_supported_features |= ClimateEntityFeature.TARGET_TEMPERATURE

    @property
    @override
    def target_temperature(self) -> float | None:
        """Return the set point, None where the mode has none."""
        return self.feature.target(self.device.params, self.last_mode)

    @override
    @command
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Set the set point, and the mode if one is given."""
        mode = self.check_mode(kwargs.get(ATTR_HVAC_MODE))
        target: float = kwargs[ATTR_TEMPERATURE]
        await self.async_change(ClimateChange(mode=mode, target=target))


class EwelinkRangeThermostat(EwelinkClimate[RangeThermostat]):
    """A thermostat with two limits, which may be limits of the humidity."""

    _attr_min_humidity, _attr_max_humidity = HUMIDITY_LIMITS

    @property
    @override
    def supported_features(self) -> ClimateEntityFeature:
        """Return what can be set now: while it dries, the humidity too."""
        supported = self._attr_supported_features
        supported |= ClimateEntityFeature.TARGET_TEMPERATURE_RANGE
        if self.hvac_mode is HVACMode.DRY:
            supported |= ClimateEntityFeature.TARGET_HUMIDITY
        return supported

    @property
    @override
    def temperature_unit(self) -> str:
        """Return the unit of the limits; humidities are not to be converted."""
        return self._unit_in(self.hvac_mode)

    def _unit_in(self, mode: HVACMode | None) -> str:
        if mode is HVACMode.DRY:
            return self.hass.config.units.temperature_unit
        return self.device_unit

    @property
    @override
    def target_temperature_low(self) -> float | None:
        """Return the lower limit."""
        limits = self.feature.target_range(self.device.params)
        return None if limits is None else limits[0]

    @property
    @override
    def target_temperature_high(self) -> float | None:
        """Return the upper limit."""
        limits = self.feature.target_range(self.device.params)
        return None if limits is None else limits[1]

    @property
    @override
    def target_humidity(self) -> float | None:
        """Return the humidity above which it dries."""
        return self.target_temperature_high

    @override
    @command
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Set both limits, and the mode if one is given."""
        mode = self.check_mode(kwargs.get(ATTR_HVAC_MODE))
        unit = self._unit_in(mode or self.hvac_mode)
        low, high = (
            TemperatureConverter.convert(kwargs[key], self.temperature_unit, unit)
            for key in (ATTR_TARGET_TEMP_LOW, ATTR_TARGET_TEMP_HIGH)
        )
        await self.async_change(ClimateChange(mode=mode, target_range=(low, high)))

    @override
    @command
    async def async_set_humidity(self, humidity: int) -> None:
        """Set the humidity above which it dries."""
        params = self.device.params
        await self.async_command(self.feature.encode_humidity(humidity, params))

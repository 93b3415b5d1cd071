"""Thermostats and air conditioners."""

from collections.abc import Mapping
from functools import partial
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
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity
from homeassistant.util.unit_conversion import TemperatureConverter

from .api.wire import Params, ReadOnlyParams
from .climate_entity import EwelinkClimate
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import ClimateChange, RangeThermostat, Thermostat
from .devices.features.range_thermostat import (
    HUMIDITY,
    HUMIDITY_LIMITS,
    TEMPERATURE,
    Limits,
    told_limits,
)
from .devices.values import number
from .entity import command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    ClimateEntityDescription(key="climate", name=None, translation_key="climate"),
    ClimateEntityDescription(key="thermostat", translation_key="thermostat"),
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


class KeptLimits(ExtraStoredData):
    """The last limits of a plug by what they are of, kept over restarts."""

    def __init__(self, stored: Mapping[str, object]) -> None:
        """Take what was stored, as far as it is limits."""
        limits = ((kind, _limits(stored.get(kind))) for kind in (TEMPERATURE, HUMIDITY))
        self.limits = {kind: it for kind, it in limits if it is not None}

    @override
    def as_dict(self) -> dict[str, Any]:
        """Return what is to be stored."""
        return {kind: list(limits) for kind, limits in self.limits.items()}


def _limits(stored: object) -> Limits | None:
    match stored:
        case [low, high]:
            limits = number(low), number(high)
        case _:
            return None
    return None if limits[0] is None or limits[1] is None else (limits[0], limits[1])


class EwelinkRangeThermostat(EwelinkClimate[RangeThermostat], RestoreEntity):
    """A thermostat with two limits, which may be limits of the humidity."""

    _attr_min_humidity, _attr_max_humidity = HUMIDITY_LIMITS

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: RangeThermostat,
        description: ClimateEntityDescription,
    ) -> None:
        """Begin with the limits that are told."""
        self._kept: dict[str, Limits] = {}
        super().__init__(coordinator, device, feature, description)

    @override
    def keep_mode(self) -> None:
        """Keep the limits, too: those of another mode take their place."""
        super().keep_mode()
        self._kept |= self.feature.told_range(self.device.params)

    @override
    async def async_added_to_hass(self) -> None:
        """Remember limits of before the restart."""
        await super().async_added_to_hass()
        if (stored := await self.async_get_last_extra_data()) is not None:
            self._kept = KeptLimits(stored.as_dict()).limits | self._kept

    @property
    @override
    def extra_restore_state_data(self) -> KeptLimits:
        """Return the limits, to be remembered."""
        return KeptLimits(self._kept)

    @property
    @override
    def supported_features(self) -> ClimateEntityFeature:
        """Return what can be set now: while it dries, the humidity alone."""
        if self.hvac_mode is HVACMode.DRY:
            return self._attr_supported_features | ClimateEntityFeature.TARGET_HUMIDITY
        if self.feature.follows_humidity(self.device.params):
            return self._attr_supported_features
        return (
            self._attr_supported_features
            | ClimateEntityFeature.TARGET_TEMPERATURE_RANGE
        )

    def _range_of(self, kind: str) -> Limits | tuple[None, None]:
        params = self.device.params
        return self.feature.target_range(params, self._kept, kind) or (None, None)

    @property
    @override
    def target_temperature_low(self) -> float | None:
        """Return the lower limit."""
        return self._range_of(TEMPERATURE)[0]

    @property
    @override
    def target_temperature_high(self) -> float | None:
        """Return the upper limit."""
        return self._range_of(TEMPERATURE)[1]

    @property
    @override
    def target_humidity(self) -> float | None:
        """Return the humidity above which it dries."""
        return self._range_of(HUMIDITY)[1]

    @override
    def encode(self, change: ClimateChange, params: ReadOnlyParams) -> Params:
        """Return the params of a change. Raises FeatureError."""
        return self.feature.encode(change, params, self.last_mode, self._kept)

    @override
    def encode_on(self, params: ReadOnlyParams) -> Params:
        """Return the params that switch on. Raises FeatureError."""
        return self.feature.encode_on(params, self.last_mode_on, self._kept)

    @override
    @command
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Set both limits, and the mode if one is given; humidities are no degrees."""
        mode = self.check_mode(kwargs.get(ATTR_HVAC_MODE))
        given = kwargs[ATTR_TARGET_TEMP_LOW], kwargs[ATTR_TARGET_TEMP_HIGH]
        if mode is HVACMode.DRY:
            given = self._as_given(given)
        await self.async_change(ClimateChange(mode=mode, target_range=given))
        limits = told_limits(self.device.params)
        is_humidity = mode is HVACMode.DRY or self.feature.follows_humidity(
            self.device.params
        )
        if limits is not None and not is_humidity:
            # By hand, the device does not tell that they are temperatures.
            self._kept[TEMPERATURE] = limits
            self.async_write_ha_state()

    def _as_given(self, limits: Limits) -> Limits:
        """Return limits as they were before Home Assistant took them for degrees."""
        unit = self.hass.config.units.temperature_unit
        low, high = (
            TemperatureConverter.convert(it, self.temperature_unit, unit)
            for it in limits
        )
        return low, high

    @override
    @command
    async def async_set_humidity(self, humidity: int) -> None:
        """Set the humidity above which it dries."""
        encode = self.feature.encode_humidity
        await self.async_command(partial(encode, humidity, kept=self._kept))

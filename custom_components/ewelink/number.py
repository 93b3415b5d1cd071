"""Settings that are numbers."""

from typing import Final, override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import (
    EntityCategory,
    Platform,
    UnitOfRatio,
    UnitOfTemperature,
    UnitOfTime,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Setting
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0


def _setting(
    key: str,
    unit: str | None = None,
    device_class: NumberDeviceClass | None = None,
) -> NumberEntityDescription:
    return NumberEntityDescription(
        key=key,
        translation_key=key,
        device_class=device_class,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
        mode=NumberMode.BOX,
        native_unit_of_measurement=unit,
    )


DESCRIPTIONS: Final = by_key(
    _setting("brightness_maximum"),
    _setting("brightness_minimum"),
    _setting("clear_delay", UnitOfTime.SECONDS, NumberDeviceClass.DURATION),
    _setting(
        "detection_interval",
        UnitOfTime.SECONDS,
        NumberDeviceClass.DURATION,
    ),
    _setting("fade_in", UnitOfTime.MILLISECONDS, NumberDeviceClass.DURATION),
    _setting("fade_out", UnitOfTime.MILLISECONDS, NumberDeviceClass.DURATION),
    _setting("inching_time", UnitOfTime.SECONDS, NumberDeviceClass.DURATION),
    _setting("off_brightness", UnitOfRatio.PERCENTAGE),
    _setting("sensitivity"),
    _setting("siren_duration", UnitOfTime.SECONDS, NumberDeviceClass.DURATION),
    _setting(
        "temperature_correction",
        UnitOfTemperature.CELSIUS,
        NumberDeviceClass.TEMPERATURE_DELTA,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add numbers, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.NUMBER,
        {Setting: EwelinkNumber},
        DESCRIPTIONS,
    )


class EwelinkNumber(EwelinkEntity[Setting], NumberEntity):
    """A setting that is a number."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Setting,
        description: NumberEntityDescription,
    ) -> None:
        """Take the limits from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._attr_native_min_value = feature.minimum
        self._attr_native_max_value = feature.maximum
        self._attr_native_step = feature.step

    @property
    @override
    def native_value(self) -> float | None:
        """Return the number that is set."""
        return self.feature.decode(self.device.params)

    @override
    @command
    async def async_set_native_value(self, value: float) -> None:
        """Set the number."""
        await self.async_command(self.feature.encode(value, self.device.params))

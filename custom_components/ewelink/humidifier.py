"""Humidifiers."""

from typing import Any, Final, override

from homeassistant.components.humidifier import (
    HumidifierEntity,
    HumidifierEntityDescription,
)
from homeassistant.components.humidifier.const import (
    HumidifierDeviceClass,
    HumidifierEntityFeature,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Humidifier
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    HumidifierEntityDescription(
        key="humidifier",
        name=None,
        translation_key="humidifier",
        device_class=HumidifierDeviceClass.HUMIDIFIER,
    )
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add humidifiers, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.HUMIDIFIER,
        {Humidifier: EwelinkHumidifier},
        DESCRIPTIONS,
    )


class EwelinkHumidifier(EwelinkEntity[Humidifier], HumidifierEntity):
    """A humidifier with levels, which knows no humidity to reach."""

    _attr_supported_features = HumidifierEntityFeature.MODES

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Humidifier,
        description: HumidifierEntityDescription,
    ) -> None:
        """Take the levels from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._attr_available_modes = list(feature.levels)

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self.feature.is_on(self.device.params)

    @property
    @override
    def mode(self) -> str | None:
        """Return the level."""
        return self.feature.mode_of(self.device.params)

    @property
    @override
    def current_humidity(self) -> float | None:
        """Return the humidity of the room, where it is measured."""
        return self.feature.measured(self.device.params)

    @override
    @command
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on, with the last level."""
        await self.async_command(self.feature.encode_on())

    @override
    @command
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self.async_command(self.feature.encode_off())

    @override
    @command
    async def async_set_mode(self, mode: str) -> None:
        """Switch on with a level."""
        await self.async_command(self.feature.encode_mode(mode))

    @override
    async def async_set_humidity(self, humidity: int) -> None:
        """Refuse: Home Assistant offers the action for every humidifier."""
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_target_humidity",
            translation_placeholders={"device": self.device.name},
        )

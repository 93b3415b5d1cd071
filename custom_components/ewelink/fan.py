"""Fans."""

from typing import Any, Final, override

from homeassistant.components.fan import FanEntity, FanEntityDescription
from homeassistant.components.fan.const import FanEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.percentage import (
    ordered_list_item_to_percentage,
    percentage_to_ordered_list_item,
)

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Fan
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    FanEntityDescription(key="fan", name=None, translation_key="fan")
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add fans, now and when devices appear."""
    async_add_features(
        entry, async_add_entities, Platform.FAN, {Fan: EwelinkFan}, DESCRIPTIONS
    )


class EwelinkFan(EwelinkEntity[Fan], FanEntity):
    """A fan with named speeds."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Fan,
        description: FanEntityDescription,
    ) -> None:
        """Take the speeds and the presets from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._speeds = list(feature.speeds)
        self._attr_speed_count = len(self._speeds)
        self._attr_supported_features = (
            FanEntityFeature.SET_SPEED
            | FanEntityFeature.TURN_ON
            | FanEntityFeature.TURN_OFF
        )
        if feature.presets:
            self._attr_preset_modes = list(feature.presets)
            self._attr_supported_features |= FanEntityFeature.PRESET_MODE
        if feature.oscillation is not None:
            self._attr_supported_features |= FanEntityFeature.OSCILLATE

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether the fan runs."""
        return self.feature.is_on(self.device.params)

    @property
    @override
    def percentage(self) -> int | None:
        """Return the speed, 0 while the fan does not run."""
        if self.is_on is False:
            return 0
        speed = self.feature.speed(self.device.params)
        if speed is None:
            return None
        return ordered_list_item_to_percentage(self._speeds, speed)

    @property
    @override
    def preset_mode(self) -> str | None:
        """Return the preset."""
        return self.feature.preset(self.device.params)

    @property
    @override
    def oscillating(self) -> bool | None:
        """Return whether the fan turns to and fro."""
        return self.feature.is_oscillating(self.device.params)

    @override
    @command
    async def async_turn_on(
        self,
        percentage: int | None = None,
        preset_mode: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Switch on, with a speed and a preset if given."""
        if percentage == 0:
            await self.async_command(self.feature.encode_off())
            return
        speed = None if percentage is None else self._speed_at(percentage)
        await self.async_command(self.feature.encode_on(speed, preset_mode))

    @override
    @command
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self.async_command(self.feature.encode_off())

    @override
    @command
    async def async_set_percentage(self, percentage: int) -> None:
        """Set the speed; 0 switches off."""
        if percentage == 0:
            await self.async_command(self.feature.encode_off())
            return
        speed = self._speed_at(percentage)
        await self.async_command(self.feature.encode_on(speed))

    def _speed_at(self, percentage: int) -> str:
        return percentage_to_ordered_list_item(self._speeds, percentage)

    @override
    @command
    async def async_set_preset_mode(self, preset_mode: str) -> None:
        """Choose a preset."""
        await self.async_command(self.feature.encode_preset(preset_mode))

    @override
    @command
    async def async_oscillate(self, oscillating: bool) -> None:
        """Let the fan turn to and fro, or not."""
        await self.async_command(self.feature.encode_oscillation(value=oscillating))

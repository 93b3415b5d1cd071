"""Lamps of all kinds."""

from functools import partial
from typing import Any, Final, override

from homeassistant.components.light import LightEntity, LightEntityDescription
from homeassistant.components.light.const import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_EFFECT,
    ATTR_HS_COLOR,
    ATTR_RGB_COLOR,
    ATTR_TRANSITION,
    ColorMode,
    LightEntityFeature,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Light, LightColorMode, LightValues
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    LightEntityDescription(key="ambient_light", translation_key="ambient_light"),
    LightEntityDescription(key="lamp", translation_key="lamp"),
    LightEntityDescription(key="light", translation_key="light", name=None),
)

_COLOR_MODES: Final = {mode: ColorMode(mode) for mode in LightColorMode}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add lights, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.LIGHT,
        {Light: EwelinkLight},
        DESCRIPTIONS,
    )


class EwelinkLight(EwelinkEntity[Light], LightEntity):
    """A lamp.

    What it shows is decoded once for each change: each state asks for it a dozen times.
    """

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Light,
        description: LightEntityDescription,
    ) -> None:
        """Take what can be set from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._attr_supported_color_modes = {ColorMode(it) for it in feature.color_modes}
        if feature.kelvin is not None:
            low, high = feature.kelvin
            self._attr_min_color_temp_kelvin = low
            self._attr_max_color_temp_kelvin = high
        if feature.effect_names:
            # Shared: some have dozens, and there may be hundreds of such lamps.
            self._attr_effect_list = feature.effect_names
            self._attr_supported_features |= LightEntityFeature.EFFECT
        if feature.fade is not None:
            self._attr_supported_features |= LightEntityFeature.TRANSITION
        self._shown = feature.decode(device.params)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._shown = self.feature.decode(self.device.params)
        super()._handle_coordinator_update()

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self._shown.is_on

    @property
    @override
    def color_mode(self) -> ColorMode:
        """Return what can be set in the mode that the lamp is in."""
        return _COLOR_MODES[self._shown.color_mode]

    @property
    @override
    def brightness(self) -> int | None:
        """Return the brightness."""
        return self._shown.values.brightness

    @property
    @override
    def color_temp_kelvin(self) -> int | None:
        """Return the tone."""
        return self._shown.values.kelvin

    @property
    @override
    def rgb_color(self) -> tuple[int, int, int] | None:
        """Return the colour."""
        return self._shown.values.rgb

    @property
    @override
    def hs_color(self) -> tuple[float, float] | None:
        """Return the colour as hue and saturation."""
        return self._shown.values.hs

    @property
    @override
    def effect(self) -> str | None:
        """Return what the lamp does by itself."""
        return self._shown.effect

    @override
    @command
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on, with whatever is wanted beside."""
        wanted = LightValues(
            brightness=kwargs.get(ATTR_BRIGHTNESS),
            kelvin=kwargs.get(ATTR_COLOR_TEMP_KELVIN),
            rgb=kwargs.get(ATTR_RGB_COLOR),
            hs=kwargs.get(ATTR_HS_COLOR),
        )
        turn_on = partial(
            self.feature.turn_on,
            wanted,
            effect=kwargs.get(ATTR_EFFECT),
            seconds=kwargs.get(ATTR_TRANSITION),
        )
        await self.async_command(turn_on)

    @override
    @command
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self.async_command(self.feature.turn_off())

"""Lamps of all kinds, and groups of lamps."""

from collections.abc import Mapping
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
from .devices.features import Light, LightColorMode, LightState, LightValues
from .devices.groups import DeviceGroup
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key
from .group_entity import EwelinkGroupEntity, async_add_groups

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
    async_add_groups(entry, async_add_entities, Platform.LIGHT, EwelinkGroupLight)


class _ShownLight(LightEntity):
    """What shines: it is decoded once for each change, as states ask a dozen times."""

    _shown: LightState

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


class EwelinkLight(EwelinkEntity[Light], _ShownLight):
    """A lamp."""

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
    def async_wake(self) -> None:
        self._shown = self.feature.decode(self.device.params)
        super().async_wake()

    @override
    @command
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on, with whatever is wanted beside."""
        turn_on = partial(
            self.feature.turn_on,
            _wanted(kwargs),
            effect=kwargs.get(ATTR_EFFECT),
            seconds=kwargs.get(ATTR_TRANSITION),
        )
        await self.async_command(turn_on)

    @override
    @command
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self.async_command(self.feature.turn_off())


class EwelinkGroupLight(EwelinkGroupEntity, _ShownLight):
    """A group of lamps that shine together."""

    def __init__(self, coordinator: EwelinkCoordinator, group: DeviceGroup) -> None:
        """Take what can be set from the members."""
        super().__init__(coordinator, group, Platform.LIGHT)
        self._async_decode()

    @callback
    def _async_decode(self) -> None:
        """Decode what the members show, and what they have in common now."""
        if (lamps := self.device_group.lamps) is None:
            return
        self._attr_supported_color_modes = {ColorMode(it) for it in lamps.color_modes}
        if lamps.kelvin is not None:
            low, high = lamps.kelvin
            self._attr_min_color_temp_kelvin = low
            self._attr_max_color_temp_kelvin = high
        self._shown = self.device_group.light_state(lamps)

    @callback
    @override
    def async_show(self) -> None:
        """Write what the members show now."""
        self._async_decode()
        super().async_show()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch all lamps on, with whatever is wanted beside."""
        await self.async_command(self.device_group.shine(_wanted(kwargs)))

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch all lamps off."""
        await self.async_command(self.device_group.switch(False))


def _wanted(wanted: Mapping[str, Any]) -> LightValues:
    """Return what a call of the action asks a lamp to shine with."""
    return LightValues(
        brightness=wanted.get(ATTR_BRIGHTNESS),
        kelvin=wanted.get(ATTR_COLOR_TEMP_KELVIN),
        rgb=wanted.get(ATTR_RGB_COLOR),
        hs=wanted.get(ATTR_HS_COLOR),
    )

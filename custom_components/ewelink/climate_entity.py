"""What the entities of thermostats and air conditioners share."""

from functools import partial
from typing import override

from homeassistant.components.climate import ClimateEntity, ClimateEntityDescription
from homeassistant.components.climate.const import (
    ClimateEntityFeature,
    HVACAction,
    HVACMode,
)
from homeassistant.const import UnitOfTemperature
from homeassistant.core import callback

from .api.messages import Origin
from .api.wire import Command, Params, ReadOnlyParams
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.features import Climate, ClimateChange, told_option
from .entity import EwelinkEntity, command


def _supported(feature: Climate) -> ClimateEntityFeature:
    """Return what a feature can do beside its target."""
    supported = ClimateEntityFeature.TURN_ON | ClimateEntityFeature.TURN_OFF
    for options, flag in (
        (feature.presets, ClimateEntityFeature.PRESET_MODE),
        (feature.fan_modes, ClimateEntityFeature.FAN_MODE),
        (feature.swing_modes, ClimateEntityFeature.SWING_MODE),
        (feature.horizontal_swing_modes, ClimateEntityFeature.SWING_HORIZONTAL_MODE),
    ):
        if options:
            supported |= flag
    return supported


class EwelinkClimate[FeatureT: Climate](EwelinkEntity[FeatureT], ClimateEntity):
    """What all thermostats share: modes, and what is measured."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: FeatureT,
        description: ClimateEntityDescription,
    ) -> None:
        """Take the options from the feature."""
        super().__init__(coordinator, device, feature, description)
        self.last_mode: str | None = None
        self.last_mode_on: str | None = None
        self._echoed: float | None = None
        self.keep_mode()
        self._attr_supported_features = _supported(feature)
        self._attr_target_temperature_step = feature.step
        self._attr_preset_modes = list(feature.presets)
        self._attr_fan_modes = list(feature.fan_modes)
        self._attr_swing_modes = list(feature.swing_modes)
        self._attr_swing_horizontal_modes = list(feature.horizontal_swing_modes)

    def keep_mode(self) -> None:
        """Keep the mode, which some devices go on with while they tell another."""
        self.last_mode = self.feature.mode_of(self.device.params, self.last_mode)
        if self.last_mode not in {None, HVACMode.OFF}:
            self.last_mode_on = self.last_mode

    @callback
    @override
    def async_wake(self) -> None:
        self.keep_mode()
        super().async_wake()

    @property
    @override
    def temperature_unit(self) -> str:
        """Return the unit that the device works in."""
        if self.feature.is_fahrenheit(self.device.params):
            return UnitOfTemperature.FAHRENHEIT
        return UnitOfTemperature.CELSIUS

    @property
    @override
    def min_temp(self) -> float:
        """Return the lowest set point."""
        return self.feature.limits(self.device.params)[0]

    @property
    @override
    def max_temp(self) -> float:
        """Return the highest set point."""
        return self.feature.limits(self.device.params)[1]

    @property
    @override
    def current_temperature(self) -> float | None:
        """Return the temperature of the room."""
        return self.feature.temperature.decode(self.device.params)

    @property
    @override
    def current_humidity(self) -> float | None:
        """Return the humidity of the room."""
        humidity = self.feature.humidity
        return None if humidity is None else humidity.decode(self.device.params)

    @property
    @override
    def hvac_modes(self) -> list[HVACMode]:
        """Return the modes that there are."""
        return [HVACMode(it) for it in self.feature.modes(self.device.params)]

    @property
    @override
    def hvac_mode(self) -> HVACMode | None:
        """Return the mode."""
        mode = self.feature.mode_of(self.device.params, self.last_mode)
        return None if mode is None else HVACMode(mode)

    @property
    @override
    def hvac_action(self) -> HVACAction | None:
        """Return what the device does, where it tells that."""
        action = self.feature.action(self.device.params)
        return None if action is None else HVACAction(action)

    @property
    @override
    def preset_mode(self) -> str | None:
        """Return the preset."""
        return told_option(self.feature.presets, self.device.params)

    @property
    @override
    def fan_mode(self) -> str | None:
        """Return the speed of the fan."""
        return told_option(self.feature.fan_modes, self.device.params)

    @property
    @override
    def swing_mode(self) -> str | None:
        """Return whether the air swings up and down."""
        return told_option(self.feature.swing_modes, self.device.params)

    @property
    @override
    def swing_horizontal_mode(self) -> str | None:
        """Return whether the air swings left and right."""
        return told_option(self.feature.horizontal_swing_modes, self.device.params)

    @override
    @command
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        """Switch to a mode."""
        await self.async_change(ClimateChange(mode=hvac_mode))

    @override
    @command
    async def async_turn_on(self) -> None:
        """Switch on, in the last mode."""
        await self._async_send(self.encode_on)

    @override
    @command
    async def async_turn_off(self) -> None:
        """Switch off."""
        await self.async_change(ClimateChange(mode=HVACMode.OFF))

    @override
    @command
    async def async_set_preset_mode(self, preset_mode: str) -> None:
        """Choose a preset."""
        await self.async_command(self.feature.presets[preset_mode].write())

    @override
    @command
    async def async_set_fan_mode(self, fan_mode: str) -> None:
        """Choose the speed of the fan."""
        await self.async_command(self.feature.fan_modes[fan_mode].write())

    @override
    @command
    async def async_set_swing_mode(self, swing_mode: str) -> None:
        """Let the air swing up and down, or not."""
        await self.async_command(self.feature.swing_modes[swing_mode].write())

    @override
    @command
    async def async_set_swing_horizontal_mode(self, swing_horizontal_mode: str) -> None:
        """Let the air swing left and right, or not."""
        options = self.feature.horizontal_swing_modes
        await self.async_command(options[swing_horizontal_mode].write())

    def check_mode(self, mode: HVACMode | None) -> HVACMode | None:
        """Return a mode given with a set point, of which Home Assistant takes any."""
        if mode is not None:
            self._valid_mode_or_raise("hvac", mode, self.hvac_modes)
        return mode

    async def async_change(self, change: ClimateChange) -> None:
        """Send one change in one command. Raises EwelinkError and FeatureError."""
        await self._async_send(partial(self.encode, change))

    def encode(self, change: ClimateChange, params: ReadOnlyParams) -> Params:
        """Return the params of a change. Raises FeatureError."""
        return self.feature.encode(change, params, self.last_mode)

    def encode_on(self, params: ReadOnlyParams) -> Params:
        """Return the params that switch on. Raises FeatureError."""
        return self.feature.encode_on(params, self.last_mode_on)

    async def _async_send(self, sent: Command) -> None:
        """Send a command; take the set point that it leaves. Raises EwelinkError."""
        params = self.device.params
        before = self.feature.followed_target(params)
        if before != self._echoed:
            self._echoed = None
        await self.async_command(sent)
        # The device may have told it meanwhile, and knows better; but what is there
        # since may also come of another command, sent before this one.
        if self.feature.followed_target(params) in {before, self._echoed}:
            self._async_take_echo()

    @callback
    def _async_take_echo(self) -> None:
        """Take the set point that the device must follow now for its answer."""
        params = self.device.params
        if echo := self.feature.echo(params, self.last_mode):
            inventory = self.coordinator.inventory
            inventory.pushes.async_merge(self.device.id, echo, Origin.ANSWER)
            self._echoed = self.feature.followed_target(params)

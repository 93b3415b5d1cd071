"""Relays, settings that are on or off, and groups of what is switched."""

from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.components.switch.const import SwitchDeviceClass
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.features import Toggle
from .devices.groups import DeviceGroup
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key
from .group_entity import EwelinkGroupEntity, async_add_groups

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0


def _setting(key: str) -> SwitchEntityDescription:
    return SwitchEntityDescription(
        key=key,
        translation_key=key,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
    )


DESCRIPTIONS: Final = by_key(
    SwitchEntityDescription(
        key="switch", name=None, device_class=SwitchDeviceClass.SWITCH
    ),
    _setting("armed"),
    _setting("auto_control"),
    _setting("backlight"),
    _setting("child_lock"),
    _setting("curtain_mode"),
    _setting("inching"),
    _setting("interlock"),
    _setting("led"),
    _setting("motor_reversed"),
    _setting("motor_switch_reversed"),
    _setting("output_reversed"),
    _setting("relay_separation"),
    _setting("screen"),
    _setting("siren_light"),
    _setting("siren_sound"),
    _setting("swipe_gesture_disabled"),
    _setting("switch_reversed"),
    _setting("turbo"),
    _setting("window_detection"),
    _setting("zigbee_led"),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add switches, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.SWITCH,
        {Toggle: EwelinkSwitch},
        DESCRIPTIONS,
    )
    async_add_groups(entry, async_add_entities, Platform.SWITCH, EwelinkGroupSwitch)


class EwelinkSwitch(EwelinkEntity[Toggle], SwitchEntity):
    """A relay or a setting."""

    capability_attributes = None
    state_attributes = None
    supported_features = None
    unit_of_measurement = None

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self.feature.decode(self.device.params)

    @override
    @command
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on."""
        await self.async_command(self.feature.encode(True, self.device.params))

    @override
    @command
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off."""
        await self.async_command(self.feature.encode(False, self.device.params))


class EwelinkGroupSwitch(EwelinkGroupEntity, SwitchEntity):
    """A group of devices that are switched together."""

    _attr_device_class = SwitchDeviceClass.SWITCH

    def __init__(self, coordinator: EwelinkCoordinator, group: DeviceGroup) -> None:
        """Show the group as a switch."""
        super().__init__(coordinator, group, Platform.SWITCH)

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether a member is on."""
        return self.device_group.is_on

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch all members on."""
        await self.async_command(self.device_group.switch(True))

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch all members off."""
        await self.async_command(self.device_group.switch(False))

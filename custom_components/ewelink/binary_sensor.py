"""Doors, motion, water, alarms, and whether a bridge is online."""

from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Alarm, Contact, Online
from .entity import EwelinkEntity, WaitingEntity, async_add_features, by_key

# Nothing is written.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    BinarySensorEntityDescription(
        key="alarm",
        device_class=BinarySensorDeviceClass.SAFETY,
    ),
    BinarySensorEntityDescription(
        key="battery_low",
        device_class=BinarySensorDeviceClass.BATTERY,
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    BinarySensorEntityDescription(
        key="door",
        device_class=BinarySensorDeviceClass.DOOR,
    ),
    BinarySensorEntityDescription(
        key="fault",
        translation_key="fault",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    BinarySensorEntityDescription(
        key="light",
        device_class=BinarySensorDeviceClass.LIGHT,
    ),
    BinarySensorEntityDescription(
        key="moisture",
        device_class=BinarySensorDeviceClass.MOISTURE,
    ),
    BinarySensorEntityDescription(
        key="motion",
        device_class=BinarySensorDeviceClass.MOTION,
    ),
    BinarySensorEntityDescription(
        key="occupancy",
        device_class=BinarySensorDeviceClass.OCCUPANCY,
    ),
    BinarySensorEntityDescription(
        key="online",
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    BinarySensorEntityDescription(
        key="problem",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    BinarySensorEntityDescription(
        key="smoke",
        device_class=BinarySensorDeviceClass.SMOKE,
    ),
    BinarySensorEntityDescription(
        key="tamper",
        device_class=BinarySensorDeviceClass.TAMPER,
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    BinarySensorEntityDescription(
        key="water_shortage",
        translation_key="water_shortage",
        device_class=BinarySensorDeviceClass.PROBLEM,
    ),
    BinarySensorEntityDescription(
        key="zigbee_led",
        translation_key="zigbee_led",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add binary sensors, now and when devices appear."""
    async_add_features(entry, async_add_entities, Contact, _contact, DESCRIPTIONS)
    async_add_features(entry, async_add_entities, Online, EwelinkOnline, DESCRIPTIONS)


def _contact(
    coordinator: EwelinkCoordinator,
    device: Device,
    feature: Contact,
    description: BinarySensorEntityDescription,
) -> EwelinkEntity[Any]:
    if isinstance(feature, Alarm):
        return EwelinkAlarm(coordinator, device, feature, description)
    return EwelinkContact(coordinator, device, feature, description)


class EwelinkContact(EwelinkEntity[Contact], BinarySensorEntity):
    """Something that is so or not."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is so."""
        return self.feature.decode(self.device.params)


class EwelinkAlarm(WaitingEntity[Alarm], BinarySensorEntity):
    """A radio sensor, on for a while after it was triggered."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Alarm,
        description: BinarySensorEntityDescription,
    ) -> None:
        """Take the name that the user gave the sensor."""
        super().__init__(coordinator, device, feature, description)
        self._attr_name = feature.name

    @property
    @override
    def until(self) -> float:
        """Return when the alarm is over."""
        return self.device.on_until(self.feature)

    @property
    @override
    def is_on(self) -> bool:
        """Return whether it was triggered a short while ago."""
        return self.is_before


class EwelinkOnline(EwelinkEntity[Online], BinarySensorEntity):
    """Whether the cloud reaches a bridge."""

    @property
    @override
    def available(self) -> bool:
        """Return whether the account is there, which knows of the bridge."""
        return self.coordinator.is_reachable

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the bridge is online."""
        return self.device.online

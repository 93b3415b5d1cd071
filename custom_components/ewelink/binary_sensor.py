"""Doors, motion, water, alarms, and whether a bridge is online."""

from time import monotonic, time
from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import STATE_OFF, STATE_ON, EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import RestoreEntity

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Alarm, Contact, Online, RadioPair
from .entity import EwelinkEntity, WaitingEntity
from .feature_entities import async_add_features, by_key
from .restored_stamps import StoredAlarm, seconds_left_in, stored_in

# Nothing is written.
PARALLEL_UPDATES = 0


def _described(
    key: str,
    device_class: BinarySensorDeviceClass | None,
    entity_category: EntityCategory | None = None,
    *,
    enabled: bool = True,
) -> BinarySensorEntityDescription:
    """Return a description, with a name of its own where the class gives none."""
    return BinarySensorEntityDescription(
        key=key,
        translation_key=key if key in _NAMED else None,
        device_class=device_class,
        entity_category=entity_category,
        entity_registry_enabled_default=enabled,
    )


_NAMED: Final = frozenset({"fault", "water_shortage", "zigbee_led"})
DESCRIPTIONS: Final = by_key(
    _described("alarm", BinarySensorDeviceClass.SAFETY),
    _described(
        "battery_low", BinarySensorDeviceClass.BATTERY, EntityCategory.DIAGNOSTIC
    ),
    _described("door", BinarySensorDeviceClass.DOOR),
    _described(
        "fault",
        BinarySensorDeviceClass.PROBLEM,
        EntityCategory.DIAGNOSTIC,
        enabled=False,
    ),
    _described("light", BinarySensorDeviceClass.LIGHT),
    _described("moisture", BinarySensorDeviceClass.MOISTURE),
    _described("motion", BinarySensorDeviceClass.MOTION),
    _described("occupancy", BinarySensorDeviceClass.OCCUPANCY),
    _described(
        "online", BinarySensorDeviceClass.CONNECTIVITY, EntityCategory.DIAGNOSTIC
    ),
    _described(
        "problem",
        BinarySensorDeviceClass.PROBLEM,
        EntityCategory.DIAGNOSTIC,
        enabled=False,
    ),
    _described("rf_sensor", BinarySensorDeviceClass.OPENING),
    _described("smoke", BinarySensorDeviceClass.SMOKE),
    _described("tamper", BinarySensorDeviceClass.TAMPER, EntityCategory.DIAGNOSTIC),
    _described("water_shortage", BinarySensorDeviceClass.PROBLEM),
    _described("zigbee_led", None, EntityCategory.DIAGNOSTIC, enabled=False),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add binary sensors, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.BINARY_SENSOR,
        {Contact: _contact, Online: EwelinkOnline},
        DESCRIPTIONS,
    )


def _contact(
    coordinator: EwelinkCoordinator,
    device: Device,
    feature: Contact,
    description: BinarySensorEntityDescription,
) -> EwelinkEntity[Any]:
    if isinstance(feature, Alarm):
        return EwelinkAlarm(coordinator, device, feature, description)
    if isinstance(feature, RadioPair):
        return EwelinkRadioPair(coordinator, device, feature, description)
    return EwelinkContact(coordinator, device, feature, description)


class EwelinkContact(EwelinkEntity[Contact], BinarySensorEntity):
    """Something that is so or not."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is so."""
        return self.feature.decode(self.device.params)


class EwelinkAlarm(WaitingEntity[Alarm], BinarySensorEntity, RestoreEntity):
    """A radio sensor, on for a while after it was triggered."""

    @override
    async def async_added_to_hass(self) -> None:
        """Remember which times were told before, and go on with an alarm."""
        stored = await self.async_get_last_extra_data()
        self.device.restore_stamps(stored_in(stored))
        self.device.restore_alarm(self.feature, monotonic() + seconds_left_in(stored))
        await super().async_added_to_hass()

    @property
    @override
    def extra_restore_state_data(self) -> StoredAlarm:
        """Return what is remembered until the next start."""
        stamps = self.device.stored_stamps(self.feature.place.params)
        return StoredAlarm(stamps=stamps, until=time() + self.until - monotonic())

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


class EwelinkRadioPair(EwelinkEntity[RadioPair], BinarySensorEntity, RestoreEntity):
    """A radio sensor that sends one code for on and another for off."""

    _restored: bool | None = None

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: RadioPair,
        description: BinarySensorEntityDescription,
    ) -> None:
        """Be what the user has chosen."""
        super().__init__(coordinator, device, feature, description)
        self._attr_device_class = BinarySensorDeviceClass(feature.device_class)

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what was known before, for as long as no code is known."""
        last = await self.async_get_last_state()
        if last is not None and last.state in (STATE_ON, STATE_OFF):
            self._restored = last.state == STATE_ON
        await super().async_added_to_hass()

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether the code for on came last."""
        told = self.device.last_code(self.feature)
        return self._restored if told is None else told


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

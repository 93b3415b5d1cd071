"""Keys that are pressed, on remotes, on walls, at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final, override

from homeassistant.components.event import (
    ATTR_MULTI_PRESS_COUNT,
    EventDeviceClass,
    EventEntity,
    EventEntityDescription,
    EventExtraStoredData,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.messages import Origin
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Presses
from .devices.features.presses import RING
from .entity import EwelinkEntity
from .feature_entities import async_add_features, by_key
from .restored_stamps import stored_in

# Nothing is written.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    EventEntityDescription(key="button", device_class=EventDeviceClass.BUTTON),
    EventEntityDescription(key="rf", device_class=EventDeviceClass.BUTTON),
    EventEntityDescription(
        key="touch", translation_key="touch", device_class=EventDeviceClass.BUTTON
    ),
)

# One of several buttons of a device.
NUMBERED: Final = EventEntityDescription(
    key="button", translation_key="button", device_class=EventDeviceClass.BUTTON
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add events, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.EVENT,
        {Presses: EwelinkEvent},
        DESCRIPTIONS,
    )


@dataclass
class StoredEvent(EventExtraStoredData):
    """What Home Assistant stores of an event, and the presses that were told."""

    stamps: list[list[object]]


class EwelinkEvent(EwelinkEntity[Presses], EventEntity):
    """A key, or what is touched as one."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Presses,
        description: EventEntityDescription,
    ) -> None:
        """Take what it may tell; of several buttons, each has a number or a name."""
        super().__init__(coordinator, device, feature, description)
        self._attr_event_types = list(feature.event_types)
        if RING in feature.event_types:
            self._attr_device_class = EventDeviceClass.DOORBELL
        number = feature.number
        if number is None and feature.child not in {None, *device.children()}:
            number = (feature.channel or 0) + 1
        if number is not None and self.device_class is EventDeviceClass.BUTTON:
            self.entity_description = NUMBERED
            self._attr_translation_placeholders = {"number": str(number)}

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what was told before, then begin to hear."""
        self.device.restore_stamps(stored_in(await self.async_get_last_extra_data()))
        await super().async_added_to_hass()

    @property
    @override
    def extra_restore_state_data(self) -> StoredEvent:
        """Return what is remembered until the next start."""
        return StoredEvent(
            **super().extra_restore_state_data.as_dict(),
            stamps=self.device.stored_stamps(self.feature.stamps),
        )

    @callback
    @override
    def async_hear(self, params: Mapping[str, object], origin: Origin) -> None:
        """Tell of a press, unless it was told before."""
        press = self.device.new_press(self.feature, params, origin, monotonic())
        if press is None:
            return
        count = {} if press.count is None else {ATTR_MULTI_PRESS_COUNT: press.count}
        self._trigger_event(press.event_type, count)
        self.async_write_ha_state()

"""The firmware of devices, and its updates."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, override

from homeassistant.components.update import (
    UpdateDeviceClass,
    UpdateEntity,
    UpdateEntityDescription,
    UpdateEntityFeature,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.firmware import is_newer
from .availability import ConnectionState
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Firmware
from .domain_data import DATA_SHARED
from .entity import EwelinkEntity
from .entity_ranks import Admission, Asked

# Each device is told alone, and refuses a second upgrade by itself.
PARALLEL_UPDATES = 0

# No feature that a type has: whether there is one, the account and the cloud decide.
DESCRIPTIONS: Final[Mapping[str, UpdateEntityDescription]] = {}
FIRMWARE: Final = UpdateEntityDescription(
    key="firmware",
    device_class=UpdateDeviceClass.FIRMWARE,
    entity_category=EntityCategory.CONFIG,
)
_FEATURE: Final = Firmware(key=FIRMWARE.key)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add updates, now and when it is known which devices have them."""
    coordinator = entry.runtime_data
    budget = hass.data[DATA_SHARED].budgets[entry.entry_id]
    shown: dict[str, Device] = {}

    @callback
    def _async_make(device: Device) -> EwelinkUpdate | None:
        asked = Asked(Platform.UPDATE, device, _FEATURE, FIRMWARE, 0, _async_follow)
        admission = budget.async_admit(asked)
        if admission is Admission.LATER:
            return None
        shown[device.id] = device
        update = EwelinkUpdate(coordinator, device)
        if admission is Admission.DISABLED:
            update.async_start_disabled()
        return update

    @callback
    def _async_follow(devices: Iterable[Device] = coordinator.data.values()) -> None:
        if entry.state is ConfigEntryState.UNLOAD_IN_PROGRESS:
            return
        for gone in shown.keys() - coordinator.data.keys():
            del shown[gone]
        is_shown = coordinator.firmware.is_shown
        new = [it for it in devices if shown.get(it.id) is not it and is_shown(it)]
        async_add_entities([it for it in map(_async_make, new) if it is not None])

    entry.async_on_unload(coordinator.firmware.async_listen(_async_follow))
    entry.async_on_unload(coordinator.inventory.async_listen_features(_async_follow))


class EwelinkUpdate(EwelinkEntity[Firmware], UpdateEntity):
    """The firmware of a device.

    It is there while the device is offline: what it runs is known all the same.
    """

    _attr_supported_features = (
        UpdateEntityFeature.INSTALL | UpdateEntityFeature.PROGRESS
    )
    auto_update = False
    capability_attributes = None
    display_precision = 0
    entity_picture = UpdateEntity.entity_picture
    release_summary = None
    release_url = None
    title = None
    unit_of_measurement = None

    def __init__(self, coordinator: EwelinkCoordinator, device: Device) -> None:
        """Show what a device runs."""
        super().__init__(coordinator, device, _FEATURE, FIRMWARE)

    @property
    @override
    def available(self) -> bool:
        """Return whether the account is there, and lists the device."""
        if self.in_progress:
            return True
        presence = self.coordinator.inventory.presence
        state = presence.connection_of(self.device)
        is_listed = state is not ConnectionState.NOT_IN_ACCOUNT
        return is_listed and self.coordinator.is_reachable

    @property
    @override
    def installed_version(self) -> str | None:
        """Return what the device runs."""
        return self.device.firmware

    @property
    @override
    def latest_version(self) -> str | None:
        """Return what is offered, else what the device runs."""
        offer = self.coordinator.firmware.offer_for(self.device)
        return self.device.firmware if offer is None else offer.version

    @property
    @override
    def in_progress(self) -> bool:
        """Return whether the device is upgraded; how far it is, nobody knows."""
        return self.coordinator.firmware.is_upgrading(self.device)

    @override
    def version_is_newer(self, latest_version: str, installed_version: str) -> bool:
        """Return whether what is offered comes after what the device runs."""
        return is_newer(latest_version, installed_version)

    @override
    async def async_install(
        self, version: str | None, backup: bool, **kwargs: Any
    ) -> None:
        """Install what is offered; returns when the device is back with it."""
        await self.coordinator.firmware.async_upgrade(self.device)

    @override
    async def async_update(self) -> None:
        """Ask the cloud what it offers, for all devices of the account."""
        await self.coordinator.firmware.async_refresh()

"""The account's devices in Home Assistant's device registry."""

from collections.abc import Iterable

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.typing import UNDEFINED

from ..api.models import Group
from ..const import DOMAIN
from ..devices.device import Device
from ..devices.features import Feature, Writable
from ..devices.remotes import REMOTE_PREFIX, entries_of, learned_channels, remotes_of
from ..identifiers import (
    account_identifier,
    child_identifier,
    is_account,
    is_of_channel,
    split_identifier,
    unique_id_of,
)
from ..platforms import platform_of


class EwelinkDeviceRegistry:
    """Registers devices with their channels, and ties entities to them."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Start with what the registry remembers."""
        self._registry = dr.async_get(hass)
        self._entities = er.async_get(hass)
        self._entry_id = entry_id
        self._registered: dict[str, tuple[object, ...]] = {}
        self._ids: dict[str, str] = {}
        self._child_ids: dict[str, dict[str, str]] = {}
        self._macs: dict[str, str] = {}
        self._unnamed: set[str] = set()

    def entry_of(self, device: Device, child: str | None) -> dr.AnyDeviceEntry | None:
        """Return what the entities of a registered device belong to.

        They belong to the child if the device has it, else to the device.
        """
        device_id = self._ids.get(device.id, "")
        children = self._child_ids.get(device.id, {})
        return self._registry.async_get(children.get(child or "", device_id))

    def known(self) -> set[str]:
        """Return the deviceids that the registry holds for this account."""
        entries = dr.async_entries_for_config_entry(self._registry, self._entry_id)
        return {
            identifier
            for entry in entries
            for domain, identifier in entry.identifiers
            if domain == DOMAIN and not is_account(identifier)
        }

    def recalled(self, device: Device) -> Device:
        """Return a device that is shown now, with the settings of an earlier run.

        An entity that is registered stays of use where its device tells no value.
        """
        device.recall(
            it.identity
            for it in device.type.features
            if it.optional and isinstance(it, Writable) and self._is_known(device, it)
        )
        return device

    def _is_known(self, device: Device, feature: Feature) -> bool:
        if (platform := platform_of(feature)) is None:
            return False
        find = self._entities.async_get_entity_id
        return find(platform, DOMAIN, unique_id_of(device, feature)) is not None

    def register(self, device: Device, room: str | None) -> bool:
        """Register a device with its children; return whether anything is new."""
        thing = device.thing
        parent = self._ids.get(device.parent_id) if device.parent_id else None
        children = device.children()
        listing = (
            thing.name,
            thing.brand,
            device.firmware,
            thing.mac,
            parent,
            children,
        )
        if self._registered.get(device.id) == listing:
            return False
        self._registered[device.id] = listing
        identifier = (DOMAIN, device.id)
        is_known = self._registry.async_get_device_by_identifier(
            identifier, self._entry_id
        )
        entry = self._registry.async_get_or_create(
            config_entry_id=self._entry_id,
            connections=self._connections(device),
            identifiers={identifier},
            manufacturer=thing.brand or thing.manufacturer,
            model=thing.product_model or thing.model or device.type.name,
            model_id=None if thing.uiid is None else f"UIID {thing.uiid}",
            name=device.name,
            serial_number=device.id,
            suggested_area=UNDEFINED if is_known else room,
            sw_version=device.firmware,
            via_device_id=parent,
        )
        self._ids[device.id] = entry.id
        child_ids = {
            child: self._register_child(device, child, name)
            for child, name in children.items()
        }
        if child_ids:
            self._child_ids[device.id] = child_ids
        else:
            self._child_ids.pop(device.id, None)
        return True

    def register_group(self, group: Group, room: str | None) -> bool:
        """Register a group, a device without any part; return whether it is new."""
        if self._registered.get(group.id) == (group.name,):
            return False
        self._registered[group.id] = (group.name,)
        identifier = (DOMAIN, group.id)
        find = self._registry.async_get_device_by_identifier
        is_known = find(identifier, self._entry_id)
        entry = self._registry.async_get_or_create(
            config_entry_id=self._entry_id,
            identifiers={identifier},
            manufacturer="eWeLink",
            model="Group",
            name=group.name,
            suggested_area=UNDEFINED if is_known else room,
        )
        self._ids[group.id] = entry.id
        return True

    def group_info(self, group_id: str) -> DeviceInfo:
        """Return what ties an entity to a registered group."""
        return DeviceInfo(identifiers={(DOMAIN, group_id)})

    def _register_child(self, device: Device, child: str, name: str | None) -> str:
        """Register a channel, or a remote, by its name or by its number."""
        number = child.removeprefix(REMOTE_PREFIX)
        unnamed = "channel"
        if number != child:
            unnamed = "remote"
            self._keep_remote(device, child)
        entry = self._registry.async_get_or_create_child(
            config_entry_id=self._entry_id,
            parent_device_id=self._ids[device.id],
            identifiers={child_identifier(device.id, child)},
            name=name or UNDEFINED,
            translation_key=None if name else unnamed,
            translation_placeholders={"number": str(int(number) + 1)},
        )
        return entry.id

    def _keep_remote(self, device: Device, child: str) -> None:
        """Let a remote stay the same device when its lowest channel is another one."""
        find = self._registry.async_get_child_device_by_identifier
        identifier = child_identifier(device.id, child)
        if find(identifier, self._entry_id) is not None:
            return
        named = {child_identifier(device.id, it) for it in device.children()}
        for feature in device.features:
            if feature.child != child:
                continue
            entry = self._entry_of(unique_id_of(device, feature))
            if entry is not None and entry.identifiers.isdisjoint(named):
                self._registry.async_update_child_device(
                    entry.id, new_identifiers={identifier}
                )
                return

    def _entry_of(self, unique_id: str) -> dr.ChildDeviceEntry | None:
        """Return the remote that the event of a key belongs to."""
        entity_id = self._entities.async_get_entity_id(
            Platform.EVENT, DOMAIN, unique_id
        )
        entity = self._entities.async_get(entity_id or "")
        entry = self._registry.async_get((entity and entity.device_id) or "")
        if isinstance(entry, dr.ChildDeviceEntry) and _is_remote(entry):
            return entry
        return None

    def part_from_remotes(self, devices: Iterable[Device]) -> None:
        """Remove remotes and keys that are not there since two lists in a row.

        They are there if they are named and learned. A list that names none at all is
        not believed, nor is a bridge that does not tell what it has learned.
        """
        before, self._unnamed = self._unnamed, set()
        for device in devices:
            if learned_channels(device.params) is None:
                continue
            if entries_of(device.thing.tags.get("zyx_info")):
                self._unnamed |= self._unnamed_of(device)
        for unnamed in before & self._unnamed:
            if self._entities.async_get(unnamed):
                self._entities.async_remove(unnamed)
            elif self._registry.async_get(unnamed):
                self._registry.async_remove_device(unnamed)

    def _unnamed_of(self, device: Device) -> set[str]:
        """Return the remotes, and the entities of keys, that a device has no more."""
        remotes = remotes_of(device.thing)
        named = {child_identifier(device.id, it.child) for it in remotes}
        known = {unique_id_of(device, it) for it in device.features}
        parent_id = self._ids[device.id]
        children = dr.async_entries_for_parent_device(self._registry, parent_id)
        return {
            entity.entity_id
            for device_id in (parent_id, *(child.id for child in children))
            for entity in er.async_entries_for_device(
                self._entities, device_id, include_disabled_entities=True
            )
            if entity.unique_id not in known and is_of_channel(entity.unique_id)
        } | {
            child.id
            for child in children
            if _is_remote(child) and child.identifiers.isdisjoint(named)
        }

    def _connections(self, device: Device) -> set[tuple[str, str]]:
        """Return the MAC address, unless another device of the account shows it too."""
        mac = device.thing.mac
        if mac is None or self._macs.setdefault(mac, device.id) != device.id:
            return set()
        return {(dr.CONNECTION_NETWORK_MAC, mac)}

    def remembered(self) -> set[str]:
        """Return the deviceids of which Home Assistant remembers deleted entities."""
        return {
            split_identifier(entity.unique_id)[0]
            for entity in self._entities.deleted_entities.values()
            if entity.config_entry_id == self._entry_id
        }

    def forget(self, device_id: str) -> None:
        """Forget a device, which stays in the registry."""
        if self._registered.pop(device_id, None) is None:
            return
        del self._ids[device_id]
        self._child_ids.pop(device_id, None)
        self._macs = {mac: it for mac, it in self._macs.items() if it != device_id}

    def remove(self, device_id: str) -> None:
        """Remove a device that the account no longer shows, with its channels."""
        entry = self._registry.async_get_device_by_identifier(
            (DOMAIN, device_id), self._entry_id
        )
        if entry is not None:
            self._registry.async_remove_device(entry.id)


def _is_remote(entry: dr.ChildDeviceEntry) -> bool:
    """Return whether a child of a device is a remote of it."""
    children = (split_identifier(it)[1] for _, it in entry.identifiers)
    return any(it.startswith(REMOTE_PREFIX) for it in children)


def account_device_info(apikey: str) -> DeviceInfo:
    """Return the device of an account itself."""
    return DeviceInfo(
        entry_type=dr.DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, account_identifier(apikey))},
        manufacturer="eWeLink",
        model="Cloud account",
        translation_key="account",
    )

"""The moves to us in the registries, all in one go; each can be made again.

Home Assistant writes the registries some seconds later, so that nothing is waited for
between two moves.
"""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..identifiers import child_identifier
from ..sonoff_ids import SONOFF
from .plan import DeviceMove, EntityMove, Plan


@callback
def async_is_elsewhere(
    registry: dr.DeviceRegistry, move: DeviceMove, entry_id: str
) -> bool:
    """Return whether another entry of ours shows a device: it is one of its own."""
    found = registry.async_get_devices(identifiers={(DOMAIN, move.deviceid)})
    return any(it.config_entry_id != entry_id for it in found)


class Taking:
    """Moves what SonoffLAN has to an entry of ours, none of which is loaded."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Find the registries."""
        self._devices = dr.async_get(hass)
        self._entities = er.async_get(hass)
        self._entry_id = entry.entry_id

    @callback
    def async_take(self, plan: Plan) -> int:
        """Make the moves that are not made yet; return how many entities are ours."""
        return sum(self._take_device(it) for it in plan.devices)

    def _take_device(self, move: DeviceMove) -> int:
        device = self._devices.async_get(move.id, include_child_devices=False)
        if device is None:
            return 0
        if device.config_entry_id not in {self._entry_id, move.entry_id}:
            # Another account of ours shows it by now.
            return 0
        is_theirs = device.config_entry_id == move.entry_id
        if is_theirs and async_is_elsewhere(self._devices, move, self._entry_id):
            return 0
        if is_theirs:
            self._remove_own(move)
        moved = sum(self._take_entity(move, it) for it in move.entities)
        self._let_stay(move)
        if is_theirs:
            self._devices.async_update_device(
                move.id,
                new_config_entry_id=self._entry_id,
                new_connections=set(),
                new_identifiers={(DOMAIN, move.deviceid)},
            )
        for entity_move in move.entities:
            self._place(move, entity_move)
        return moved

    def _remove_own(self, move: DeviceMove) -> None:
        """Remove our own device, whose entities are in the way of those that move."""
        own = self._devices.async_get_device_by_identifier(
            (DOMAIN, move.deviceid), self._entry_id
        )
        if own is not None:
            self._devices.async_remove_device(own.id)

    def _take_entity(self, move: DeviceMove, entity_move: EntityMove) -> bool:
        """Move an entity unless it is gone; return whether it is ours."""
        entity = self._entities.async_get(entity_move.id)
        if entity is None or entity.platform != SONOFF:
            return entity is not None and entity.platform == DOMAIN
        find = self._entities.async_get_entity_id
        if find(entity.domain, DOMAIN, entity_move.after) is not None:
            return False
        hop = find(entity.domain, SONOFF, entity_move.after) not in (
            None,
            entity.entity_id,
        )
        change_platform(
            self._entities,
            entity,
            DOMAIN,
            self._entry_id,
            move.id,
            None if hop else entity_move.after,
        )
        if hop:
            # Another of theirs has that id until it moves, too.
            self._entities.async_update_entity(
                entity.entity_id, new_unique_id=entity_move.after
            )
        return True

    def _let_stay(self, move: DeviceMove) -> None:
        """Take from the device what would be deleted with its move."""
        for entity in er.async_entries_for_device(
            self._entities, move.id, include_disabled_entities=True
        ):
            if entity.config_entry_id == move.entry_id:
                self._entities.async_update_entity(entity.entity_id, device_id=None)

    def _place(self, move: DeviceMove, entity_move: EntityMove) -> None:
        """Give the area of what has no name of its own to where its name comes from."""
        entity = self._entities.async_get(entity_move.id)
        if entity is None or entity.platform != DOMAIN or not entity_move.nameless:
            return
        if entity.area_id is None or entity.name is not None:
            return
        if entity_move.child is not None:
            self._place_child(move, entity_move.child, entity.area_id)
        elif move.area_id is None:
            self._devices.async_update_device(move.id, area_id=entity.area_id)
        elif move.area_id != entity.area_id:
            # Two areas need two names.
            name = entity_move.original_name or entity.original_name
            self._entities.async_update_entity(entity.entity_id, name=name)
            return
        self._entities.async_update_entity(entity.entity_id, area_id=None)

    def _place_child(self, move: DeviceMove, child: str, area_id: str) -> None:
        channel = self._devices.async_get_or_create_child(
            config_entry_id=self._entry_id,
            identifiers={child_identifier(move.deviceid, child)},
            parent_device_id=move.id,
        )
        self._devices.async_update_child_device(channel.id, area_id=area_id)


def change_platform(  # noqa: PLR0913, PLR0917 - as many as tell where it goes
    registry: er.EntityRegistry,
    entity: er.RegistryEntry,
    platform: str,
    entry_id: str,
    device_id: str,
    unique_id: str | None,
) -> None:
    """Move an entity; an id that stays the same must not be named."""
    if unique_id is None or unique_id == entity.unique_id:
        registry.async_update_entity_platform(
            entity.entity_id,
            platform,
            new_config_entry_id=entry_id,
            new_device_id=device_id,
        )
    else:
        registry.async_update_entity_platform(
            entity.entity_id,
            platform,
            new_config_entry_id=entry_id,
            new_device_id=device_id,
            new_unique_id=unique_id,
        )

"""The moves back to SonoffLAN, all in one go; each can be made again."""

from dataclasses import replace

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..sonoff_ids import SONOFF
from .moves import change_platform
from .plan import DeviceMove, EntityMove, Plan


class GivingBack:
    """Moves what was taken back to the entries of SonoffLAN, none of them loaded.

    The plan tells what areas and labels there are to be, as `async_way_back` has it.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Find the registries."""
        self._devices = dr.async_get(hass)
        self._entities = er.async_get(hass)
        self._entry_id = entry.entry_id

    @callback
    def async_give(self, plan: Plan) -> int:
        """Make the moves that are not made yet; return how many entities are theirs."""
        return sum(self._give_device(it) for it in plan.devices)

    def _give_device(self, move: DeviceMove) -> int:
        device = self._devices.async_get(move.id, include_child_devices=False)
        if device is None:
            return 0
        if device.config_entry_id not in {self._entry_id, move.entry_id}:
            # Another account of ours shows it by now.
            return 0
        is_ours = device.config_entry_id == self._entry_id
        if is_ours:
            self._remove_theirs(move)
        given = sum(self._give_entity(move, it) for it in move.entities)
        if is_ours:
            self._remove_channels(move)
            self._devices.async_update_device(
                move.id,
                area_id=move.area_id,
                new_config_entry_id=move.entry_id,
                new_connections=set(move.connections),
                new_identifiers=set(move.identifiers),
            )
        for entity_id in move.stay:
            self._join(move, entity_id)
        return given

    def _remove_theirs(self, move: DeviceMove) -> None:
        """Remove what SonoffLAN made anew, should it have been loaded meanwhile."""
        for identifier in move.identifiers:
            found = self._devices.async_get_device_by_identifier(
                identifier, move.entry_id
            )
            if found is not None and found.id != move.id:
                self._devices.async_remove_device(found.id)

    def _give_entity(self, move: DeviceMove, entity_move: EntityMove) -> bool:
        """Move an entity unless it is gone; return whether it is theirs."""
        entity = self._entities.async_get(entity_move.id)
        if entity is None or entity.platform != DOMAIN:
            return entity is not None and entity.platform == SONOFF
        find = self._entities.async_get_entity_id
        if find(entity.domain, SONOFF, entity_move.before) is not None:
            return False
        self._restore(entity, entity_move)
        hop = find(entity.domain, DOMAIN, entity_move.before) not in (
            None,
            entity.entity_id,
        )
        change_platform(
            self._entities,
            entity,
            SONOFF,
            move.entry_id,
            move.id,
            None if hop else entity_move.before,
        )
        if hop:
            self._entities.async_update_entity(
                entity.entity_id, new_unique_id=entity_move.before
            )
        return True

    def _restore(self, entity: er.RegistryEntry, entity_move: EntityMove) -> None:
        """Let it have its own name, and again what another device had for it.

        On no device it may have an area whatever it is called.
        """
        name = entity.name
        if name is not None and name == entity_move.original_name:
            name = entity_move.name
        self._entities.async_update_entity(
            entity.entity_id,
            area_id=entity.area_id or entity_move.area_id,
            device_id=None,
            has_entity_name=False,
            labels=entity.labels | set(entity_move.labels),
            name=name,
            original_name=entity_move.original_name,
        )

    def _remove_channels(self, move: DeviceMove) -> None:
        """Remove the devices of channels: one that has any cannot move."""
        for channel in dr.async_entries_for_parent_device(self._devices, move.id):
            self._devices.async_remove_device(channel.id)

    def _join(self, move: DeviceMove, entity_id: str) -> None:
        """Give back to the device what stayed behind without it."""
        entity = self._entities.async_get(entity_id)
        if entity is not None and entity.platform == SONOFF:
            self._entities.async_update_entity(entity.entity_id, device_id=move.id)


@callback
def async_way_back(hass: HomeAssistant, plan: Plan) -> Plan:
    """Return the plan of the way back: with what the user has changed meanwhile.

    What an entity has no place for with us lies on the device that gives its name.
    """
    registry = dr.async_get(hass)
    return Plan(tuple(_back(registry, it) for it in plan.devices))


def _back(registry: dr.DeviceRegistry, move: DeviceMove) -> DeviceMove:
    device = registry.async_get(move.id, include_child_devices=False)
    if device is None:
        return move
    channels = {
        identifier.partition("_")[2]: it
        for it in dr.async_entries_for_parent_device(registry, move.id)
        for domain, identifier in it.identifiers
        if domain == DOMAIN
    }
    lent = move.area_id is None and any(_is_lent(it) for it in move.entities)
    entities = []
    for it in move.entities:
        back = replace(it, area_id=None)
        if it.nameless and (channel := channels.get(it.child or "")) is not None:
            labels = tuple(sorted(channel.labels))
            back = replace(it, area_id=channel.area_id, labels=labels)
        elif _is_lent(it):
            back = replace(it, area_id=device.area_id if lent else it.area_id)
        entities.append(back)
    area_id = None if lent else device.area_id
    return replace(move, area_id=area_id, entities=tuple(entities))


def _is_lent(move: EntityMove) -> bool:
    """Return whether the area of an entity became that of its device."""
    has_area = move.area_id is not None and move.name is None
    return move.nameless and move.child is None and has_area

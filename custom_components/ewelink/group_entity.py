"""The entities of groups: a switch each, or a light where the members are lamps."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .api.errors import EwelinkError
from .api.wire import Params
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.groups import DeviceGroup
from .errors import group_error
from .replacement import async_replace

_KEYS: Final = {Platform.LIGHT: "light", Platform.SWITCH: "switch"}


class EwelinkGroupEntity(CoordinatorEntity[EwelinkCoordinator]):
    """A group, which shows what its members do and is woken by them alone."""

    _attr_has_entity_name = True
    _attr_name = None

    def __init__(
        self, coordinator: EwelinkCoordinator, group: DeviceGroup, platform: Platform
    ) -> None:
        """Tie the group to its device."""
        super().__init__(coordinator, context=(group.id, frozenset()))
        self.device_group = group
        self._attr_unique_id = _unique_id(group, platform)
        registry = coordinator.inventory.registry
        self._attr_device_info = registry.group_info(group.id)
        self._heard: object = ()
        self._unlisten: list[CALLBACK_TYPE] = []

    @property
    @override
    def available(self) -> bool:
        """Return whether the cloud is there, and a member; one may not be shown."""
        if not self.coordinator.inventory.shown.groups.is_listed(self.device_group):
            return False
        members = self.device_group.members
        return self.coordinator.is_reachable and (
            not members or any(map(self.coordinator.is_available, members))
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Begin to listen to the members."""
        await super().async_added_to_hass()
        self._async_follow_members()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Listen to nobody."""
        self._async_let_go()
        await super().async_will_remove_from_hass()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._async_follow_members()
        self.async_show()

    @callback
    def async_show(self) -> None:
        """Write what the members show now."""
        self.async_write_ha_state()

    @callback
    def _async_follow_members(self) -> None:
        """Listen to those that are members now."""
        if self._heard is self.device_group.members:
            return
        self._async_let_go()
        self._heard = self.device_group.members
        self._unlisten = [
            self.coordinator.async_add_listener(self.async_show, context)
            for context in self.device_group.listened()
        ]

    @callback
    def _async_let_go(self) -> None:
        while self._unlisten:
            self._unlisten.pop()()

    @override
    async def async_update(self) -> None:
        """Ask the members for their params, all at once: one may not answer."""
        ask = self.coordinator.async_update_device
        await asyncio.gather(*map(ask, self.device_group.members))

    async def async_command(self, params: Params) -> None:
        """Send params to all members; what they do is told by themselves."""
        try:
            await self.coordinator.async_command_group(self.device_group.id, params)
        except EwelinkError as err:
            raise group_error(err, self.device_group.name) from err


type GroupEntityFn = Callable[[EwelinkCoordinator, DeviceGroup], EwelinkGroupEntity]


class _GroupEntities:
    """The groups that one platform shows."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        platform: Platform,
        entity_fn: GroupEntityFn,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        self._coordinator = coordinator
        self._platform = platform
        self._entity_fn = entity_fn
        self._async_add_entities = async_add_entities
        self._shown: dict[str, DeviceGroup] = {}

    @callback
    def async_follow(self, groups: Iterable[DeviceGroup]) -> None:
        """Add what is new or of this kind only now."""
        if self._coordinator.config_entry.state is ConfigEntryState.UNLOAD_IN_PROGRESS:
            return
        mine = {it.id: it for it in groups if _platform_of(it) is self._platform}
        new = [it for it in mine.values() if self._shown.get(it.id) is not it]
        self._shown = mine
        for group in new:
            self._async_replace_other(group)
        self._async_add_entities(
            [self._entity_fn(self._coordinator, group) for group in new]
        )

    @callback
    def _async_replace_other(self, group: DeviceGroup) -> None:
        """Take the place of the entity of another kind that it had before."""
        for other in _KEYS.keys() - {self._platform}:
            async_replace(
                self._coordinator.hass,
                self._coordinator.config_entry,
                self._platform,
                _unique_id(group, self._platform),
                _unique_id(group, other),
            )


def _unique_id(group: DeviceGroup, platform: Platform) -> str:
    return f"{group.id}_{_KEYS[platform]}"


def _platform_of(group: DeviceGroup) -> Platform:
    return Platform.SWITCH if group.lamps is None else Platform.LIGHT


@callback
def async_add_groups(
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    platform: Platform,
    entity_fn: GroupEntityFn,
) -> None:
    """Add an entity for each group of a platform, now and as groups are made."""
    coordinator = entry.runtime_data
    groups = coordinator.inventory.shown.groups
    entities = _GroupEntities(coordinator, platform, entity_fn, async_add_entities)
    entry.async_on_unload(groups.async_listen(entities.async_follow))

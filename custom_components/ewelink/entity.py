"""What all eWeLink entities share."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, override

from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity import (
    Entity,
    EntityDescription,
    EntityPlatformState,
)
from homeassistant.helpers.event import async_call_later

from .aliases import ChannelAlias
from .api.errors import EwelinkError
from .api.messages import Origin
from .api.wire import Command, OnDone
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.features import Feature, FeatureError
from .errors import command_error, value_error
from .identifiers import unique_id_of


def command[EntityT: EwelinkEntity[Any], **P](
    func: Callable[Concatenate[EntityT, P], Awaitable[None]],
) -> Callable[Concatenate[EntityT, P], Coroutine[Any, Any, None]]:
    """Turn what can go wrong with a command into Home Assistant's errors."""

    @wraps(func)
    async def decorator(self: EntityT, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await func(self, *args, **kwargs)
        except EwelinkError as err:
            raise command_error(err, self.device.name) from err
        except FeatureError as err:
            raise value_error(err, self.device.name) from err

    return decorator


class EwelinkEntity[FeatureT: Feature](Entity):
    """An entity that shows one feature of one device.

    It listens to its device alone, not to the account's coordinator. What is the same
    for all entities is a value of the class: what Home Assistant keeps for each of them
    by itself would take twice the memory (docs/performance.md, "Memory").
    """

    _on_left: CALLBACK_TYPE | None = None
    assumed_state = False
    attribution = None
    device_info = None
    entity_picture: str | None = None
    entity_registry_visible_default = True
    force_update = False
    has_entity_name = True
    icon = None
    should_poll = False

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: FeatureT,
        description: EntityDescription,
    ) -> None:
        """Tie the feature to its description."""
        self.coordinator = coordinator
        self.device = device
        self.feature = feature
        self.entity_description = description
        if feature.common is not None:
            self._attr_entity_registry_enabled_default = feature.common
        if feature.name is not None:
            self._attr_name = feature.name

    @property
    @override
    def unique_id(self) -> str:
        """Return what the entity is known by."""
        return unique_id_of(self.device, self.feature)

    @property
    @override
    def entity_category(self) -> EntityCategory | None:
        """Return whether it is a setting or for diagnosis."""
        return self.entity_description.entity_category

    @property
    @override
    def translation_key(self) -> str | None:
        """Return what names it and its states."""
        return self.entity_description.translation_key

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return that there is nothing to tell beside the state."""
        return None

    @property
    def listens(self) -> frozenset[str]:
        """Return the keys of changes by which it is woken."""
        return self.feature.listens

    @property
    @override
    def available(self) -> bool:
        """Return whether account, device and bridge are there."""
        return self.coordinator.is_available(self.device)

    @override
    async def async_prepare_to_add_to_hass(self) -> None:
        """Belong to the device, or to the part of it, that is registered."""
        registry = self.coordinator.inventory.registry
        self.device_entry = registry.entry_of(self.device, self.feature.child)
        await super().async_prepare_to_add_to_hass()

    @override
    async def async_added_to_hass(self) -> None:
        """Begin to hear changes, and the messages that the feature asks for."""
        await super().async_added_to_hass()
        self.coordinator.inventory.listeners.follow(self.device.id, self)
        if self.feature.hears:
            self.async_on_remove(
                self.coordinator.inventory.messages.add(
                    self.device.id, self.feature.hears, self.async_hear
                )
            )
        if self._on_left is not None:
            leave = self._async_leave(self._on_left)
            self.hass.async_create_task(leave, eager_start=False)
        self._async_keep_alias()

    @callback
    def _async_keep_alias(self) -> None:
        """Let Assist know what belongs to a channel by the channel's own name."""
        channel, entry = self.feature.channel, self.device_entry
        if channel is None or not isinstance(entry, dr.ChildDeviceEntry):
            return
        if channel not in self.device.type.channels:
            return
        if self.entity_category is None:
            alias = ChannelAlias(
                self.hass, self.entity_id, self.device, channel, entry.id
            )
            self.async_on_remove(alias.async_stop)

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Hear no more."""
        self._async_unfollow()
        await super().async_will_remove_from_hass()

    @callback
    def _async_unfollow(self) -> None:
        self.coordinator.inventory.listeners.leave(self.device.id, self)

    @callback
    def async_wake(self) -> None:
        """Show what there is now."""
        self.async_write_ha_state()

    @callback
    def async_start_disabled(self) -> None:
        """Be added disabled, unless Home Assistant knows the entity already."""
        self._attr_entity_registry_enabled_default = False

    @callback
    def async_hear(self, params: Mapping[str, object], origin: Origin) -> None:
        """Hear what a message held that the feature asks for, and who sent it."""

    @callback
    def async_vanish(self, on_left: CALLBACK_TYPE) -> None:
        """Leave, now or once added, and call back; the registry keeps its entry."""
        self._on_left = on_left
        if self._platform_state is EntityPlatformState.ADDED:
            self.hass.async_create_task(self._async_leave(on_left))
        elif self._platform_state is EntityPlatformState.REMOVED:
            on_left()

    async def _async_leave(self, on_left: CALLBACK_TYPE) -> None:
        await self.async_remove()
        on_left()

    @callback
    @override
    def add_to_platform_abort(self) -> None:
        """Take note that Home Assistant does not add the entity."""
        super().add_to_platform_abort()
        self._async_unfollow()
        if self._on_left is not None:
            self._on_left()

    @command
    async def async_update(self) -> None:
        """Ask the cloud for the device's params."""
        await self.coordinator.async_update_device(self.device)

    async def async_command(self, command: Command) -> None:
        """Send a command to the device. Raises EwelinkError and FeatureError."""
        await self.coordinator.async_command(self.device, command)

    async def async_act(self, command: Command, on_done: OnDone | None = None) -> None:
        """Let the device do something once. Raises EwelinkError and FeatureError.

        `on_done` is called as soon as it has answered, before what it tells then.
        """
        await self.coordinator.async_act(self.device, command, on_done)


class WaitingEntity[FeatureT: Feature](EwelinkEntity[FeatureT]):
    """An entity whose state changes by itself when a time has come."""

    _cancel_wait: CALLBACK_TYPE | None = None

    @property
    @abstractmethod
    def until(self) -> float:
        """Return the monotonic time of that change, which may be past."""

    @property
    def is_before(self) -> bool:
        """Return whether the change is still to come."""
        return self.until > monotonic()

    @override
    async def async_added_to_hass(self) -> None:
        """Start waiting."""
        await super().async_added_to_hass()
        self._async_wait()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Stop waiting."""
        if self._cancel_wait is not None:
            self._cancel_wait()
            self._cancel_wait = None
        await super().async_will_remove_from_hass()

    @callback
    @override
    def async_wake(self) -> None:
        """Wait anew, and show what there is now."""
        self._async_wait()
        super().async_wake()

    @callback
    def _async_wait(self) -> None:
        """Wait with one timer, which waits again where the time moved on meanwhile."""
        if self._platform_state is EntityPlatformState.REMOVED:
            return
        if self._cancel_wait is None and (remaining := self.until - monotonic()) > 0:
            self._cancel_wait = async_call_later(self.hass, remaining, self._async_over)

    @callback
    def _async_over(self, _now: datetime) -> None:
        self._cancel_wait = None
        self.async_wake()

"""What all eWeLink entities share."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, override

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity import EntityDescription, EntityPlatformState
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .aliases import async_keep_alias
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


class EwelinkEntity[FeatureT: Feature](CoordinatorEntity[EwelinkCoordinator]):
    """An entity that shows one feature of one device."""

    _attr_has_entity_name = True
    _on_left: CALLBACK_TYPE | None = None

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: FeatureT,
        description: EntityDescription,
    ) -> None:
        """Tie the feature to its description."""
        super().__init__(coordinator, context=(device.id, feature.listens))
        self.device = device
        self.feature = feature
        self.entity_description = description
        self._attr_unique_id = unique_id_of(device, feature)
        if feature.common is not None:
            self._attr_entity_registry_enabled_default = feature.common
        if feature.name is not None:
            self._attr_name = feature.name
        registry = coordinator.inventory.registry
        self._attr_device_info = registry.device_info(device, feature.child)

    @property
    @override
    def available(self) -> bool:
        """Return whether account, device and bridge are there."""
        return self.coordinator.is_available(self.device)

    @override
    async def async_added_to_hass(self) -> None:
        """Begin to hear the messages that the feature asks for."""
        await super().async_added_to_hass()
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
            self.async_on_remove(
                async_keep_alias(
                    self.hass, self.entity_id, self.device, channel, entry.id
                )
            )

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
        if self._on_left is not None:
            self._on_left()

    @override
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
    def _handle_coordinator_update(self) -> None:
        self._async_wait()
        super()._handle_coordinator_update()

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
        self._handle_coordinator_update()

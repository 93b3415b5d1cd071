"""What all eWeLink entities share."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import datetime
from functools import partial, wraps
from time import monotonic
from typing import Any, Concatenate, override
from weakref import ref

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity import EntityDescription, EntityPlatformState
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .aliases import async_keep_alias
from .api.errors import EwelinkError
from .api.messages import Origin
from .api.wire import Params
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import OF_EVERY_DEVICE, Feature, FeatureError
from .errors import command_error, value_error
from .identifiers import unique_id_of
from .platforms import platform_of


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
        registry = coordinator.inventory.registry
        self._attr_device_info = registry.device_info(device, feature.channel)

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
        if self.entity_category is None:
            self.async_on_remove(
                async_keep_alias(
                    self.hass, self.entity_id, self.device, channel, entry.id
                )
            )

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

    async def async_command(self, params: Params) -> None:
        """Send params to the device. Raises EwelinkError."""
        await self.coordinator.async_command(self.device, params)

    async def async_act(self, params: Params) -> None:
        """Let the device do something once. Raises EwelinkError."""
        await self.coordinator.async_act(self.device, params)


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
        if self._cancel_wait is None and (remaining := self.until - monotonic()) > 0:
            self._cancel_wait = async_call_later(self.hass, remaining, self._async_over)

    @callback
    def _async_over(self, _now: datetime) -> None:
        self._cancel_wait = None
        self._handle_coordinator_update()


def by_key[DescriptionT: EntityDescription](
    *descriptions: DescriptionT,
) -> Mapping[str, DescriptionT]:
    """Return descriptions by the key of the feature they describe."""
    return {description.key: description for description in descriptions}


type EntityFn[FeatureT: Feature, DescriptionT: EntityDescription] = Callable[
    [EwelinkCoordinator, Device, FeatureT, DescriptionT], EwelinkEntity[Any]
]


class FeatureEntities[DescriptionT: EntityDescription]:
    """The entities of one platform: those of the features that devices have now."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        platform: Platform,
        entity_fns: Mapping[type[Feature], EntityFn[Any, DescriptionT]],
        descriptions: Mapping[str, DescriptionT],
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        """Start with none."""
        self._coordinator = coordinator
        self._platform = platform
        self._entity_fns = entity_fns
        self._descriptions = descriptions
        self._async_add_entities = async_add_entities
        # A disabled entity is let go by Home Assistant, and need not live for us.
        self._shown: dict[str, tuple[Device, dict[str, ref[EwelinkEntity[Any]]]]] = {}
        self._leaving: set[tuple[str, str]] = set()

    @callback
    def async_follow(self, devices: Iterable[Device]) -> None:
        """Add entities of features that are new or others; those of others leave."""
        for gone in self._shown.keys() - self._coordinator.data.keys():
            del self._shown[gone]
        self._async_add(devices)

    @callback
    def _async_add(self, devices: Iterable[Device]) -> None:
        if self._coordinator.config_entry.state is ConfigEntryState.UNLOAD_IN_PROGRESS:
            return
        new = [entity for device in devices for entity in self._async_new(device)]
        self._async_add_entities(new)

    @callback
    def _async_new(self, device: Device) -> list[EwelinkEntity[Any]]:
        """Return entities for what is not shown yet and whose unique id is free."""
        held, shown = self._shown.get(device.id, (None, {}))
        shown = shown if held is device else {}
        self._shown[device.id] = (device, shown)
        features = {
            feature.identity: feature
            for feature in (*OF_EVERY_DEVICE, *device.features)
            if platform_of(feature) is self._platform
        }
        self._async_let_go(device, features)
        new = {
            identity: self._make(device, feature)
            for identity, feature in features.items()
            if identity not in shown and (device.id, identity) not in self._leaving
        }
        shown.update({identity: ref(entity) for identity, entity in new.items()})
        return list(new.values())

    @callback
    def _async_let_go(self, device: Device, features: Mapping[str, Feature]) -> None:
        shown = self._shown[device.id][1]
        gone = [it for it in shown if not _still_shows(shown[it](), features.get(it))]
        self._leaving |= {(device.id, it) for it in gone if shown[it]() is not None}
        for identity, entity in [(it, shown.pop(it)()) for it in gone]:
            if entity is not None:
                entity.async_vanish(partial(self._async_left, device, identity))

    @callback
    def _async_left(self, device: Device, identity: str) -> None:
        """Show what came in place of an entity that has left."""
        self._leaving.discard((device.id, identity))
        if self._shown.get(device.id, (None,))[0] is device:
            self._async_add([device])

    def _make(self, device: Device, feature: Feature) -> EwelinkEntity[Any]:
        entity_fn = next(
            it for kind, it in self._entity_fns.items() if isinstance(feature, kind)
        )
        description = self._descriptions[feature.key]
        return entity_fn(self._coordinator, device, feature, description)


def _still_shows(entity: EwelinkEntity[Any] | None, feature: Feature | None) -> bool:
    """Return whether an entity shows what its device has; a disabled one is None."""
    return feature is not None and (entity is None or entity.feature == feature)


def async_add_features[DescriptionT: EntityDescription](
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    platform: Platform,
    entity_fns: Mapping[type[Feature], EntityFn[Any, DescriptionT]],
    descriptions: Mapping[str, DescriptionT],
) -> None:
    """Add an entity for each feature of a platform, now and as features appear."""
    coordinator = entry.runtime_data
    entities = FeatureEntities(
        coordinator, platform, entity_fns, descriptions, async_add_entities
    )
    entry.async_on_unload(
        coordinator.inventory.async_listen_features(entities.async_follow)
    )

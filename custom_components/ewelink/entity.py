"""What all eWeLink entities share."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import datetime
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, override

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .api.errors import EwelinkError
from .api.models import Params
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import OF_EVERY_DEVICE, Feature, FeatureError
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
            raise command_error(err, self.device.thing.name) from err
        except FeatureError as err:
            raise value_error(err, self.device.thing.name) from err

    return decorator


class EwelinkEntity[FeatureT: Feature](CoordinatorEntity[EwelinkCoordinator]):
    """An entity that shows one feature of one device."""

    _attr_has_entity_name = True

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
        registrar = coordinator.inventory.registrar
        self._attr_device_info = registrar.device_info(device, feature.channel)

    @property
    @override
    def available(self) -> bool:
        """Return whether account, device and bridge are there, and the feature too."""
        return self.coordinator.is_available(self.device) and (
            self.feature.unless is None or self.feature.fits(self.device.params)
        )

    @override
    async def async_update(self) -> None:
        """Ask the cloud for the device's params."""
        await self.coordinator.async_query(self.device)

    async def async_command(self, params: Params) -> None:
        """Send params to the device. Raises EwelinkError."""
        await self.coordinator.async_command(self.device, params)


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


def async_add_features[FeatureT: Feature, DescriptionT: EntityDescription](
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    kind: type[FeatureT],
    entity_fn: Callable[
        [EwelinkCoordinator, Device, FeatureT, DescriptionT], EwelinkEntity[Any]
    ],
    descriptions: Mapping[str, DescriptionT],
) -> None:
    """Add an entity for each feature of a kind, now and when features appear."""
    coordinator = entry.runtime_data
    known: dict[str, tuple[Device, set[str]]] = {}

    def _is_new(device: Device, feature: Feature) -> bool:
        held, identities = known.get(device.id, (None, set[str]()))
        if held is not device:
            identities = set()
            known[device.id] = (device, identities)
        if feature.identity in identities:
            return False
        identities.add(feature.identity)
        return True

    @callback
    def _add(devices: Iterable[Device]) -> None:
        for gone in known.keys() - coordinator.data.keys():
            del known[gone]
        async_add_entities(
            entity_fn(coordinator, device, feature, descriptions[feature.key])
            for device in devices
            for feature in (*OF_EVERY_DEVICE, *device.features)
            if isinstance(feature, kind) and _is_new(device, feature)
        )

    entry.async_on_unload(coordinator.inventory.async_listen_new_features(_add))

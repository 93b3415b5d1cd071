"""The entities of a platform: those of the features that devices have now."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from weakref import ref

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import OF_EVERY_DEVICE, Feature
from .domain_data import DATA_SHARED
from .entity import EwelinkEntity
from .entity_ranks import Admission, Asked
from .identifiers import unique_id, unique_id_of
from .platforms import platform_of
from .replacement import async_replace


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
        entry_id = coordinator.config_entry.entry_id
        self._budget = coordinator.hass.data[DATA_SHARED].budgets[entry_id]
        # A disabled entity is let go by Home Assistant, and need not live for us.
        self._shown: dict[str, tuple[Device, dict[str, ref[EwelinkEntity[Any]]]]] = {}
        self._leaving: set[tuple[str, str]] = set()

    @callback
    def async_follow(self, devices: Iterable[Device]) -> None:
        """Add entities of features that are new or others; those of others leave."""
        self._async_add(devices)
        # A page of a long list must not cost more the longer the list is.
        if len(self._shown) > len(self._coordinator.data):
            for gone in self._shown.keys() - self._coordinator.data.keys():
                del self._shown[gone]

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
            identity: entity
            for order, (identity, feature) in enumerate(features.items())
            if identity not in shown and (device.id, identity) not in self._leaving
            if (entity := self._admit(device, feature, order)) is not None
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
            self._budget.async_settle()

    def _admit(
        self, device: Device, feature: Feature, order: int
    ) -> EwelinkEntity[Any] | None:
        """Return an entity, None where it must wait for what others there are."""
        description, follow = self._descriptions[feature.key], self._async_add
        admission = self._budget.async_admit(
            Asked(self._platform, device, feature, description, order, follow)
        )
        if admission is Admission.LATER:
            return None
        entity = self._make(device, feature)
        if admission is Admission.DISABLED:
            entity.async_start_disabled()
        return entity

    def _make(self, device: Device, feature: Feature) -> EwelinkEntity[Any]:
        for identity in feature.replaces:
            async_replace(
                self._coordinator.hass,
                self._coordinator.config_entry,
                self._platform,
                unique_id_of(device, feature),
                unique_id(device, identity),
            )
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

"""The entities of a platform: those of the features that devices have now."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

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
        # By device; devices of a kind mostly show the same, so that they share the set.
        self._shown: dict[str, tuple[Device, frozenset[str]]] = {}
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        # By unique id. A disabled entity is let go by Home Assistant, and by us.
        self._living: WeakValueDictionary[str, EwelinkEntity[Any]] = (
            WeakValueDictionary()
        )
        self._leaving: set[tuple[str, str]] = set()
        self._known = 0

    @callback
    def async_follow(self, devices: Iterable[Device]) -> None:
        """Add entities of features that are new or others; those of others leave."""
        known = self._coordinator.data
        # A page of a long list must not cost more the longer the list is.
        if len(known) < self._known:
            for gone in self._shown.keys() - known.keys():
                del self._shown[gone]
        self._known = len(known)
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
        features = {
            feature.identity: feature
            for feature in (*OF_EVERY_DEVICE, *device.features)
            if platform_of(feature) is self._platform
        }
        self._async_let_go(device, features)
        shown = self._shown_of(device)
        new = {
            identity: entity
            for order, (identity, feature) in enumerate(features.items())
            if identity not in shown and (device.id, identity) not in self._leaving
            if (entity := self._admit(device, feature, order)) is not None
        }
        self._keep(device, shown.union(new))
        self._living.update({unique_id(device, it): new[it] for it in new})
        return list(new.values())

    def _shown_of(self, device: Device) -> frozenset[str]:
        held, shown = self._shown.get(device.id, (None, frozenset[str]()))
        return shown if held is device else frozenset()

    def _keep(self, device: Device, shown: frozenset[str]) -> None:
        if shown:
            self._shown[device.id] = (device, self._shared.setdefault(shown, shown))
        else:
            self._shown.pop(device.id, None)

    @callback
    def _async_let_go(self, device: Device, features: Mapping[str, Feature]) -> None:
        """Let those leave that show what there is no more."""
        shown = self._shown_of(device)
        living = {it: self._living.get(unique_id(device, it)) for it in shown}
        gone = {
            identity: entity
            for identity, entity in living.items()
            if not _still_shows(entity, features.get(identity))
        }
        leaving = {it: entity for it, entity in gone.items() if entity is not None}
        self._leaving |= {(device.id, identity) for identity in leaving}
        self._keep(device, shown.difference(gone))
        for identity, entity in leaving.items():
            entity.async_vanish(partial(self._async_left, device, identity))

    @callback
    def _async_left(self, device: Device, identity: str) -> None:
        """Show what came in place of an entity that has left."""
        self._leaving.discard((device.id, identity))
        if self._coordinator.data.get(device.id) is device:
            self._async_add([device])
            self._budget.async_settle()

    def _admit(
        self, device: Device, feature: Feature, order: int
    ) -> EwelinkEntity[Any] | None:
        """Return an entity, None where it must wait for what others there are."""
        if self._budget.has_room:
            return self._make(device, feature)
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

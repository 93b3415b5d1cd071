"""Entities that take the place of what earlier versions showed of a device."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN
from .platforms import PLATFORMS


@callback
def async_replace(
    hass: HomeAssistant,
    entry: ConfigEntry,
    platform: Platform,
    unique_id: str,
    replaced: str,
) -> None:
    """Let an entity go on with what the user set for the switch that it replaces.

    Home Assistant cannot move an entity to another platform: the old one is removed,
    and nothing stays of what was only shown.
    """
    registry = er.async_get(hass)
    for earlier in PLATFORMS:
        entity_id = registry.async_get_entity_id(earlier, DOMAIN, replaced)
        if entity_id is None or (old := registry.async_get(entity_id)) is None:
            continue
        registry.async_remove(entity_id)
        is_new = registry.async_get_entity_id(platform, DOMAIN, unique_id) is None
        if is_new and earlier is Platform.SWITCH:
            _async_go_on(registry, entry, platform, unique_id, old)


@callback
def async_forget(hass: HomeAssistant, platform: Platform, unique_id: str) -> None:
    """Remove an entity that the user has given up, and what was set for it."""
    registry = er.async_get(hass)
    entity_id = registry.async_get_entity_id(platform, DOMAIN, unique_id)
    if entity_id is not None:
        registry.async_remove(entity_id)


@callback
def _async_go_on(
    registry: er.EntityRegistry,
    entry: ConfigEntry,
    platform: Platform,
    unique_id: str,
    old: er.RegistryEntry,
) -> None:
    new = registry.async_get_or_create(
        platform,
        DOMAIN,
        unique_id,
        config_entry=entry,
        suggested_object_id=old.entity_id.partition(".")[2],
    )
    registry.async_update_entity(
        new.entity_id,
        aliases=old.aliases,
        area_id=old.area_id,
        # Also where entities that are new are to be disabled.
        disabled_by=old.disabled_by,
        hidden_by=old.hidden_by,
        icon=old.icon,
        labels=old.labels,
        name=old.name,
    )
    for domain, options in old.options.items():
        # Those of the platform itself mean nothing to another one.
        if domain != old.domain:
            registry.async_update_entity_options(new.entity_id, domain, options)

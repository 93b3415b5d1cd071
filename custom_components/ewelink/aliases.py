"""Short names of channels, by which Assist knows them too.

Home Assistant calls a channel by its device and its own name, as in "Garden relay
Lawn"; who speaks says "the lawn".
"""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import EventDeviceRegistryUpdatedData
from homeassistant.helpers.event import async_track_device_registry_updated_event

from .const import DOMAIN
from .devices.device import Device

# Among the options of an entity: the alias that it was given.
_ALIAS: Final = "alias"


@callback
def async_keep_alias(
    hass: HomeAssistant, entity_id: str, device: Device, channel: int, channel_id: str
) -> CALLBACK_TYPE:
    """Give an entity of a channel its alias, and follow the channel's name."""

    @callback
    def _async_set(_event: Event[EventDeviceRegistryUpdatedData] | None = None) -> None:
        name = _short_name(dr.async_get(hass).async_get(channel_id), device, channel)
        if name is not None:
            _async_set_alias(er.async_get(hass), entity_id, name)

    # Not now: a change in the registry makes an entity write its state at once.
    first = hass.loop.call_soon(_async_set)
    remove = async_track_device_registry_updated_event(hass, channel_id, _async_set)

    @callback
    def _async_stop() -> None:
        first.cancel()
        remove()

    return _async_stop


def _short_name(
    entry: dr.AnyDeviceEntry | None, device: Device, channel: int
) -> str | None:
    """Return what somebody called a channel; its number alone is no name."""
    if entry is None:
        return None
    return entry.name_by_user or (entry.name if device.channel_name(channel) else None)


@callback
def _async_set_alias(registry: er.EntityRegistry, entity_id: str, name: str) -> None:
    """Set or follow our own alias; those of the user stay as they are.

    What went on from another integration is known as it was there.
    """
    entry = registry.async_get(entity_id)
    if entry is None or entry.previous_unique_id is not None:
        return
    alias = f"{name} {entry.original_name or ''}".strip()
    options: Mapping[str, Any] = entry.options.get(DOMAIN, {})
    before: str | None = options.get(_ALIAS)
    aliases = list(entry.aliases)
    if before is None and aliases == [er.COMPUTED_NAME]:
        aliases.append(alias)
    elif before in aliases and before != alias:
        aliases[aliases.index(before)] = alias
    else:
        return
    registry.async_update_entity(entity_id, aliases=list(dict.fromkeys(aliases)))
    registry.async_update_entity_options(entity_id, DOMAIN, {**options, _ALIAS: alias})

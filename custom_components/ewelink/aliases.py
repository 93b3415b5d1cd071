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


class ChannelAlias:
    """The alias of an entity of a channel, which follows the channel's name."""

    __slots__ = ("_channel", "_channel_id", "_device", "_entity_id", "_hass", "_undo")

    def __init__(
        self,
        hass: HomeAssistant,
        entity_id: str,
        device: Device,
        channel: int,
        channel_id: str,
    ) -> None:
        """Give the entity its alias soon, and follow the name."""
        self._hass = hass
        self._entity_id = entity_id
        self._device = device
        self._channel = channel
        self._channel_id = channel_id
        # Not now: a change in the registry makes an entity write its state at once.
        self._undo: CALLBACK_TYPE | None = async_track_device_registry_updated_event(
            hass, channel_id, self._async_set
        )
        hass.loop.call_soon(self._async_set)

    @callback
    def _async_set(
        self, _event: Event[EventDeviceRegistryUpdatedData] | None = None
    ) -> None:
        if self._undo is None:
            return
        entry = dr.async_get(self._hass).async_get(self._channel_id)
        name = _short_name(entry, self._device, self._channel)
        if name is not None:
            _async_set_alias(er.async_get(self._hass), self._entity_id, name)

    @callback
    def async_stop(self) -> None:
        """Follow the name no more."""
        if self._undo is not None:
            self._undo()
            self._undo = None


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

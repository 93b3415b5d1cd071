"""What a radio bridge has learned is called, and what the user has told of it.

Names are in the cloud, so that the app shows them; where it does not keep them, and for
all that the app does not know, the options of the entry do
(docs/protocol.md, "Radio remotes").
"""

from collections.abc import Mapping
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback

from .api.device_tags import merge_tags, read_tags
from .api.errors import EwelinkError, EwelinkNotSentError, EwelinkResponseError
from .api.wire import Params, as_array
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.remote_names import all_entries, with_keys, without_keys
from .devices.sendable import known_name
from .domain_data import DATA_SHARED
from .entry_data import radio_settings, with_radio_settings

_LOGGER = logging.getLogger(__name__)

_NAMES: Final = "zyx_info"
_OWN_NAMES: Final = "remotes"


async def async_name_keys(
    coordinator: EwelinkCoordinator,
    device: Device,
    remote_name: str,
    names: Mapping[int, str],
) -> bool:
    """Name channels as keys of the remote of that name, which may be new.

    Returns whether the cloud keeps the names, so that the app shows them; where it does
    not, the options of the entry do.
    """
    remote_name = known_name(device.thing, remote_name) or remote_name
    shared = coordinator.hass.data[DATA_SHARED]
    async with shared.naming:
        tags: Params | None = None
        try:
            tags = await _name_in_cloud(coordinator, device, remote_name, names)
        except EwelinkError as err:
            _LOGGER.debug("The cloud does not keep the names of keys: %s", err)
        # The account may have been loaded anew meanwhile.
        coordinator = _current(coordinator)
        own = _own_entries(coordinator, device)
        entries = without_keys(own, names)
        if tags is None:
            entries = with_keys(entries, remote_name, names)
        if entries != own:
            _async_keep(coordinator, device, entries)
        shared.unnamed_codes.get(device.id, set()).difference_update(names)
        async_show_settings(coordinator, device, tags)
        return tags is not None


def _current(coordinator: EwelinkCoordinator) -> EwelinkCoordinator:
    """Return who runs the account now."""
    entry = coordinator.config_entry
    is_loaded = entry.state is ConfigEntryState.LOADED
    return entry.runtime_data if is_loaded else coordinator


async def _name_in_cloud(
    coordinator: EwelinkCoordinator,
    device: Device,
    remote_name: str,
    names: Mapping[int, str],
) -> Params:
    """Return the tags of a device with the names in them. Raises EwelinkError.

    They are read afresh: what was just done in the app is not undone.
    """
    if (client := coordinator.link.cloud_services) is None:
        message = "there is no cloud"
        raise EwelinkNotSentError(message)
    tags = await read_tags(client, device.thing)
    entries = all_entries(tags.get(_NAMES))
    if entries is None or (_NAMES not in tags and device.thing.tags.get(_NAMES)):
        message = "the cloud's answer holds no remotes"
        raise EwelinkResponseError(message)
    named: Params = {_NAMES: with_keys(entries, remote_name, names)}
    await merge_tags(client, device.id, named)
    return tags | named


def _own_entries(coordinator: EwelinkCoordinator, device: Device) -> list[object]:
    """Return the names that the options of the entry keep."""
    settings = radio_settings(coordinator.config_entry.options).get(device.id, {})
    return as_array(settings.get(_OWN_NAMES)) or []


@callback
def _async_keep(
    coordinator: EwelinkCoordinator, device: Device, entries: list[object]
) -> None:
    """Keep names in the options of the entry, which is not loaded anew for it."""
    entry = coordinator.config_entry
    told = radio_settings(entry.options).get(device.id, {})
    settings = {key: it for key, it in told.items() if key != _OWN_NAMES}
    if entries:
        settings[_OWN_NAMES] = entries
    async_keep_settings(coordinator, device, settings)


@callback
def async_keep_settings(
    coordinator: EwelinkCoordinator, device: Device, settings: Params
) -> None:
    """Keep in the options of the entry what the user has told of a bridge.

    The entry is not loaded anew for it: `async_show_settings` shows what it means.
    """
    entry = coordinator.config_entry
    coordinator.hass.config_entries.async_update_entry(
        entry, options=with_radio_settings(entry.options, device.id, settings)
    )
    coordinator.inventory.settings[device.id] = settings


@callback
def async_show_settings(
    coordinator: EwelinkCoordinator, device: Device, tags: Params | None = None
) -> None:
    """Show what is named and told now, unless the device has left meanwhile."""
    if (present := coordinator.data.get(device.id)) is not None:
        coordinator.inventory.async_relist(present, tags)

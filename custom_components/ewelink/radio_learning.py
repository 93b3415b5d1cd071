"""Teaching a radio bridge codes, and naming what it has learned.

Source: docs/protocol.md, "Radio remotes".
"""

import asyncio
from collections.abc import Coroutine, Mapping, Set as AbstractSet
from contextlib import suppress
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError

from .api.device_tags import merge_tags, read_tags
from .api.errors import (
    EwelinkCommandError,
    EwelinkConnectionError,
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkNotSentError,
    EwelinkResponseError,
)
from .api.messages import Origin
from .api.wire import Params, ReadOnlyParams, as_array
from .const import DOMAIN
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.features.radio import capture, capture_end
from .devices.remote_names import all_entries, with_keys, without_keys
from .devices.remotes import CHANNELS, learned_channels, remotes_of
from .devices.sendable import known_name
from .domain_data import DATA_SHARED
from .entry_data import radio_settings, with_radio_settings

_LOGGER = logging.getLogger(__name__)

CAPTURE_SECONDS: Final = 30
_LIST: Final = "rfList"
_NAMES: Final = "zyx_info"
_OWN_NAMES: Final = "remotes"


class BusyError(HomeAssistantError):
    """The bridge is being taught already."""


class NothingCaughtError(HomeAssistantError):
    """The bridge received no code in time."""


async def async_free_channel(
    coordinator: EwelinkCoordinator, device: Device
) -> int | None:
    """Return the lowest channel that can be taught, if there is one.

    A bridge that has not told what it has learned is asked once; most of those have
    learned nothing.
    """
    if learned_channels(device.params) is None:
        await coordinator.async_update_device(device)
    unnamed = coordinator.hass.data[DATA_SHARED].unnamed_codes.get(device.id, set())
    return free_channel(device, unnamed)


def free_channel(device: Device, unnamed: AbstractSet[int]) -> int | None:
    """Return the lowest channel that is neither named nor learned, if there is one.

    Those that were taught and never named are free, too.
    """
    named = {key.channel for it in remotes_of(device.thing) for key in it.keys}
    taken = named | (learned_channels(device.params) or frozenset()) - unnamed
    return next((it for it in range(CHANNELS) if it not in taken), None)


def is_taught(coordinator: EwelinkCoordinator, device: Device) -> bool:
    """Return whether a bridge is being taught just now."""
    return device.id in coordinator.hass.data[DATA_SHARED].learning


async def async_capture(
    coordinator: EwelinkCoordinator,
    device: Device,
    channel: int,
    seconds: float = CAPTURE_SECONDS,
) -> None:
    """Let a bridge learn the next code that it receives on a channel.

    Whoever is cancelled meanwhile need not end it. Raises BusyError,
    NothingCaughtError and EwelinkError.
    """
    learning = coordinator.hass.data[DATA_SHARED].learning
    if device.id in learning:
        raise BusyError(
            translation_domain=DOMAIN,
            translation_key="radio_busy",
            translation_placeholders={"device": device.name},
        )
    learning.add(device.id)
    was_learned = channel in (learned_channels(device.params) or ())
    try:
        await _Capture(coordinator, device, channel).run(seconds)
    finally:
        learning.discard(device.id)
    if not was_learned:
        unnamed = coordinator.hass.data[DATA_SHARED].unnamed_codes
        unnamed.setdefault(device.id, set()).add(channel)


class _Capture:
    """One attempt to learn one code."""

    def __init__(
        self, coordinator: EwelinkCoordinator, device: Device, channel: int
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._coordinator = coordinator
        self._device = device
        self._channel = channel
        self._was_learned = self._is_in(device.params)
        self._caught = asyncio.get_running_loop().create_future()

    async def run(self, seconds: float) -> None:
        """Capture, and end it unless it has ended by itself."""
        inventory, device = self._coordinator.inventory, self._device
        removals = (
            inventory.messages.add(device.id, {_LIST}, self._async_hear),
            inventory.listeners.add(device.id, {_LIST}, self._async_look),
        )
        asking = self._async_background(self._ask())
        asking.add_done_callback(self._async_asked)
        try:
            async with asyncio.timeout(seconds):
                await self._caught
        except TimeoutError:
            await asyncio.wait([self._async_end()])
            raise NothingCaughtError(
                translation_domain=DOMAIN,
                translation_key="radio_nothing_caught",
                translation_placeholders={"device": device.name},
            ) from None
        except EwelinkError as err:
            if _may_be_capturing(err):
                self._async_end()
            raise
        except asyncio.CancelledError:
            self._async_end()
            raise
        finally:
            for remove in removals:
                remove()
            asking.cancel()

    async def _ask(self) -> None:
        """Let the bridge begin, and stay until the account is unloaded."""
        await self._coordinator.async_act(self._device, capture(self._channel))
        await asyncio.get_running_loop().create_future()

    @callback
    def _async_asked(self, asking: asyncio.Task[None]) -> None:
        err = None if asking.cancelled() else asking.exception()
        if self._caught.done():
            return
        if err is None:
            message = "the account was unloaded before a code was caught"
            err = EwelinkConnectionError(message)
        self._caught.set_exception(err)

    @callback
    def _async_hear(self, message: ReadOnlyParams, origin: Origin) -> None:
        """Hear what the bridge has learned, maybe once more."""
        if origin is Origin.DEVICE and self._is_in(message):
            self._async_catch()

    @callback
    def _async_look(self) -> None:
        """Find out whether the bridge has left, or has what it did not have before."""
        if not self._device.available:
            if not self._caught.done():
                message = "went offline while it was taught"
                self._caught.set_exception(EwelinkDeviceOfflineError(message))
        elif not self._was_learned and self._is_in(self._device.params):
            self._async_catch()

    @callback
    def _async_catch(self) -> None:
        if not self._caught.done():
            self._caught.set_result(None)

    def _is_in(self, params: ReadOnlyParams) -> bool:
        return self._channel in (learned_channels(params) or ())

    @callback
    def _async_end(self) -> asyncio.Task[None]:
        """Let the bridge capture no more; it may have left, and may come back."""
        return self._async_background(self._end())

    async def _end(self) -> None:
        with suppress(EwelinkError):
            await self._coordinator.link.ask(self._device, capture_end())

    @callback
    def _async_background(
        self, target: Coroutine[Any, Any, None]
    ) -> asyncio.Task[None]:
        coordinator = self._coordinator
        return coordinator.config_entry.async_create_background_task(
            coordinator.hass, target, f"{DOMAIN} learning"
        )


def _may_be_capturing(err: EwelinkError) -> bool:
    """Return whether a bridge may have begun in spite of what went wrong."""
    if isinstance(err, EwelinkNoAnswerError):
        return True
    has_refused = isinstance(err, EwelinkCommandError) and err.code is not None
    return not has_refused and not isinstance(err, EwelinkNotSentError)


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

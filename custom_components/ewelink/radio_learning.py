"""Teaching a radio bridge codes, and naming what it has learned.

Source: docs/protocol.md, "Radio remotes".
"""

import asyncio
from collections.abc import Coroutine, Set as AbstractSet
from contextlib import suppress
import logging
from typing import Any, Final

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError

from .api.errors import (
    EwelinkCommandError,
    EwelinkConnectionError,
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkNotSentError,
)
from .api.messages import Origin
from .api.wire import ReadOnlyParams
from .const import DOMAIN
from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .devices.features.radio import capture, capture_end
from .devices.remotes import CHANNELS, learned_channels, remotes_of
from .domain_data import DATA_SHARED

_LOGGER = logging.getLogger(__name__)

CAPTURE_SECONDS: Final = 30
_LIST: Final = "rfList"


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

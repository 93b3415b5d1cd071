"""Waiting for a new device to come online, or at least into the local network."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from typing import Final

from homeassistant.core import callback

from ..coordinator import EwelinkCoordinator
from ..pairing.session import Arrival, Expect
from .mdns import listening

# Who may tell that a device has come.
_CLOUD: Final = "cloud"
_DEVICE: Final = "device"


class DeviceArrival:
    """Tells when a device of an account is listed and online.

    A push of the cloud tells that it has come, or the device itself does: it is asked
    for in the local network meanwhile.
    """

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device_id: str,
        *,
        looks: Sequence[float],
        is_new_there: bool,
    ) -> None:
        """Remember whether the device is online already, as far as is known."""
        self._coordinator = coordinator
        self._device_id = device_id
        self._looks = looks
        self._was_online = self._is_online and not is_new_there
        self._tellers: set[str] = set()
        self._has_news = asyncio.Event()

    @property
    def _is_online(self) -> bool:
        device = self._coordinator.data.get(self._device_id)
        return device is not None and device.online

    @property
    def has_come(self) -> bool:
        """Return whether it has come and is listed, online or not."""
        is_listed = self._device_id in self._coordinator.data
        return is_listed and bool(self._tellers)

    @callback
    def async_note_push(self) -> None:
        """Remember that the cloud has told that the device is online."""
        self._note(_CLOUD)

    @callback
    def _async_note_heard(self, device_id: str) -> None:
        if device_id == self._device_id:
            self._note(_DEVICE)

    def _note(self, teller: str) -> None:
        """Wake who waits, once for each teller: the list is read no more often."""
        if teller not in self._tellers:
            self._tellers.add(teller)
            self._has_news.set()

    async def wait(self) -> None:
        """Return when it is online; the caller limits the time."""
        looks = chain(self._looks, repeat(self._looks[-1]))
        with listening(self._coordinator.hass, self._async_note_heard) as ask:
            for seconds in looks:
                ask()
                await self._news_within(seconds)
                await self._coordinator.async_refresh()
                if not self._is_online:
                    self._was_online = False
                elif self.has_come or not self._was_online:
                    return

    async def _news_within(self, seconds: float) -> None:
        """Wait some seconds, or until there is something new about it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._has_news.wait()
        self._has_news.clear()


def expect(coordinator: EwelinkCoordinator, looks: Sequence[float]) -> Expect:
    """Return what expects a device of an account."""

    @contextmanager
    def _expect(device_id: str, *, is_new_there: bool = False) -> Iterator[Arrival]:
        arrival = DeviceArrival(
            coordinator, device_id, looks=looks, is_new_there=is_new_there
        )
        remove = coordinator.arrivals.add(
            device_id, frozenset(), arrival.async_note_push
        )
        try:
            yield arrival
        finally:
            remove()

    return _expect

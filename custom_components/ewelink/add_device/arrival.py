"""Waiting for a new device to come online."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from ..coordinator import EwelinkCoordinator
from ..pairing.session import Arrival, Expect


class DeviceArrival:
    """Tells when a device of an account is listed and online."""

    def __init__(
        self,
        account: EwelinkCoordinator,
        device_id: str,
        came: asyncio.Event,
        *,
        looks: Sequence[float],
        is_new_there: bool,
    ) -> None:
        """Take note of whether it seems to be online since before."""
        self._account = account
        self._device_id = device_id
        self._came = came
        self._looks = looks
        self._was_online = self._is_online and not is_new_there

    @property
    def _is_online(self) -> bool:
        device = self._account.data.get(self._device_id)
        return device is not None and device.online

    async def wait(self) -> None:
        """Return when it is online. Raises TimeoutError."""
        has_come = False
        for seconds in self._looks:
            if has_come:
                # The list needs a moment.
                await asyncio.sleep(seconds)
            else:
                has_come = await self._has_come(seconds)
            await self._account.async_refresh()
            if not self._is_online:
                self._was_online = False
            elif has_come or not self._was_online:
                return
        raise TimeoutError

    async def _has_come(self, seconds: float) -> bool:
        """Wait some seconds for it to come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await self._came.wait()
        return False


def expect(account: EwelinkCoordinator, looks: Sequence[float]) -> Expect:
    """Return what expects a device of an account."""

    @contextmanager
    def _expect(device_id: str, *, is_new_there: bool = False) -> Iterator[Arrival]:
        with account.arrivals.expect(device_id) as came:
            yield DeviceArrival(
                account, device_id, came, looks=looks, is_new_there=is_new_there
            )

    return _expect

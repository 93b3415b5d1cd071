"""Reading a device and giving it the Wi-Fi (docs/protocol.md, "The exchange")."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from .addresses import Address
from .device import NewDevice
from .errors import PairingError, Reason
from .http import REQUEST_SECONDS, DeviceHttp, NoAnswerError, Trouble
from .wifi import HomeWifi

type GoneCheck = Callable[[], Awaitable[bool]]

_REASONS: Final = {
    Trouble.NOT_THERE: Reason.NOT_IN_PAIRING_MODE,
    Trouble.SILENT: Reason.NO_ANSWER,
    Trouble.LOST: Reason.NO_ANSWER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a device is tried, and for how many seconds."""

    tries: int = 5
    within: float = 70
    between: float = 4
    request: float = REQUEST_SECONDS


class Exchange:
    """What is said to one device: who are you, and here is your Wi-Fi.

    `is_gone` tells whether the device's hotspot is gone, as it is once the device has
    taken the Wi-Fi; it is asked where the device does not answer.
    """

    def __init__(
        self,
        http: DeviceHttp,
        addresses: Sequence[Address],
        pace: Pace,
        is_gone: GoneCheck | None = None,
    ) -> None:
        """Prepare; where several addresses are given, the device may be at any."""
        self._http = http
        self._addresses = tuple(addresses)
        self._pace = pace
        self._is_gone = is_gone
        self._may_have_it = False
        self._is_sending = False

    @property
    def may_have_wifi(self) -> bool:
        """Return whether the device may have the Wi-Fi, told in full or cut short."""
        return self._may_have_it or self._is_sending

    async def read(self, expected: str | None = None) -> NewDevice:
        """Return the device; if `expected` is given, it must end with the device's id.

        Raises PairingError.
        """
        trouble = Trouble.NOT_THERE
        async for _ in self._tries():
            for address in self._addresses:
                try:
                    device = await self._http.read_device(address)
                except NoAnswerError as err:
                    trouble = err.trouble
                    continue
                _check(device, expected)
                self._addresses = (address,)
                return device
        raise PairingError(_REASONS[trouble])

    async def send(self, device: NewDevice, wifi: HomeWifi, server: str) -> None:
        """Give a device that was just read its Wi-Fi. Raises PairingError.

        Before each further try it is read again: it may have taken the Wi-Fi, and be
        gone, though its answer was lost.
        """
        # No error is kept: it would keep what is sent here alive.
        reason, code = Reason.NO_ANSWER, None
        [address] = self._addresses[:1]
        async for number in self._tries():
            try:
                if number:
                    _check(await self._http.read_device(address), device.deviceid)
                self._is_sending = True
                await self._http.send_wifi(address, wifi, server)
            except NoAnswerError as err:
                if await self._has_taken(err.trouble):
                    return
                reason, code = _REASONS[err.trouble], None
            except PairingError as err:
                if err.reason is not Reason.REFUSED:
                    raise
                self._is_sending = False
                reason, code = err.reason, err.code
            else:
                return
        raise PairingError(reason, code=code)

    async def _has_taken(self, trouble: Trouble) -> bool:
        """Return whether a device that did not answer has gone to its Wi-Fi."""
        if self._is_sending and trouble is Trouble.LOST:
            self._may_have_it = True
        self._is_sending = False
        if not self._may_have_it or trouble is Trouble.SILENT:
            return False
        if trouble is Trouble.NOT_THERE:
            return True
        return self._is_gone is not None and await self._is_gone()

    async def _tries(self) -> AsyncIterator[int]:
        started = monotonic()
        for number in range(self._pace.tries):
            if number:
                await asyncio.sleep(self._pace.between)
            if monotonic() - started > self._pace.within:
                return
            yield number


def _check(device: NewDevice, expected: str | None) -> None:
    """Refuse another device than the one that was chosen."""
    if expected is not None and not expected.lower().endswith(device.deviceid):
        raise PairingError(Reason.WRONG_DEVICE)

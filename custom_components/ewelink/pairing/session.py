"""One pairing from its first request to the device that is online."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Final, Protocol

from .addresses import Address
from .device import NewDevice
from .device_adder import DeviceAdder
from .errors import PairingError, Reason
from .exchange import Exchange, Pace
from .http import DeviceHttp
from .network_manager.timing import NetworkTiming
from .route import ReachedDevice, Route
from .stages import Stage
from .touch.sender import TouchTiming
from .wifi import HomeWifi

_CLOUD_TRIES: Final = 6


class Arrival(Protocol):
    """Waits for a device to come online."""

    async def wait(self) -> None:
        """Return when the device is online; the caller limits the time."""
        ...

    @property
    def has_come(self) -> bool:
        """Return whether the device has the Wi-Fi, be it online or not."""
        ...


class Expect(Protocol):
    """Expects a device; with `is_new_there`, one that is online has just come."""

    def __call__(
        self, device_id: str, *, is_new_there: bool = False
    ) -> AbstractContextManager[Arrival]:
        """Return what tells when the device is there."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingRequest:
    """What is to be told to a device, and by which route.

    `hotspot` is the name or the id that the device was chosen by.
    """

    route: Route
    wifi: HomeWifi = field(repr=False)
    hotspot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingTiming:
    """Seconds: to find a hotspot, to come online, and between calls of the cloud.

    `looks` are those between two looks at the list: what is pushed may be missed.
    """

    search: float = 180
    online: float = 120
    looks: tuple[float, ...] = (3, 12, 20, 30, 45)
    cloud_pause: float = 10
    pace: Pace = field(default_factory=Pace)
    network: NetworkTiming = field(default_factory=NetworkTiming)
    touch: TouchTiming = field(default_factory=TouchTiming)


class Session:
    """Runs the stages of one pairing, and keeps the device that it found.

    The Wi-Fi's password is in the request alone, which is forgotten once it has run.
    """

    def __init__(
        self,
        adder: DeviceAdder,
        expect: Expect,
        report: Callable[[Stage], None],
        timing: PairingTiming,
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._adder = adder
        self._expect = expect
        self._report = report
        self._timing = timing
        self.device: NewDevice | None = None
        self.addresses: tuple[Address, ...] = ()

    async def run(self, request: PairingRequest) -> None:
        """Pair a device. Raises PairingError."""
        with ExitStack() as stack:
            device, arrival = await self._exchange(request, stack)
            await self._finish(device, arrival)

    async def run_told(self, device: NewDevice) -> None:
        """Finish with a device that was given its Wi-Fi by other hands.

        Raises PairingError.
        """
        self.device = device
        self._adder.note_told(device)
        with self._expect(device.deviceid, is_new_there=True) as arrival:
            await self._finish(device, arrival)

    async def _exchange(
        self, request: PairingRequest, stack: ExitStack
    ) -> tuple[NewDevice, Arrival]:
        route = request.route
        async with route.open(self._report) as reached:
            try:
                async with asyncio.timeout(route.seconds):
                    return await self._talk(request, reached, stack)
            except TimeoutError:
                raise PairingError(Reason.TOO_LONG) from None

    async def _talk(
        self, request: PairingRequest, reached: ReachedDevice, stack: ExitStack
    ) -> tuple[NewDevice, Arrival]:
        pace = self._timing.pace
        self.addresses = tuple(reached.addresses)
        async with DeviceHttp(reached.interface, pace.request) as http:
            exchange = Exchange(http, reached.addresses, pace, reached.is_gone)
            self._report(Stage.READING)
            # Always, and just before: whoever is at the address by now is told nothing.
            device = self.device = await exchange.read(request.hotspot)
            if request.route.keeps_internet:
                await self._add_if_reachable(device)
            # From now on: it may be online before we are told that it has the Wi-Fi.
            arrival = stack.enter_context(self._expect(device.deviceid))
            self._report(Stage.SENDING)
            try:
                await exchange.send(device, request.wifi, self._adder.server)
            finally:
                if exchange.may_have_wifi:
                    self._adder.note_told(device)
        return device, arrival

    async def _add_if_reachable(self, device: NewDevice) -> None:
        """Add a device before it is touched, unless the cloud is out of reach now."""
        self._report(Stage.ADDING)
        try:
            await self._adder.add(device)
        except PairingError as err:
            if err.reason is not Reason.CLOUD_UNREACHABLE:
                raise

    async def _finish(self, device: NewDevice, arrival: Arrival) -> None:
        if not self._adder.is_added:
            self._report(Stage.ADDING)
            await self._add(device)
        self._report(Stage.WAITING)
        try:
            async with asyncio.timeout(self._timing.online):
                await arrival.wait()
        except TimeoutError:
            if not arrival.has_come:
                raise PairingError(Reason.NEVER_ONLINE) from None
        self._adder.keep()

    async def _add(self, device: NewDevice) -> None:
        """Add a device; the host's own network may need a moment to be back."""
        for _ in range(_CLOUD_TRIES):
            try:
                return await self._adder.add(device)
            except PairingError as err:
                if err.reason is not Reason.CLOUD_UNREACHABLE:
                    raise
            await asyncio.sleep(self._timing.cloud_pause)
        raise PairingError(Reason.CLOUD_UNREACHABLE)

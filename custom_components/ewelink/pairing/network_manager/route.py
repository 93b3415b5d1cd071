"""The route through a device's hotspot, joined by a Wi-Fi of this host."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ..errors import PairingError, Reason
from ..route import ReachedDevice, Report
from ..stages import Stage
from .manager import NetworkManager
from .models import Before, WifiInterface
from .timing import NetworkTiming

# With the time it takes to join, this ends before the checkpoint does.
_INSIDE_SECONDS: Final = 80.0


async def interface_named(manager: NetworkManager, name: str) -> WifiInterface:
    """Return an interface that can be used. Raises PairingError."""
    for interface in await manager.interfaces():
        if interface.name == name:
            return interface
    raise PairingError(Reason.NO_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotRoute:
    """One interface, which the user named, and the hotspot that the user picked.

    `on_before` is called with what is to be put back, before anything is changed, and
    `on_restored` once all is as it was; `left_over` returns what an earlier pairing has
    not put back.
    """

    interface: str
    is_uplink: bool
    hotspot: str
    on_before: Callable[[Before], Awaitable[None]]
    on_restored: Callable[[], Awaitable[None]]
    left_over: Callable[[], Awaitable[Before | None]]
    timing: NetworkTiming = field(default_factory=NetworkTiming)
    seconds: float = _INSIDE_SECONDS

    @property
    def keeps_internet(self) -> bool:
        """Return whether the cloud can be called meanwhile."""
        return not self.is_uplink

    @asynccontextmanager
    async def open(self, report: Report) -> AsyncGenerator[ReachedDevice]:
        """Join the hotspot and leave it in any case. Raises PairingError."""
        report(Stage.JOINING)
        manager = await NetworkManager.open(timing=self.timing)
        if manager is None:
            raise PairingError(Reason.NO_WAY)
        try:
            async with self._joined(manager, report) as reached:
                yield reached
        finally:
            await manager.close()

    @asynccontextmanager
    async def _joined(
        self, manager: NetworkManager, report: Report
    ) -> AsyncGenerator[ReachedDevice]:
        earlier = await self._undo_earlier(manager)
        interface = await interface_named(manager, self.interface)
        if interface.is_uplink is not self.is_uplink:
            # Not what the user was told and agreed to.
            raise PairingError(Reason.NO_WAY)
        is_restored = False

        async def _keep(before: Before) -> None:
            await self.on_before(earlier or before)

        try:
            async with manager.joined(
                interface,
                self.hotspot,
                on_before=_keep,
                on_restoring=partial(report, Stage.RETURNING),
            ) as lease:
                yield ReachedDevice(
                    addresses=lease.addresses,
                    interface=interface.name,
                    is_gone=partial(manager.hotspot_is_gone, interface, self.hotspot),
                )
            is_restored = True
        except PairingError as err:
            is_restored = err.reason is not Reason.NOT_RESTORED
            raise
        except asyncio.CancelledError:
            # It comes through when all is back.
            is_restored = True
            raise
        finally:
            if is_restored and earlier is None:
                await self.on_restored()

    async def _undo_earlier(self, manager: NetworkManager) -> Before | None:
        """Put back what an earlier pairing has not; return what cannot be put back.

        It may never come back, as with a router that was replaced; it stays stored.
        """
        if (before := await self.left_over()) is None:
            return None
        try:
            await manager.undo(before)
        except PairingError:
            return before
        await self.on_restored()
        return None

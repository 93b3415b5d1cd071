"""Joins a device's hotspot through the host's NetworkManager."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
import os
import pwd
import re
import socket
from typing import TYPE_CHECKING, Final, Self

from ..errors import PairingError, Reason
from ..wifi import AccessPoint
from . import scan
from .dbus_types import BusError
from .joining import Joining
from .models import Before, Lease, WifiInterface
from .network import ETHERNET, NOWHERE, SERVICE, WIFI, Device, DeviceState, Network
from .restoring import Restoring, undo
from .timing import NetworkTiming
from .to_the_end import to_the_end

if TYPE_CHECKING:
    from .bus import Bus

_DEFAULT_TIMING: Final = NetworkTiming()
_OLDEST: Final = (1, 16)
_VERSION: Final = re.compile(r"(\d+)\.(\d+)")
_CONTROL: Final = f"{SERVICE}.network-control"
_MODIFY_ALL: Final = f"{SERVICE}.settings.modify.system"
_MODIFY_OWN: Final = f"{SERVICE}.settings.modify.own"


class NetworkManager:
    """One connection to the bus; what is joined through it ends with it."""

    def __init__(
        self, network: Network, owner: str | None, timing: NetworkTiming
    ) -> None:
        """Take a connection, and the owner of our profiles; none means everybody."""
        self._network = network
        self._joining = Joining(network, owner, timing)
        self._timing = timing

    @classmethod
    async def open(cls, *, timing: NetworkTiming = _DEFAULT_TIMING) -> Self | None:
        """Connect; none where no NetworkManager lets us join a hotspot."""
        loop = asyncio.get_running_loop()
        if (bus_class := await loop.run_in_executor(None, _bus_class)) is None:
            return None
        try:
            network = Network(await bus_class.connect(SERVICE, timing))
        except BusError:
            return None
        manager = None
        try:
            manager = await cls._with_rights(network, timing)
        except BusError:
            return None
        finally:
            if manager is None:
                await network.close()
        return manager

    @classmethod
    async def _with_rights(cls, network: Network, timing: NetworkTiming) -> Self | None:
        version = _VERSION.match(str((await network.about()).get("Version")))
        if version is None or tuple(map(int, version.groups())) < _OLDEST:
            return None
        rights = await network.permissions()
        if rights.get(_CONTROL) != "yes":
            return None
        if rights.get(_MODIFY_ALL) == "yes":
            return cls(network, None, timing)
        if rights.get(_MODIFY_OWN) == "yes":
            loop = asyncio.get_running_loop()
            owner = await loop.run_in_executor(None, _own_name)
            return None if owner is None else cls(network, owner, timing)
        return None

    async def close(self) -> None:
        """Disconnect."""
        await self._network.close()

    async def interfaces(self) -> tuple[WifiInterface, ...]:
        """Return the Wi-Fi interfaces that can be used, the spare ones first.

        One that only NetworkManager sees belongs to another network namespace.
        """
        try:
            devices = await self._network.devices()
            primary = await self._network.primary()
            uplinks = () if primary is None else primary.devices
            is_clear = any(
                it.kind in (ETHERNET, WIFI) for it in devices if it.path in uplinks
            )
            found = [
                await self._interface(it, uplinks, is_clear=is_clear)
                for it in devices
                if _is_usable(it)
            ]
        except BusError as err:
            raise PairingError(Reason.NO_WAY) from err
        return tuple(sorted(found, key=lambda it: it.is_uplink))

    async def access_points(
        self, interface: WifiInterface, *, rescan: bool = True
    ) -> tuple[AccessPoint, ...]:
        """Return what an interface hears, the strongest of each network and band."""
        try:
            if rescan:
                await scan.listen_anew(self._network, interface.path, self._timing)
            return await scan.heard(self._network, interface.path)
        except BusError as err:
            raise PairingError(Reason.NOT_FOUND) from err

    async def hotspot_is_gone(self, interface: WifiInterface, ssid: str) -> bool:
        """Return whether it is certain that a network is there no more."""
        try:
            return await scan.is_gone(self._network, interface.path, ssid, self._timing)
        except BusError:
            return False

    @asynccontextmanager
    async def joined(
        self,
        interface: WifiInterface,
        ssid: str,
        *,
        on_before: Callable[[Before], Awaitable[None]],
        on_restoring: Callable[[], None],
    ) -> AsyncGenerator[Lease]:
        """Be on a hotspot meanwhile, and put the network back in any case.

        Raises NOT_JOINED, and NOT_RESTORED whatever else happened.
        """
        with _as_not_joined():
            restoring = await Restoring.remember(
                self._network, interface.name, self._timing
            )
        try:
            with _as_not_joined():
                await to_the_end(restoring.protect())
            await on_before(restoring.before)
            with _as_not_joined():
                lease = await self._joining.join(interface.name, ssid)
            yield lease
        finally:
            try:
                on_restoring()
            finally:
                await to_the_end(restoring.restore())

    async def undo(self, before: Before) -> None:
        """Put the network back after a pairing that did not end."""
        try:
            await undo(self._network, before, self._timing)
        except BusError as err:
            raise PairingError(Reason.NOT_RESTORED) from err

    async def _interface(
        self, device: Device, uplinks: tuple[str, ...], *, is_clear: bool
    ) -> WifiInterface:
        """Describe an interface.

        Where it is not clear by which adapter the host is reached, as without a way
        out or with a tunnel, it may be any that is connected.
        """
        wireless = await self._network.wireless(device.path)
        point = str(wireless.get("ActiveAccessPoint", NOWHERE))
        active = await self._network.active(device.active)
        is_default = active is not None and (active.is_default or not is_clear)
        return WifiInterface(
            path=device.path,
            name=device.name,
            is_uplink=device.path in uplinks or is_default,
            ssid=await scan.name_of(self._network, point),
        )


@contextmanager
def _as_not_joined() -> Generator[None]:
    try:
        yield
    except BusError as err:
        raise PairingError(Reason.NOT_JOINED) from err


def _bus_class() -> type[Bus] | None:
    """Return what connects to a bus, where Home Assistant has its library."""
    try:
        from .bus import Bus  # noqa: PLC0415 - it comes with Bluetooth, if at all
    except ImportError:
        return None
    return Bus


def _own_name() -> str | None:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return None


def _is_usable(device: Device) -> bool:
    return (
        device.kind == WIFI
        and device.is_managed
        and device.state > DeviceState.UNAVAILABLE
        and device.name in {name for _, name in socket.if_nameindex()}
    )

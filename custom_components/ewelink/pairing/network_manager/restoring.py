"""How the host's network is put back: after a pairing, or at the next start."""

from contextlib import suppress
import logging
from typing import Self

from ..errors import PairingError, Reason
from .dbus_types import BusError, BusLostError, CallError
from .models import Before
from .network import Active, ActiveState, Device, Network
from .profile import delete_ours, end_ours, is_ours
from .timing import NetworkTiming, polled

_LOGGER = logging.getLogger(__name__)


class Restoring:
    """Remembers what an interface is on, puts it back and makes sure that it is."""

    def __init__(
        self,
        network: Network,
        before: Before,
        timing: NetworkTiming,
        *,
        uplink: str | None,
        is_autoconnecting: bool,
    ) -> None:
        """Take the uuids of what the interface and the whole host are on."""
        self.before = before
        self._network = network
        self._timing = timing
        self._uplink = uplink
        self._is_autoconnecting = is_autoconnecting
        self._checkpoint: str | None = None

    @classmethod
    async def remember(
        cls, network: Network, interface: str, timing: NetworkTiming
    ) -> Self:
        """Return what puts back the network as it is now."""
        if (device := await network.device(interface)) is None:
            raise PairingError(Reason.NOT_JOINED)
        active = await network.active(device.active)
        before = Before(
            interface=interface,
            uuid=None if active is None or is_ours(active) else active.uuid,
        )
        return cls(
            network,
            before,
            timing,
            uplink=await _uplink(network),
            is_autoconnecting=device.is_autoconnecting,
        )

    async def protect(self) -> None:
        """Let NetworkManager put the interface back by itself, if we may ask for it."""
        if (device := await self._network.device(self.before.interface)) is None:
            return
        try:
            self._checkpoint = await self._network.create_checkpoint(
                device, self._timing.checkpoint
            )
        except CallError as err:
            _LOGGER.debug("Going on without a checkpoint: %s", err)

    async def restore(self) -> None:
        """Put all back, or raise NOT_RESTORED."""
        try:
            try:
                await self._restore()
            except BusLostError:
                _LOGGER.debug("The bus was lost; restoring by a new connection")
                await self._network.connect_again()
                await self._restore()
        except BusError as err:
            raise PairingError(Reason.NOT_RESTORED) from err

    async def _restore(self) -> None:
        if not await self._go_back() or not await self._is_back_in_time():
            _LOGGER.debug("The network is not as before; rolling back")
            await self._roll_back()
            if not await self._is_back_in_time():
                raise PairingError(Reason.NOT_RESTORED)
        if self._checkpoint is not None:
            # One that was rolled back, by us or by itself, is no more.
            with suppress(CallError):
                await self._network.destroy_checkpoint(self._checkpoint)

    async def _go_back(self) -> bool:
        """Return whether NetworkManager agreed to use the old connection."""
        network, uuid = self._network, self.before.uuid
        try:
            if (device := await network.device(self.before.interface)) is None:
                return True
            if uuid is None:
                # Who disconnected it by hand does not want it to be used.
                if not self._is_autoconnecting:
                    await network.stop_autoconnecting(device)
                await end_ours(network, device)
                return True
            active = await network.active(device.active)
            if active is None or active.uuid != uuid or active.is_ending:
                await network.activate(await network.profile(uuid), device)
        except CallError as err:
            _LOGGER.debug("The old connection is refused: %s", err)
            return False
        return True

    async def _roll_back(self) -> None:
        if self._checkpoint is None:
            await self._go_back()
            return
        try:
            await self._network.roll_back(self._checkpoint)
        except CallError as err:
            _LOGGER.debug("The checkpoint is refused: %s", err)
            await self._go_back()

    async def _is_back_in_time(self) -> bool:
        return await polled(self._is_back, bool, self._timing.verify, self._timing)

    async def _is_back(self) -> bool:
        try:
            return await self._is_interface_back() and self._uplink == await _uplink(
                self._network
            )
        except CallError:
            # NetworkManager itself may be starting again.
            return False

    async def _is_interface_back(self) -> bool:
        device = await self._network.device(self.before.interface)
        active = None if device is None else await self._network.active(device.active)
        if self.before.uuid is None:
            return not is_ours(active)
        return (
            active is not None
            and active.uuid == self.before.uuid
            and active.state == ActiveState.ACTIVE
        )


async def _uplink(network: Network) -> str | None:
    primary = await network.primary()
    return None if primary is None else primary.uuid


async def undo(network: Network, before: Before, timing: NetworkTiming) -> None:
    """Remove what is left of a pairing; use the old connection if none is in use.

    Raises NOT_RESTORED where the old connection does not come back in time.
    """
    if (device := await network.device(before.interface)) is None:
        return
    await end_ours(network, device)
    active = await _settled_connection(network, device, timing)
    await delete_ours(network, before.interface)
    if active is not None or before.uuid is None:
        return
    try:
        profile = await network.profile(before.uuid)
    except CallError:
        # Somebody deleted it since.
        return
    await network.activate(profile, device)
    active = await _settled_connection(network, device, timing)
    if active is None or active.state != ActiveState.ACTIVE:
        raise PairingError(Reason.NOT_RESTORED)


async def _settled_connection(
    network: Network, device: Device, timing: NetworkTiming
) -> Active | None:
    """Return what a device is on, once that is not about to change."""

    async def _ask() -> Active | None:
        now = await network.device(device.name)
        return None if now is None else await network.active(now.active)

    def _is_settled(active: Active | None) -> bool:
        return active is None or (
            active.state == ActiveState.ACTIVE and not is_ours(active)
        )

    return await polled(_ask, _is_settled, timing.verify, timing)

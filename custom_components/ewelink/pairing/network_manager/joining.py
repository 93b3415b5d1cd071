"""How a hotspot is joined."""

from dataclasses import dataclass
from functools import partial
import logging
from typing import Final

from ..errors import PairingError, Reason
from .dbus_types import Typed
from .models import Lease, lease_of
from .network import ActiveState, Device, DeviceState, Network, Transition
from .profile import OPTIONS, chosen, leased, profile_of
from .timing import NetworkTiming, polled
from .to_the_end import to_the_end

_LOGGER = logging.getLogger(__name__)

# NMDeviceStateReason: no address, an address that ran out, DHCP that failed.
_NO_LEASE: Final = frozenset({5, 6, 15, 16, 17})


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFailure:
    """Why a hotspot was not joined: NetworkManager's number, if it told one."""

    reason: int | None
    is_of_lease: bool


class Joining:
    """Joins a hotspot with an address that the device gives, or else with our own."""

    def __init__(
        self, network: Network, owner: str | None, timing: NetworkTiming
    ) -> None:
        """Take the owner of the profile; none means everybody."""
        self._network = network
        self._owner = owner
        self._timing = timing

    async def join(self, interface: str, ssid: str) -> Lease:
        """Return where the device may answer, or raise NOT_JOINED."""
        failure = await self._try(interface, ssid, leased(self._timing.lease))
        if failure is not None and failure.is_of_lease:
            _LOGGER.debug("The hotspot gave no address; taking one")
            failure = await self._try(interface, ssid, chosen())
        if failure is not None:
            _LOGGER.debug("The hotspot was not joined (reason %s)", failure.reason)
            raise PairingError(Reason.NOT_JOINED, code=failure.reason)
        return lease_of(*await self._network.addresses(await self._device(interface)))

    async def _try(
        self, interface: str, ssid: str, ipv4: dict[str, Typed]
    ) -> JoinFailure | None:
        network, device = self._network, await self._device(interface)
        profile = profile_of(interface, ssid, ipv4, self._owner)
        async with network.transitions(device) as transitions:
            # What was begun must be known, or it could not be undone.
            active = await to_the_end(
                network.add_and_activate(profile, OPTIONS, device)
            )
            if await self._is_active(active):
                return None
            return await self._failure(interface, transitions)

    async def _is_active(self, path: str) -> bool:
        active = await polled(
            partial(self._network.active, path),
            lambda it: it is None or it.state >= ActiveState.ACTIVE,
            self._timing.join,
            self._timing,
        )
        return active is not None and active.state == ActiveState.ACTIVE

    async def _failure(
        self, interface: str, transitions: list[Transition]
    ) -> JoinFailure:
        for new, old, reason in transitions:
            if new == DeviceState.FAILED:
                is_of_lease = old == DeviceState.IP_CONFIG or reason in _NO_LEASE
                return JoinFailure(reason=reason, is_of_lease=is_of_lease)
        device = await self._network.device(interface)
        is_waiting = device is not None and device.state == DeviceState.IP_CONFIG
        return JoinFailure(reason=None, is_of_lease=is_waiting)

    async def _device(self, interface: str) -> Device:
        if (device := await self._network.device(interface)) is None:
            raise PairingError(Reason.NOT_JOINED)
        return device

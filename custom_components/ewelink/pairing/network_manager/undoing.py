"""What is done at the next start about a pairing that did not end."""

from ..errors import PairingError, Reason
from .errors import CallError
from .interfaces import Before
from .network import Active, ActiveState, Device, Network
from .ours import delete_ours, end_ours, is_ours
from .polling import polled
from .timing import Timing


async def undo(network: Network, before: Before, timing: Timing) -> None:
    """Remove what is left of a pairing; use the old connection if none is in use.

    Raises NOT_RESTORED where the old connection does not come back in time.
    """
    if (device := await network.device(before.interface)) is None:
        return
    await end_ours(network, device)
    active = await _settled(network, device, timing)
    await delete_ours(network, before.interface)
    if active is not None or before.uuid is None:
        return
    try:
        profile = await network.profile(before.uuid)
    except CallError:
        # Somebody deleted it since.
        return
    await network.activate(profile, device)
    active = await _settled(network, device, timing)
    if active is None or active.state != ActiveState.ACTIVE:
        raise PairingError(Reason.NOT_RESTORED)


async def _settled(network: Network, device: Device, timing: Timing) -> Active | None:
    """Return what a device is on, once that is not about to change."""

    async def _ask() -> Active | None:
        now = await network.device(device.name)
        return None if now is None else await network.active(now.active)

    def _is_settled(active: Active | None) -> bool:
        return active is None or (
            active.state == ActiveState.ACTIVE and not is_ours(active)
        )

    return await polled(_ask, _is_settled, timing.verify, timing)

"""What a pairing made in the host's network, by the name of its profile."""

from contextlib import suppress

from .errors import CallError
from .network import Active, Device, Network
from .profile import NAME_PREFIX


def is_ours(active: Active | None) -> bool:
    """Return whether a connection is that of a pairing."""
    return active is not None and active.name.startswith(NAME_PREFIX)


async def end_ours(network: Network, device: Device) -> None:
    """End the connections of a pairing on a device."""
    for active in await network.all_active():
        if is_ours(active) and device.path in active.devices:
            with suppress(CallError):
                await network.deactivate(active.path)


async def delete_ours(network: Network, interface: str) -> None:
    """Delete the profiles of a pairing for an interface, if they did not go alone."""
    for path, name in (await network.profiles(interface)).items():
        if name.startswith(NAME_PREFIX):
            with suppress(CallError):
                await network.delete(path)

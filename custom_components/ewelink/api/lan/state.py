"""How a device stands in the local network, for those who do not speak to it."""

from dataclasses import asdict

from ..errors import EwelinkError, EwelinkRefusedError, EwelinkUndeliveredError
from ..ways import LocalState
from .peer import LanPeer


def state_of(peer: LanPeer) -> LocalState | None:
    """Return how a device stands in the local network, None where it never was."""
    contact = peer.contact
    is_known = contact.last is not None or contact.failures or peer.hindrance
    if not is_known:
        return None
    return LocalState(
        is_there=peer.is_there,
        can_send=peer.can_send,
        hindrance=None if peer.hindrance is None else peer.hindrance.value,
        silent_for=peer.silent_for,
        type=peer.type,
        is_plain=peer.is_plain,
        refused=dict(peer.refused),
        resets=peer.host.http.resets,
        counts=asdict(peer.counts),
    )


def not_local(peer: LanPeer | None) -> EwelinkError:
    """Return why a command cannot be sent in the local network."""
    if peer is None or not peer.can_send:
        message = "the device is not reached in the local network"
        return EwelinkUndeliveredError(message)
    message = "the device does not do this in the local network"
    return EwelinkRefusedError(message)

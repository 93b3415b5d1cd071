"""Looking whether a device is where a user says."""

from ..errors import EwelinkRefusedError, EwelinkWrongKeyError
from ..wire import ReadOnlyParams
from .paths import Step
from .peer import LanPeer


async def try_at(peer: LanPeer, known: ReadOnlyParams, host: str, port: int) -> None:
    """Ask once whether a device answers at an address. Raises EwelinkError.

    Who refuses that its LED stays as ``known`` is another, or has another key.
    """
    led = {key: it for key, it in known.items() if key == "sledOnline"}
    step = Step(path="sledOnline" if led else "getState", data=led, params={})
    try:
        await peer.post_at(step, host, port)
    except EwelinkRefusedError as err:
        if led:
            message = "what answers there is another device, or has another key"
            raise EwelinkWrongKeyError(message, code=err.code) from None

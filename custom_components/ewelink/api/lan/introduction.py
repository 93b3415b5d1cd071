"""Who is at an address: a device in DIY mode tells it to whoever asks.

(docs/protocol.md, "Devices in DIY mode").
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ..errors import EwelinkError, EwelinkRefusedError
from ..wire import Params, ReadOnlyParams, as_array, as_text
from .dialects import in_words_of_the_cloud
from .host import LanHost
from .http import LanRequest, answer_data, request_body
from .record import checked_id
from .shared import Shared
from .turns import Rank

MAIN_UNIT: Final = "diy_meter"
CHILDREN: Final = "subDevList"

_RELAY: Final = frozenset({"switch", "switches"})
_BULB: Final = frozenset({"color", "ltype", "white"})

type _Ask = Callable[[str, str], Awaitable[Params]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who a device says that it is; ``kind`` is the type that it may announce."""

    device_id: str
    kind: str
    params: Params = field(repr=False)


async def introduce(host: LanHost, shared: Shared) -> Introduction:
    """Ask a host who it is, and how it stands. Raises EwelinkError.

    EwelinkRefusedError is raised, too, where it does not tell that.
    """
    ask = partial(_ask, host, shared)
    device_id = await _id_from("deviceid", ask) or await _id_from("info", ask)
    if device_id is None:
        message = "the device does not tell who it is"
        raise EwelinkRefusedError(message)
    params = await _told("info", device_id, ask)
    if not params:
        params = await _told("getState", device_id, ask)
    kind = _kind_of(params)
    if kind is None:
        children = await _told(CHILDREN, device_id, ask)
        kind = "diy" if as_array(children.get(CHILDREN)) is None else MAIN_UNIT
    return Introduction(device_id=device_id, kind=kind, params=params)


async def _id_from(path: str, ask: _Ask) -> str | None:
    told = await _told(path, "", ask)
    return checked_id(as_text(told.get("deviceid")) or "")


async def _told(path: str, device_id: str, ask: _Ask) -> Params:
    """Return what is answered, {} where the path or the id is refused."""
    with suppress(EwelinkRefusedError):
        return await ask(path, device_id)
    return {}


async def _ask(host: LanHost, shared: Shared, path: str, device_id: str) -> Params:
    def _request() -> LanRequest:
        body = request_body(device_id, {}, None, shared.sequence.next())
        return LanRequest(path=path, body=body, answer_seconds=shared.timing.answer)

    answer = await host.post(_request, Rank.COMMAND)
    try:
        return in_words_of_the_cloud(answer_data(answer, None))
    except EwelinkError, ValueError:
        return {}


def _kind_of(params: ReadOnlyParams) -> str | None:
    """Return what announces such params; no answer tells the type itself."""
    if params.keys() & _BULB:
        return "diy_light"
    if "brightness" in params:
        return "diylight"
    return "diy_plug" if params.keys() & _RELAY else None

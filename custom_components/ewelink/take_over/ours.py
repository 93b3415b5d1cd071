"""Our devices as they are listed, before any of them is registered."""

from collections.abc import AsyncGenerator, Mapping, Set as AbstractSet
import logging
from typing import Protocol

from ..api.errors import EwelinkResponseError
from ..api.models import Home, ThingPage
from ..devices.device import Device
from ..devices.rows import is_mirror

_LOGGER = logging.getLogger(__name__)

_NOT_PERMITTED = 406


class Lister(Protocol):
    """What tells homes and what is in them: an account, or its link."""

    async def homes(self) -> tuple[Home, ...]:
        """Return all homes."""

    def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all pages of a home."""


async def async_read_ours(
    lister: Lister, left_out: AbstractSet[str]
) -> Mapping[str, Device]:
    """Read the whole list; return the devices by deviceid. Raises EwelinkError."""
    ours: dict[str, Device] = {}
    homes = [it for it in await lister.homes() if it.id not in left_out]
    for home in homes:
        try:
            async for page in lister.things(home.id):
                shown = (it for it in page.things if not is_mirror(it))
                ours |= {it.deviceid: Device(it) for it in shown}
        except EwelinkResponseError as err:
            if err.code != _NOT_PERMITTED or len(homes) == 1:
                raise
            _LOGGER.debug("The list of a home is not permitted")
    return ours

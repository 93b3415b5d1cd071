"""The host's network, after a stop or a crash in the middle of a pairing."""

import asyncio
import logging
from typing import Any, Final

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..domain_data import DATA_SHARED
from ..pairing.errors import PairingError
from ..pairing.network_manager import Before, NetworkManager

_LOGGER = logging.getLogger(__name__)

_VERSION: Final = 1


class Marker:
    """Stores on disk what has to be put back, as long as it is not."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare; nothing is read yet."""
        self._hass = hass
        self._store = Store[dict[str, Any]](hass, _VERSION, f"{DOMAIN}.pairing")

    async def async_left_over(self) -> Before | None:
        """Return what is to be brought back, once the recovery has tried it."""
        if (recovery := self._hass.data[DATA_SHARED].pairings.recovery) is not None:
            await asyncio.wait([recovery])
        return await self.async_read()

    async def async_read(self) -> Before | None:
        """Return what is to be brought back, if anything is."""
        return Before.from_dict(await self._store.async_load())

    async def async_keep(self, before: Before) -> None:
        """Keep what is to be brought back; it is on disk when this returns."""
        await self._store.async_save(before.to_dict())

    async def async_remove(self) -> None:
        """Forget it: all is as it was."""
        await self._store.async_remove()


@callback
def async_recover(hass: HomeAssistant) -> None:
    """Bring back what a crash left behind, and see that a stop leaves nothing."""

    async def _async_stop(_event: Event) -> None:
        await hass.data[DATA_SHARED].pairings.async_end()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, _async_stop)
    hass.data[DATA_SHARED].pairings.recovery = hass.async_create_background_task(
        _async_bring_back(hass), f"{DOMAIN} recovery"
    )


async def _async_bring_back(hass: HomeAssistant) -> None:
    marker = Marker(hass)
    if (before := await marker.async_read()) is None:
        return
    manager = await NetworkManager.open()
    if manager is None:
        _LOGGER.warning("Wi-Fi may still be as a pairing left it; nothing manages it")
        return
    try:
        await manager.undo(before)
    except PairingError as err:
        _LOGGER.warning("Wi-Fi is not back to what it was before a pairing: %s", err)
    else:
        await marker.async_remove()
    finally:
        await manager.close()

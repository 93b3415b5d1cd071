"""What lists lack is kept over restarts, as it takes a day to count."""

import logging

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..const import DOMAIN
from ..private_store import PrivateStore
from .withheld import Withheld

_LOGGER = logging.getLogger(__name__)


class WithheldStore(PrivateStore):
    """The file of an account."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Prepare; nothing is read yet."""
        super().__init__(hass, f"{DOMAIN}.withheld.{entry_id}")

    async def async_restore(self) -> Withheld:
        """Return what was kept."""
        try:
            return Withheld(await self.async_load())
        except HomeAssistantError, KeyError, TypeError:
            _LOGGER.debug("What the lists lack is found out anew")
            return Withheld()

    async def async_keep(self, withheld: Withheld) -> None:
        """Write what has changed."""
        if withheld.has_changed:
            withheld.has_changed = False
            await self.async_save(withheld.to_dict())

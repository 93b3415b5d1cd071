"""What lists lack is kept over restarts, as it takes a day to count."""

import logging
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from .withheld import Withheld

_LOGGER = logging.getLogger(__name__)

_VERSION: Final = 1


class WithheldStore(Store[dict[str, Any]]):
    """The file of an account."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Prepare; nothing is read yet."""
        super().__init__(hass, _VERSION, f"{DOMAIN}.withheld.{entry_id}", private=True)

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Go on with what can be read: a day later it is known anew."""
        return old_data

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

"""The calls of this month are kept over restarts, as the vendor counts them, too."""

import logging
from typing import Any, Final, override

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from .api.http.call_counter import CallCounter
from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

SAVE_SECONDS: Final = 60
STORE_KEY: Final = f"{DOMAIN}.calls"
_VERSION: Final = 1


class CallStore(Store[dict[str, Any]]):
    """The file that the calls of this month are kept in."""

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Go on with what can be read: it is a month's count, no more."""
        return old_data


async def async_keep_calls(hass: HomeAssistant, counter: CallCounter) -> None:
    """Go on counting where the last run ended, and store what is counted."""
    store = CallStore(hass, _VERSION, STORE_KEY, private=True)
    try:
        counter.restore(await store.async_load())
    except HomeAssistantError, KeyError, TypeError:
        _LOGGER.debug("The calls of this month are counted anew")

    @callback
    def _async_save(_app: str, _region: str) -> None:
        store.async_delay_save(counter.to_dict, SAVE_SECONDS)

    counter.listen(_async_save)

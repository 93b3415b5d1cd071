"""The calls of this month are kept over restarts, as the vendor counts them, too.

The file is there as long as something is counted.
"""

import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from .api.http.call_counter import CallCounter
from .const import DOMAIN
from .private_store import PrivateStore

_LOGGER = logging.getLogger(__name__)

SAVE_SECONDS: Final = 60
STORE_KEY: Final = f"{DOMAIN}.calls"


async def async_keep_calls(hass: HomeAssistant, counter: CallCounter) -> None:
    """Go on counting where the last run ended, and store what is counted."""
    store = PrivateStore(hass, STORE_KEY)
    try:
        counter.restore(await store.async_load())
    except HomeAssistantError, KeyError, TypeError:
        _LOGGER.debug("The calls of this month are counted anew")

    @callback
    def _async_save(_app: str, _region: str) -> None:
        if counter.counts:
            store.async_delay_save(counter.to_dict, SAVE_SECONDS)
        else:
            hass.async_create_task(store.async_discard(), f"{STORE_KEY} discard")

    counter.listen(_async_save)

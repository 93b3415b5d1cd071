"""The private file of what an account's devices need for a start without the cloud.

It is sealed: whoever has the file alone learns nothing from it. The key lies in the
config entry.
"""

import logging
from time import time
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from .api.known import Known, without_private
from .api.seal import Seal, new_key
from .api.wire import Params, as_object, as_text
from .const import CONF_STORE_KEY, DOMAIN
from .private_store import PrivateStore

_LOGGER = logging.getLogger(__name__)

MOST_SECONDS: Final = 90 * 24 * 3600


class KnownDevices:
    """The file of one entry; what cannot be read is as if it were not there."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Name the file; nothing is read yet."""
        self._hass = hass
        self._entry = entry
        self._store = PrivateStore(hass, f"{DOMAIN}.known.{entry.entry_id}")
        self._newest = 0.0

    @callback
    def async_make_key(self) -> None:
        """Put a key into the entry, unless it holds one that can be used."""
        if self._seal() is None:
            data = {**self._entry.data, CONF_STORE_KEY: new_key()}
            self._hass.config_entries.async_update_entry(self._entry, data=data)

    async def async_load(self) -> Known | None:
        """Return what was kept, None where nothing is, or where it is too old."""
        if (seal := self._seal()) is None:
            return None
        try:
            stored = as_object(await self._store.async_load())
        except HomeAssistantError, OSError, KeyError, TypeError, ValueError:
            _LOGGER.debug("What was known of the devices cannot be read")
            return None
        if stored is None:
            return None
        known = await self._hass.async_add_executor_job(_opened, seal, stored)
        if known is None:
            _LOGGER.debug("What was known of the devices is not for this entry")
            return None
        # A clock that was not set yet may say that it is from the future.
        if time() - known.saved_at > MOST_SECONDS:
            _LOGGER.debug("What was known of the devices is too old")
            return None
        self._newest = known.saved_at
        return known

    async def async_save(self, known: Known) -> None:
        """Keep what is known now; it does without what cannot be written."""
        if (seal := self._seal()) is None:
            return
        try:
            # Params change while another thread would read them.
            content = known.to_json()
            sealed = await self._hass.async_add_executor_job(_sealed, seal, content)
            await self._store.async_save(sealed)
        except (HomeAssistantError, OSError, TypeError) as err:
            kind = type(err).__name__
            _LOGGER.warning("What is known of the devices was not stored (%s)", kind)

    @property
    def now(self) -> float:
        """Return the time, which is not before that of what was read."""
        self._newest = max(self._newest, time())
        return self._newest

    async def async_remove(self) -> None:
        """Delete the file and the key."""
        try:
            await self._store.async_remove()
        except OSError as err:
            kind = type(err).__name__
            _LOGGER.warning("What is known of the devices was not deleted (%s)", kind)
        entries, entry = self._hass.config_entries, self._entry
        is_there = entries.async_get_entry(entry.entry_id) is entry
        if is_there and CONF_STORE_KEY in entry.data:
            data = {k: it for k, it in entry.data.items() if k != CONF_STORE_KEY}
            entries.async_update_entry(entry, data=data)

    def _seal(self) -> Seal | None:
        key = as_text(self._entry.data.get(CONF_STORE_KEY))
        try:
            return None if key is None else Seal(key, self._entry.entry_id)
        except ValueError:
            return None


def _opened(seal: Seal, stored: Params) -> Known | None:
    content = seal.open(stored)
    return None if content is None else Known.from_json(content)


def _sealed(seal: Seal, content: bytes) -> Params:
    return seal.seal(without_private(content))

"""The private store of an account's tokens: a new pair is there before it is used."""

import logging
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from .api.auth.tokens import Tokens
from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

_VERSION: Final = 1


class TokenStore(Store[dict[str, Any]]):
    """The file with the tokens of one entry."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read yet."""
        key = f"{DOMAIN}.tokens.{entry_id}"
        super().__init__(hass, _VERSION, key, private=True, atomic_writes=True)

    async def async_load_tokens(self) -> Tokens | None:
        """Return the pair that was stored last, None where there is none to read."""
        try:
            stored = await self.async_load()
            return None if stored is None else Tokens.from_dict(stored)
        except HomeAssistantError, KeyError, TypeError, ValueError:
            _LOGGER.debug("The stored tokens cannot be read; those of the entry count")
            return None

    async def async_save_tokens(self, tokens: Tokens) -> None:
        """Store a pair; one that cannot be stored is used all the same."""
        try:
            await self.async_save(tokens.to_dict())
        except (HomeAssistantError, OSError) as err:
            kind = type(err).__name__
            _LOGGER.warning("The renewed tokens could not be stored (%s)", kind)

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Go on with what can be read."""
        return old_data

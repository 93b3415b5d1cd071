"""The private store of an account's tokens: a new pair is there before it is used."""

import logging

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .api.auth.tokens import Tokens
from .const import DOMAIN
from .private_store import PrivateStore

_LOGGER = logging.getLogger(__name__)


class TokenStore(PrivateStore):
    """The file with the tokens of one entry."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read yet."""
        super().__init__(hass, f"{DOMAIN}.tokens.{entry_id}")

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

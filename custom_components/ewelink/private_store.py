"""A private file of ours, of which what can be read counts."""

from contextlib import suppress
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

_VERSION: Final = 1


class PrivateStore(Store[dict[str, Any]]):
    """The file of a key, which only Home Assistant's user may read."""

    def __init__(self, hass: HomeAssistant, key: str) -> None:
        """Name the file; nothing is read yet."""
        super().__init__(hass, _VERSION, key, private=True, atomic_writes=True)

    async def async_discard(self) -> None:
        """Delete the file, where that can be done; what waits to be saved is not."""
        with suppress(OSError):
            await self.async_remove()

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Go on with what another version wrote, as far as it can be read."""
        return old_data

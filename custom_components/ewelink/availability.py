"""Whether the account is reachable: a short loss of the socket does not count."""

from collections.abc import Callable
from datetime import datetime
import logging

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

_LOGGER = logging.getLogger(__name__)

GRACE_SECONDS = 30


class Reachability:
    """Follows the socket, and tells when the account was away for the grace time."""

    def __init__(self, hass: HomeAssistant, on_change: Callable[[], None]) -> None:
        """Start as reachable: setup fails by itself where the account is not."""
        self._hass = hass
        self._on_change = on_change
        self._cancel_grace: CALLBACK_TYPE | None = None
        self.is_reachable = True

    @callback
    def async_connected(self) -> None:
        """Take note that the socket is up."""
        self.async_stop()
        if self.is_reachable:
            return
        self.is_reachable = True
        _LOGGER.info("The connection to the eWeLink cloud is back")
        self._on_change()

    @callback
    def async_disconnected(self) -> None:
        """Take note that the socket is down, and wait for it to come back."""
        if self.is_reachable and self._cancel_grace is None:
            self._cancel_grace = async_call_later(
                self._hass, GRACE_SECONDS, self._async_lost
            )

    @callback
    def async_stop(self) -> None:
        """Stop waiting."""
        if self._cancel_grace is not None:
            self._cancel_grace()
            self._cancel_grace = None

    @callback
    def _async_lost(self, _now: datetime) -> None:
        self._cancel_grace = None
        self.is_reachable = False
        _LOGGER.info("The connection to the eWeLink cloud is lost")
        self._on_change()

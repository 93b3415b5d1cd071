"""Devices that are heard in the local network though their keys open nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .issues import WRONG_LOCAL_KEY, AccountIssues

CHECK_SECONDS = 60


class WrongKeyWatch:
    """Tells the user of devices whose keys are wrong, as long as they are.

    The list is read first when a key opens nothing, as it may have another by now.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        issues: AccountIssues,
        wrong: Callable[[], Sequence[str]],
    ) -> None:
        """Start; ``wrong`` returns the names of such devices."""
        self._hass = hass
        self._issues = issues
        self._wrong = wrong
        self._cancel: CALLBACK_TYPE | None = None
        if issues.is_told(WRONG_LOCAL_KEY):
            # It may have been cured while the account was loaded anew.
            self.async_watch()

    @callback
    def async_watch(self) -> None:
        """Look in a while whether a key is still wrong."""
        if self._cancel is None:
            self._cancel = async_call_later(
                self._hass, CHECK_SECONDS, self._async_look
            )

    @callback
    def async_check(self) -> bool:
        """Return whether any key is wrong just now, and tell of those or of none."""
        devices = self._wrong()
        self._issues.async_wrong_local_keys(devices)
        return bool(devices)

    @callback
    def async_stop(self) -> None:
        """Look no more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def _async_look(self, _now: datetime) -> None:
        self._cancel = None
        if self.async_check():
            self.async_watch()

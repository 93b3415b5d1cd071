"""Devices that are heard in the local network though their keys open nothing."""

from datetime import datetime
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .api.link import Link
from .api.ways import WRONG_KEY
from .devices.device import Device
from .inventory.inventory import Inventory
from .issues import WRONG_LOCAL_KEY, AccountIssues

# A list is read for a key within a minute.
CHECK_SECONDS: Final = 120


class WrongKeyWatch:
    """Tells the user of devices whose keys are wrong, as long as they are.

    The list is read first when a key opens nothing, as it may have another by now.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        issues: AccountIssues,
        link: Link,
        inventory: Inventory,
    ) -> None:
        """Start with all keys right, unless the user was told otherwise."""
        self._hass = hass
        self._issues = issues
        self._link = link
        self._inventory = inventory
        self._cancel: CALLBACK_TYPE | None = None
        if issues.is_told(WRONG_LOCAL_KEY):
            # It may have been cured while the account was loaded anew.
            self.async_watch()

    @callback
    def async_key_needed(self, device_id: str) -> None:
        """Have the list read, as the key of a device opens nothing."""
        self._inventory.pushes.async_key_needed(device_id)
        self.async_watch()

    @callback
    def async_contact_changed(
        self,
        device_id: str,
        is_there: bool,  # noqa: FBT001 - as the link tells it
    ) -> None:
        """Note that a device came or went; its key may have been read in vain."""
        self._inventory.pushes.async_contact_changed(device_id, is_there)
        if not is_there:
            self.async_watch()

    @callback
    def async_watch(self) -> None:
        """Look in a while whether a key is still wrong."""
        if self._cancel is None:
            self._cancel = async_call_later(self._hass, CHECK_SECONDS, self._async_look)

    @callback
    def async_check(self) -> bool:
        """Return whether any key is wrong just now, and tell of those or of none."""
        names = sorted(
            it.name for it in self._inventory.devices.values() if self._is_wrong(it)
        )
        self._issues.async_wrong_local_keys(names)
        return bool(names)

    @callback
    def async_stop(self) -> None:
        """Look no more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _is_wrong(self, device: Device) -> bool:
        state = self._link.local_state(device.id)
        return state is not None and state.hindrance == WRONG_KEY

    @callback
    def _async_look(self, _now: datetime) -> None:
        self._cancel = None
        if self.async_check():
            self.async_watch()

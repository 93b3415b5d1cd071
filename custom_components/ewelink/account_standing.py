"""How an account stands with the cloud, and so how its devices are reached."""

from collections.abc import Callable
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .api.link import Link
from .availability import (
    ConnectionState,
    Reachability,
    Standing,
    account_state,
    standing,
)
from .devices.device import Device
from .entry_data import has_account, local_control
from .inventory.presence import Presence
from .issues import AccountIssues
from .reauth import async_ask_to_sign_in, is_signed_in_again

# What only a list or a push can tell.
_TOLD_BY_CLOUD: Final = (
    ConnectionState.BRIDGE_OFFLINE,
    ConnectionState.DEVICE_OFFLINE,
)


class AccountStanding(Reachability):
    """Follows whether an account is connected, and whether its sign-in is refused.

    ``on_change`` is called when either is other than before.
    """

    def __init__(  # noqa: PLR0913 - what it is given instead of looked up
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        link: Link,
        *,
        issues: AccountIssues,
        presence: Presence,
        on_change: Callable[[], None],
    ) -> None:
        """Start as reachable and signed in."""
        super().__init__(hass, on_change)
        self._entry = entry
        self._link = link
        self._issues = issues
        self._presence = presence
        self._has_account = has_account(entry.data)
        # The account is loaded anew where another way is chosen.
        self._chosen = local_control(entry.options)
        self.is_sign_in_refused = False
        self._is_list_awaited = False

    @callback
    def async_await_list(self) -> None:
        """Blame no device before the list: what was known tells not who is offline."""
        self._is_list_awaited = self._has_account

    @callback
    def async_listed(self) -> None:
        """Go by what the list has told from now on."""
        if self._is_list_awaited:
            self._is_list_awaited = False
            self._on_change()

    @callback
    @override
    def async_connected(self) -> None:
        """Remember that the cloud has let the account in."""
        self.async_note_sign_in(is_refused=False)
        super().async_connected()

    @callback
    def async_note_sign_in(self, *, is_refused: bool) -> None:
        """Keep whether the sign-in is refused, and tell if that is new."""
        if is_refused and not is_signed_in_again(self._entry, self._link):
            self._issues.async_sign_in_refused()
            async_ask_to_sign_in(self._hass, self._entry)
        if self.is_sign_in_refused != is_refused:
            self.is_sign_in_refused = is_refused
            self._on_change()

    def of(self, device: Device) -> Standing:
        """Return by which ways a device is reached, or why by none."""
        by_cloud = self._presence.connection_of(device)
        account = account_state(
            is_refused=self.is_sign_in_refused, is_reachable=self.is_reachable
        )
        if self._is_list_awaited and by_cloud in _TOLD_BY_CLOUD:
            by_cloud = ConnectionState.ACCOUNT_OFFLINE
        is_gone = by_cloud is ConnectionState.NOT_IN_ACCOUNT and device.is_local
        if account is not ConnectionState.ONLINE and not is_gone:
            by_cloud = account
        way = self._chosen.way_to(device)
        found = standing(by_cloud, self._link.local_state(device.id), way)
        if found.state is ConnectionState.LOCAL_ONLY and not self._has_account:
            return Standing(found.state)
        return found

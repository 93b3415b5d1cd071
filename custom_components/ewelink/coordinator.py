"""One account: its devices and what comes and goes."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
import logging
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .account_standing import AccountStanding
from .api.errors import EwelinkAuthError, EwelinkError
from .api.link import Link, LinkEvents
from .api.messages import DeviceOnline, DeviceState, DeviceUpdate, ListChanged, Message
from .const import DOMAIN
from .device_commands import DeviceCommands
from .devices.device import Device
from .domain_data import DATA_SHARED
from .entry_data import async_list_interval, left_out_homes, radio_settings
from .errors import list_error, setup_error
from .firmware import FirmwareUpdates
from .inventory.inventory import Inventory
from .inventory.list_calls import LIST_INTERVAL
from .inventory.listeners import DeviceListeners
from .inventory.user_settings import UserSettings
from .issues import AccountIssues, Source
from .live_readings import LiveReadingsWatch
from .local_keys import WrongKeyWatch
from .local_meters import LocalMeters
from .offline_start import KnownKeeper
from .reauth import is_signed_in_again

_LOGGER = logging.getLogger(__name__)

CONNECT_SECONDS = 20

type EwelinkConfigEntry = ConfigEntry[EwelinkCoordinator]


class EwelinkCoordinator(DeviceCommands, DataUpdateCoordinator[dict[str, Device]]):
    """Holds one account's devices, its connection, and the way of its commands."""

    config_entry: EwelinkConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: EwelinkConfigEntry,
        link: Link,
        issues: AccountIssues,
    ) -> None:
        """Prepare; nothing is sent yet."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=DOMAIN,
            update_interval=LIST_INTERVAL,
            always_update=False,
        )
        self.link = link
        self.inventory = Inventory(
            hass,
            entry.entry_id,
            link,
            ownership=hass.data[DATA_SHARED].ownership,
            left_out=left_out_homes(entry.options),
            settings=UserSettings(radio_settings(entry.options)),
            read_again=self.async_begin_refresh,
            on_listed=issues.async_listed,
            on_doubtful=issues.async_doubtful,
        )
        self.data = self.inventory.devices
        local_network = hass.data[DATA_SHARED].local_network
        self.keeper = KnownKeeper(hass, entry, self.inventory, local_network)
        self.firmware = FirmwareUpdates(
            hass, entry, link, self.inventory, self._async_background
        )
        self._issues = issues
        self.standing = AccountStanding(
            hass,
            entry,
            link,
            issues=issues,
            presence=self.inventory.presence,
            on_change=self.async_update_listeners,
        )
        self._list_failures = 0
        # To devices that come online, listed or not.
        self.arrivals = DeviceListeners()
        self.live_readings = LiveReadingsWatch(hass, issues)
        self.local_meters = LocalMeters(local_network.lan, entry)
        self.wrong_keys = WrongKeyWatch(hass, issues, link, self.inventory)

    def _async_background[ResultT](
        self, target: Coroutine[Any, Any, ResultT], name: str
    ) -> asyncio.Task[ResultT]:
        return self.config_entry.async_create_background_task(
            self.hass, target, f"{DOMAIN} {name}"
        )

    @override
    async def _async_setup(self) -> None:
        """Connect first, so that no push is missed while the list is read.

        Where the vendor's limits put that off, as after a reload, the list is read now
        and once more when the account is connected.
        """
        self._async_start_link()
        if self.link.connect_delay:
            self.standing.async_disconnected()
            return
        try:
            await self.link.wait_connected(CONNECT_SECONDS)
        except EwelinkError as err:
            raise setup_error(err) from err

    @callback
    def _async_start_link(self) -> None:
        events = LinkEvents(
            on_message=self._async_handle_message,
            on_connected=self._async_connected,
            on_disconnected=self._async_disconnected,
            on_failed=partial(self._issues.async_failed, Source.CONNECTION),
            on_auth_failed=self._async_auth_failed,
            on_contact=self.wrong_keys.async_contact_changed,
            on_key_needed=self.wrong_keys.async_key_needed,
        )
        self.link.start(events, self._async_background)

    async def async_start_known(self) -> bool:
        """Show the devices that were known before; return whether there were any.

        The cloud is not waited for: its list follows when the account is connected.
        """
        if (known := await self.keeper.async_load()) is None:
            return False
        await self.inventory.async_join()
        if not self.keeper.is_fresh:
            self.standing.async_await_list()
        self._async_start_link()
        self.inventory.async_show_known(known.homes, known.things, known.groups)
        self.keeper.async_look_for(known)
        self._async_follow_list()
        if self.link.is_connected:
            # The local network alone is there from the start.
            return True
        if self.keeper.is_fresh or self.link.connect_delay:
            self.standing.async_disconnected()
        else:
            self.standing.async_begin_away()
        if self.link.connect_delay:
            self.async_begin_refresh()
        return True

    async def async_part(self) -> None:
        """Keep what is known, before the account is unloaded."""
        self.inventory.async_leave_homes(left_out_homes(self.config_entry.options))
        # A reload may come before the account is connected after another one.
        is_connected = self.link.is_connected or (
            self.keeper.is_fresh and self.is_reachable
        )
        await self.keeper.async_stop(is_connected=is_connected)

    @override
    async def _async_update_data(self) -> dict[str, Device]:
        """Read the list of all homes; the first time, only its first page."""
        try:
            if self.inventory.is_read:
                await self.inventory.async_read()
                self._async_list_read()
            else:
                await self.inventory.async_read_first_page()
        except EwelinkError as err:
            self._issues.async_failed(Source.LIST, err)
            if isinstance(err, EwelinkAuthError):
                self.standing.async_note_sign_in(is_refused=True)
                if not is_signed_in_again(self.config_entry, self.link):
                    raise setup_error(err) from err
            self._list_failures += 1
            raise list_error(err, self._list_failures - 1) from err
        self._issues.async_succeeded(Source.LIST)
        self.link.resume()
        self._list_failures = 0
        self.standing.async_note_sign_in(is_refused=False)
        return self.data

    @callback
    def async_read_rest(self) -> None:
        """Read the pages behind the first one while the first devices are added."""
        self._async_follow_list()
        self._async_background(self._read_rest(), "list")

    @callback
    def _async_follow_list(self) -> None:
        """Read the list at its interval, even if no entity listens."""
        self.config_entry.async_on_unload(self.async_add_listener(lambda: None))
        self.keeper.async_begin()

    async def _read_rest(self) -> None:
        try:
            await self.inventory.async_read_rest()
        except EwelinkError as err:
            _LOGGER.debug("The list was not read to its end: %s", err)
            await self.async_refresh()
        else:
            self._async_list_read()
            self._schedule_refresh()

    @callback
    def _async_list_read(self) -> None:
        """Plan the next read, now that it is known how many calls it takes."""
        self.standing.async_listed()
        self.update_interval = async_list_interval(
            self.hass, self.config_entry, self.inventory.calls
        )
        self.keeper.async_save_soon()
        self.firmware.async_listed()

    @callback
    def async_begin_refresh(self) -> asyncio.Task[None]:
        """Read the list; the task is cancelled when the account is unloaded."""
        return self._async_background(self.async_refresh(), "list")

    @override
    async def async_shutdown(self) -> None:
        """Stop every timer; the tasks end with the entry."""
        self.link.stop()
        self.firmware.async_stop()
        self._issues.async_stop()
        self.live_readings.async_stop()
        self.wrong_keys.async_stop()
        self.standing.async_stop()
        self.inventory.async_stop()
        await super().async_shutdown()

    @callback
    def _async_handle_message(self, message: Message) -> None:
        match message:
            case DeviceUpdate(deviceid, params, origin):
                self.inventory.pushes.async_merge(deviceid, params, origin)
                self.live_readings.async_reported(self.data.get(deviceid), params)
            case DeviceState(deviceid, params, origin):
                self.inventory.pushes.async_merge(deviceid, params, origin)
            case DeviceOnline(deviceid, online):
                if online:
                    self.arrivals.wake_device(deviceid)
                self.inventory.pushes.async_set_online(deviceid, online=online)
            case ListChanged(is_free=True):
                self.async_begin_refresh()
            case ListChanged():
                self.inventory.async_list_changed()

    @callback
    def _async_connected(self) -> None:
        self._issues.async_connected()
        self.standing.async_connected()
        if self.inventory.is_read:
            self.async_begin_refresh()

    @callback
    def _async_disconnected(self, _error: EwelinkError) -> None:
        self._issues.async_stop()
        self.live_readings.async_stop()
        self.standing.async_disconnected()

    @callback
    def _async_auth_failed(self, _error: EwelinkAuthError) -> None:
        self.standing.async_disconnected()
        self.standing.async_note_sign_in(is_refused=True)

    @callback
    @override
    def async_add_listener(
        self, update_callback: CALLBACK_TYPE, context: Any = None
    ) -> Callable[[], None]:
        """Register a listener, by the device and the keys it names."""
        if context is None:
            return super().async_add_listener(update_callback)
        device_id, keys = context
        return self.inventory.listeners.add(device_id, keys, update_callback)

    @callback
    @override
    def async_update_listeners(self) -> None:
        """Wake everybody, as something of the account is other than before."""
        super().async_update_listeners()
        self.inventory.listeners.wake_all()

    @property
    def is_reachable(self) -> bool:
        """Return whether the account is connected, or was a short while ago."""
        return self.standing.is_reachable

    @override
    def is_available(self, device: Device) -> bool:
        """Return whether a device is there, and something that reaches it."""
        return device.available and (self.standing.is_reachable or device.is_local)

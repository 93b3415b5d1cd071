"""The firmware of an account's devices: what is offered, and what is being installed.

The cloud is asked once a day for all of them, at the user's refresh, and after an
upgrade. Where the APPID may not ask it is asked once, and nothing is shown.
"""

import asyncio
from collections.abc import Callable
from functools import partial
import logging
from time import monotonic
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from .api.bugs import tell
from .api.cloud_link import CloudLink
from .api.errors import EwelinkError
from .api.firmware import (
    Installed,
    KnownOffers,
    Offer,
    ask_for_firmware,
    is_newer,
    is_not_permitted,
)
from .api.link import Link, StartTask
from .availability import ConnectionState
from .const import CONF_APP_ID, DOMAIN
from .devices.device import Device
from .domain_data import DATA_SHARED
from .firmware_upgrade import FirmwareUpgrade, NoUpgrade, firmware_error
from .inventory.inventory import Inventory

_LOGGER = logging.getLogger(__name__)

# Not quite a day: the next list that is read afterwards gives the occasion.
DAY_SECONDS: Final = 23.5 * 3600
RETRY_SECONDS: Final = 3600
# What is asked at a start comes behind all that the user waits for.
SOON_SECONDS: Final = 3


class FirmwareUpdates:
    """What is known of the firmware of an account's devices."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        link: Link,
        inventory: Inventory,
        start_task: StartTask,
    ) -> None:
        """Go on with what was known before a reload; nothing is asked yet."""
        self._hass = hass
        self._entry = entry
        self._link = link if isinstance(link, CloudLink) else None
        self._inventory = inventory
        self._start_task = start_task
        self.known = _known_offers(hass, entry)
        self._asking: asyncio.Task[None] | None = None
        self._is_waiting = False
        self._upgrades: dict[str, FirmwareUpgrade] = {}
        self._listeners: list[Callable[[], None]] = []

    @callback
    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call a listener when other devices may be shown."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    @callback
    def async_listed(self) -> None:
        """Ask if that is due, now that the list was read."""
        if self._link is not None and self._is_due and not self._is_waiting:
            self._is_waiting = True
            self._start_task(self._ask_soon(), "firmware")
        self._async_tell()

    @property
    def _is_due(self) -> bool:
        return monotonic() >= self.known.next_at and not self.known.is_refused

    async def _ask_soon(self) -> None:
        await asyncio.sleep(SOON_SECONDS)
        self._is_waiting = False
        if self._is_due:
            self._async_begin()

    async def async_refresh(self) -> None:
        """Ask now, as the user wants to know; those who ask at once ask together."""
        if self._link is not None:
            await asyncio.wait([self._async_begin()])

    @callback
    def _async_begin(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asking = self._start_task(self._ask(), "firmware")
        return self._asking

    async def _ask(self) -> None:
        known, link = self.known, self._link
        devices = self._inventory.devices
        asked = [it for device in devices.values() if (it := self._installed(device))]
        if link is None or known.is_refused or not asked:
            return
        try:
            offers = await ask_for_firmware(link.cloud_services, asked)
        except EwelinkError as err:
            _LOGGER.debug("The cloud did not tell what firmware there is: %s", err)
            known.is_refused = is_not_permitted(err)
            known.next_at = monotonic() + RETRY_SECONDS
            return
        changed = offers.keys() | known.offers.keys()
        changed = {it for it in changed if offers.get(it) != known.offers.get(it)}
        known.offers, known.is_answered = offers, True
        known.next_at = monotonic() + DAY_SECONDS
        self._async_tell()
        for device_id in changed:
            self._inventory.listeners.wake_device(device_id)

    def _installed(self, device: Device) -> Installed | None:
        """Return what is asked about a device, None where nothing is."""
        model, version = device.thing.model, device.firmware
        if model is None or version is None or self._is_behind_shared(device):
            return None
        return Installed(device.id, model, version)

    def _is_behind_shared(self, device: Device) -> bool:
        """Return whether a device is behind a bridge that somebody shares."""
        if device.parent_id is None:
            return False
        bridge = self._inventory.devices.get(device.parent_id)
        return device.thing.shared or (bridge is not None and bridge.thing.shared)

    @callback
    def _async_tell(self) -> None:
        for listener in tuple(self._listeners):
            tell(listener)

    def is_shown(self, device: Device) -> bool:
        """Return whether the firmware of a device is shown.

        Of what is behind a bridge it is not known whether there is ever any offer.
        """
        if not self.known.is_answered or self._installed(device) is None:
            return False
        return device.parent_id is None or device.id in self.known.offers

    def offer_for(self, device: Device) -> Offer | None:
        """Return the firmware that is offered and newer than that of a device."""
        offer = self.known.offers.get(device.id)
        if offer is None or not is_newer(offer.version, device.firmware or ""):
            return None
        return offer

    def is_upgrading(self, device: Device) -> bool:
        """Return whether a device loads a firmware, or is not back from that."""
        return device.id in self._upgrades

    async def async_upgrade(self, device: Device) -> None:
        """Have a device load what is offered; returns when it is back with it.

        Raises HomeAssistantError where it is not, or is not even told to.
        """
        offer, model = self.offer_for(device), device.thing.model
        if self.is_upgrading(device):
            raise firmware_error(NoUpgrade.IN_PROGRESS, device)
        if self._link is None or offer is None or model is None:
            raise firmware_error(NoUpgrade.NOT_OFFERED, device)
        if _has_battery(device):
            raise firmware_error(NoUpgrade.ON_BATTERY, device)
        presence = self._inventory.presence
        if presence.connection_of(device) is not ConnectionState.ONLINE:
            raise firmware_error(NoUpgrade.OFFLINE, device)
        listeners = self._inventory.listeners
        upgrade = FirmwareUpgrade(self._hass, device, listeners)
        self._upgrades[device.id] = upgrade
        listeners.wake_device(device.id)
        try:
            await upgrade.async_run(self._link, offer, model)
        finally:
            del self._upgrades[device.id]
            listeners.wake_device(device.id)
        self._async_begin()

    @callback
    def async_stop(self) -> None:
        """Wait for no device any more."""
        for upgrade in self._upgrades.values():
            upgrade.async_fail(
                HomeAssistantError(
                    translation_domain=DOMAIN,
                    translation_key="unloaded",
                    translation_placeholders={"account": self._entry.title},
                )
            )


@callback
def _known_offers(hass: HomeAssistant, entry: ConfigEntry) -> KnownOffers:
    """Return what was known before a reload, as far as the same APPID had asked."""
    by_entry, app_id = hass.data[DATA_SHARED].firmware, entry.data.get(CONF_APP_ID)
    known = by_entry.get(entry.entry_id)
    if known is None or known.app_id != app_id:
        known = by_entry[entry.entry_id] = KnownOffers(app_id=app_id)
    return known


def _has_battery(device: Device) -> bool:
    """Return whether a device runs on a battery, which may be empty in the middle."""
    return device.type.sleeps or any(
        it.key.startswith("battery") for it in device.features
    )

"""One upgrade of a device's firmware, from the command to its return.

No progress is told: it is over when the device is back (docs/protocol.md, "Firmware").
"""

import asyncio
from datetime import datetime
from enum import StrEnum
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later

from .api.cloud_link import CloudLink
from .api.errors import EwelinkCommandError, EwelinkError, may_be_obeyed
from .api.firmware import Offer, is_newer
from .const import DOMAIN
from .devices.device import Device
from .errors import command_error
from .inventory.listeners import DeviceListeners

LONGEST_SECONDS: Final = 600
# A device that is back tells its version a moment later.
TELL_SECONDS: Final = 30


class NoUpgrade(StrEnum):
    """Why a firmware is not installed, in keys of what the user reads."""

    AS_BEFORE = "firmware_as_before"
    IN_PROGRESS = "firmware_in_progress"
    NOT_BACK = "firmware_not_back"
    NOT_OFFERED = "firmware_not_offered"
    OFFLINE = "device_offline"
    ON_BATTERY = "firmware_on_battery"
    REFUSED = "firmware_refused"


class FirmwareUpgrade:
    """Waits for a device that loads a firmware."""

    def __init__(
        self, hass: HomeAssistant, device: Device, listeners: DeviceListeners
    ) -> None:
        """Keep which firmware the device runs now."""
        self._hass = hass
        self._device = device
        self._listeners = listeners
        self._before = device.firmware or ""
        self._outcome = hass.loop.create_future()
        self._was_away = False
        self._cancel_tell: CALLBACK_TYPE | None = None

    async def async_run(self, link: CloudLink, offer: Offer, model: str) -> None:
        """Have the firmware loaded; raises where the device is not back with it."""
        device = self._device
        keys = frozenset({"fwVersion"})
        unlisten = self._listeners.add(device.id, keys, self._async_look)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                await self._begin(link, offer, model)
                await self._outcome
        except TimeoutError:
            raise firmware_error(NoUpgrade.NOT_BACK, self._device) from None
        finally:
            unlisten()
            self._async_forget_return()
            # A failure that came while the device was still being told.
            if not self._outcome.cancel() and not self._outcome.cancelled():
                self._outcome.exception()

    async def _begin(self, link: CloudLink, offer: Offer, model: str) -> None:
        """Tell the device; some that begin answer nothing, and are gone."""
        try:
            await link.upgrade(self._device, offer.params(model))
        except EwelinkError as err:
            if may_be_obeyed(err):
                return
            if type(err) is EwelinkCommandError:
                raise firmware_error(NoUpgrade.REFUSED, self._device, err.code) from err
            raise command_error(err, self._device.name) from err

    @callback
    def async_fail(self, err: HomeAssistantError) -> None:
        """Wait no more, for a reason that is not the device's."""
        if not self._outcome.done():
            self._outcome.set_exception(err)

    @callback
    def _async_look(self) -> None:
        """Look at the device, which came, went, or told its version."""
        if self._outcome.done():
            return
        if is_newer(self._device.firmware or "", self._before):
            self._outcome.set_result(None)
        elif not self._device.online:
            self._was_away = True
            self._async_forget_return()
        elif self._was_away and self._cancel_tell is None:
            self._cancel_tell = async_call_later(
                self._hass, TELL_SECONDS, self._async_returned
            )

    @callback
    def _async_returned(self, _now: datetime) -> None:
        self._cancel_tell = None
        self.async_fail(firmware_error(NoUpgrade.AS_BEFORE, self._device))

    @callback
    def _async_forget_return(self) -> None:
        if self._cancel_tell is not None:
            self._cancel_tell()
            self._cancel_tell = None


def firmware_error(
    reason: NoUpgrade, device: Device, code: int | None = None
) -> HomeAssistantError:
    """Return what is raised where a firmware is not installed; it names the device."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=reason.value,
        translation_placeholders={
            "code": str(code),
            "device": device.name,
            "version": device.firmware or "",
        },
    )

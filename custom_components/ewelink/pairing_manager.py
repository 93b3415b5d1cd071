"""The pairing that runs, or the last one: one at a time in a Home Assistant."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
import logging
from traceback import clear_frames
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .api.bugs import traceback_of
from .api.errors import EwelinkError
from .const import DOMAIN
from .pairing.device import NewDevice
from .pairing.device_adder import DeviceAdder
from .pairing.errors import PairingError, Reason
from .pairing.session import PairingTiming, Session
from .pairing.stages import Stage

_LOGGER = logging.getLogger(__name__)

RESULT_SECONDS: Final = 15 * 60
RESTORE_SECONDS: Final = 100


class Method(StrEnum):
    """How a device is reached."""

    WIFI = "wifi"
    UPLINK = "uplink"
    GUIDED = "guided"
    JOINED = "joined"
    TOUCH = "touch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong, when and where; the error would keep its frames alive."""

    reason: Reason
    stage: Stage
    code: int | None = None
    address: str = ""


@dataclass(slots=True, kw_only=True)
class Choices:
    """What the user chose, without any password: enough to try again."""

    method: Method
    interface: str = ""
    address: str = ""
    hotspot: str = ""
    bssid: str = field(default="", repr=False)
    name: str = ""
    room: str | None = None
    ssid: str = field(default="", repr=False)


class Pairing:
    """One attempt; a dialog may watch it, but it needs none."""

    def __init__(self, entry_id: str, choices: Choices, adder: DeviceAdder) -> None:
        """Prepare; nothing runs yet."""
        self.entry_id = entry_id
        self.choices = choices
        self.adder = adder
        self.stage = Stage.JOINING
        self._tried = Stage.JOINING
        self.failure: Failure | None = None
        self.session: Session | None = None
        self.owner: str | None = None
        self.is_over = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def _device(self) -> NewDevice | None:
        return self.session.device if self.session else None

    @property
    def _address(self) -> str:
        return ", ".join(map(str, self.session.addresses)) if self.session else ""

    @property
    def device_id(self) -> str:
        """Return the id of the device, if one has told it."""
        return self._device.deviceid if self._device else ""

    @property
    def told(self) -> NewDevice | None:
        """Return the device, if it has the Wi-Fi and may come online."""
        device = self._device
        return device if device and self.adder.is_told(device) else None

    @callback
    def async_begin(
        self, hass: HomeAssistant, session: Session, run: Coroutine[Any, Any, None]
    ) -> asyncio.Task[None]:
        """Run it as a task of its own."""
        self.session = session
        self._task = hass.async_create_background_task(
            self._run(run), f"{DOMAIN} pairing"
        )
        self._task.add_done_callback(self._async_ended)
        return self._task

    async def _run(self, run: Coroutine[Any, Any, None]) -> None:
        try:
            await run
        except PairingError as err:
            self.failure = Failure(
                reason=err.reason,
                stage=self._tried,
                code=err.code,
                address=self._address,
            )
            _LOGGER.debug("The pairing failed while %s: %s", self._tried, err)
            # Else what was sent would live until the collector comes.
            clear_frames(err.__traceback__)

    @callback
    def _async_ended(self, task: asyncio.Task[None]) -> None:
        """Store how it ended, wake who watches, and drop the task."""
        self._task = None
        self.is_over = True
        if task.cancelled():
            self.failure = Failure(reason=Reason.ENDED, stage=self._tried)
        elif (error := task.exception()) is not None:
            self.failure = Failure(reason=Reason.UNEXPECTED, stage=self._tried)
            _LOGGER.error("Unexpected %s", traceback_of(error))
        self._tell()

    @callback
    def async_report(self, stage: Stage) -> None:
        """Store what is done now; a failure while returning is of the stage before."""
        self.stage = stage
        if stage is not Stage.RETURNING:
            self._tried = stage
        self._tell()

    @callback
    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def async_changed(self) -> None:
        """Wait until the next stage begins, or the end comes."""
        if not self.is_over:
            await self._changed.wait()

    async def async_end(self) -> None:
        """End it, and wait until the host's network is what it was before."""
        if (task := self._task) is not None:
            task.cancel()
            await asyncio.wait([task], timeout=RESTORE_SECONDS)
        if task or self.failure:
            # One that has the Wi-Fi is not useless: it may come online at any time.
            try:
                await self.adder.undo_useless()
            except EwelinkError as err:
                _LOGGER.debug("The device was not taken out again: %s", err)


class PairingManager:
    """Holds the one pairing, and for a quarter of an hour how it ended."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with none."""
        self._hass = hass
        self._current: Pairing | None = None
        self._cancel_expiry: CALLBACK_TYPE | None = None
        self.recovery: asyncio.Task[None] | None = None
        self.timing = PairingTiming()

    @callback
    def async_of(self, entry_id: str) -> Pairing | None:
        """Return the account's pairing that runs, or ended not long ago."""
        pairing = self._current
        return pairing if pairing and pairing.entry_id == entry_id else None

    @property
    def is_busy(self) -> bool:
        """Return whether a pairing runs."""
        return self._current is not None and not self._current.is_over

    @callback
    def async_start(
        self, pairing: Pairing, session: Session, run: Coroutine[Any, Any, None]
    ) -> None:
        """Run a pairing; not to be called while another one runs.

        What an earlier one left in an account is taken out, unless this one goes on
        with it.
        """
        before = self._current
        self._async_forget()
        if before is not None and before.adder is not pairing.adder:
            self._hass.async_create_task(before.async_end(), f"{DOMAIN} pairing's end")
        self._current = pairing
        task = pairing.async_begin(self._hass, session, run)
        task.add_done_callback(partial(self._async_over, pairing))

    @callback
    def _async_over(self, pairing: Pairing, _task: asyncio.Task[None]) -> None:
        if self._current is pairing:
            expiry = HassJob(self._async_expire, cancel_on_shutdown=True)
            self._cancel_expiry = async_call_later(self._hass, RESULT_SECONDS, expiry)

    async def _async_expire(self, _now: datetime) -> None:
        self._cancel_expiry = None
        if (pairing := self._current) is not None:
            self._current = None
            await pairing.async_end()

    @callback
    def _async_forget(self) -> None:
        self._current = None
        if self._cancel_expiry is not None:
            self._cancel_expiry()
            self._cancel_expiry = None

    @callback
    def async_leave(self, owner: str) -> None:
        """End the pairing that belongs to a dialog, which is closed now."""
        pairing = self._current
        if pairing is not None and pairing.owner == owner:
            self._hass.async_create_task(
                self._async_leave(pairing), f"{DOMAIN} pairing's end"
            )

    async def _async_leave(self, pairing: Pairing) -> None:
        await pairing.async_end()
        if self._current is pairing and pairing.is_over:
            self._async_forget()

    async def async_end(self, entry_id: str | None = None) -> None:
        """End the pairing of one account, or of any; how it ended is kept."""
        pairing = self._current
        if pairing is not None and entry_id in (None, pairing.entry_id):
            await pairing.async_end()

"""Teaching a bridge the keys of a remote, one after the other."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)

from ..api.errors import (
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkNoAnswerError,
)
from ..coordinator import EwelinkCoordinator
from ..devices.device import Device
from ..devices.sendable import key_of, remote_names
from ..options_steps import Step
from ..radio_learning import (
    CAPTURE_SECONDS,
    BusyError,
    NothingCaughtError,
    async_capture,
    async_free_channel,
    is_taught,
)
from ..radio_names import async_name_keys
from .base import RadioFlow

CONF_KEY: Final = "key"
CONF_NEW_REMOTE: Final = "new_remote"
CONF_REMOTE: Final = "remote"
# Until a browser hears of the end of what it shows.
SECONDS_TO_LOOK: Final = 1.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A key that is being taught: to which bridge, and into which channel."""

    coordinator: EwelinkCoordinator
    bridge: Device
    channel: int


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a lesson ended, as a key of a text, and the vendor's error number."""

    reason: str
    code: int | None = None


class TeachSteps(RadioFlow):
    """Waits for a key, asks what it is called, and goes on with the next one.

    It ends without options of its own: names that the cloud does not keep are put into
    them by who names the keys.
    """

    _lesson: Lesson

    def __init__(self) -> None:
        """Start with nothing taught."""
        super().__init__()
        self._ending = Ending("teaching_failed")
        self._after_press: Step = "teach_ended"
        self._remote = self._key = ""

    async def async_step_teach_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a bridge, where there are several."""
        if not self.async_has_chosen(user_input):
            return self.async_show_bridges(step_id="teach_remote")
        return await self.async_step_teach_again()

    async def async_step_teach_again(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin with a key."""
        bridge = self.bridge
        # What is over at once is over before the dialog looks whether it is.
        if not self.coordinator.is_available(bridge):
            return self.async_abort(reason="bridge_offline")
        if is_taught(self.coordinator, bridge):
            return self.async_abort(reason="bridge_busy")
        channel = await async_free_channel(self.coordinator, bridge)
        if channel is None:
            return self.async_abort(reason="no_channel")
        self._lesson = Lesson(self.coordinator, bridge, channel)
        return await self.async_step_teach_press()

    async def async_step_teach_press(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait until the key was pressed; nothing is looked up that may be gone."""
        return self.async_show_work(
            step_id="teach_press",
            work=self._async_catch,
            seconds=CAPTURE_SECONDS / 2,
            following=lambda: self._after_press,
        )

    async def _async_catch(self) -> None:
        lesson = self._lesson
        self._after_press, self._ending = "teach_ended", Ending("teaching_failed")
        try:
            await async_capture(lesson.coordinator, lesson.bridge, lesson.channel)
        except NothingCaughtError:
            self._after_press = "not_caught"
        except BusyError:
            self._ending = Ending("bridge_busy")
        except EwelinkError as err:
            self._ending = _ending_after(err)
            await asyncio.sleep(SECONDS_TO_LOOK)
        else:
            self._after_press = "teach_name"

    async def async_step_not_caught(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what to do, as no key was pressed in time."""
        return self.async_show_menu(
            step_id="not_caught", menu_options=["teach_again", "teach_stop"]
        )

    async def async_step_teach_name(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the key is called, and on which remote it is."""
        bridge = self.bridge
        errors = {}
        if user_input is not None:
            new = user_input.get(CONF_NEW_REMOTE, "").strip()
            self._remote = new or user_input.get(CONF_REMOTE, "")
            self._key = user_input[CONF_KEY].strip()
            if not (errors := self._faults()):
                return await self._async_keep()
        known = remote_names(bridge.thing)
        field = CONF_REMOTE if self._remote in known else CONF_NEW_REMOTE
        filled_in = {field: self._remote, CONF_KEY: self._key if errors else ""}
        return self.async_show_form(
            step_id="teach_name",
            data_schema=self.add_suggested_values_to_schema(
                _naming(known), {key: it for key, it in filled_in.items() if it}
            ),
            errors=errors,
        )

    def _faults(self) -> dict[str, str]:
        """Return what is wrong with the names."""
        names = {CONF_NEW_REMOTE: self._remote, CONF_KEY: self._key}
        if missing := {field: "no_name" for field, it in names.items() if not it}:
            return missing
        is_there = key_of(self.bridge.thing, self._remote, self._key) is not None
        return {CONF_KEY: "key_exists"} if is_there else {}

    async def _async_keep(self) -> ConfigFlowResult:
        """Keep the names, in the cloud or here; the new key appears by itself."""
        is_in_cloud = await async_name_keys(
            self.coordinator,
            self.bridge,
            self._remote,
            {self._lesson.channel: self._key},
        )
        if is_in_cloud:
            return await self.async_step_taught()
        return await self.async_step_taught_here()

    async def async_step_taught(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell that the key is there, and ask for the next one."""
        return self.async_show_menu(
            step_id="taught",
            menu_options=["teach_again", "teach_done"],
            description_placeholders={"key": self._key, "remote": self._remote},
        )

    async def async_step_taught_here(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell the same, and that the cloud did not take the name."""
        return self.async_show_menu(
            step_id="taught_here",
            menu_options=["teach_again", "teach_done"],
            description_placeholders={"key": self._key, "remote": self._remote},
        )

    async def async_step_teach_done(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """End, as all is taught."""
        return self.async_abort(reason="remote_taught")

    async def async_step_teach_stop(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """End without the key that was not caught."""
        return self.async_abort(reason="teaching_stopped")

    async def async_step_teach_ended(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell why a key could not be taught."""
        return self.async_abort(
            reason=self._ending.reason,
            description_placeholders={"code": str(self._ending.code)},
        )


def _naming(remotes: list[str]) -> vol.Schema:
    """Return what asks for names; nothing is chosen that nobody has chosen."""
    known: dict[Any, Any] = {}
    if remotes:
        options = SelectSelectorConfig(
            options=remotes, mode=SelectSelectorMode.DROPDOWN
        )
        known[vol.Optional(CONF_REMOTE)] = SelectSelector(options)
    key = {vol.Required(CONF_KEY): TextSelector()}
    return vol.Schema(key | known | {vol.Optional(CONF_NEW_REMOTE): TextSelector()})


def _ending_after(err: EwelinkError) -> Ending:
    """Return what the user is told of what went wrong."""
    if isinstance(err, EwelinkDeviceOfflineError):
        return Ending("bridge_offline")
    if err.code is None or isinstance(err, EwelinkNoAnswerError):
        return Ending("teaching_failed")
    return Ending("teaching_refused", err.code)

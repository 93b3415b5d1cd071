"""Watching a pairing, and telling how it ended."""

from typing import TYPE_CHECKING, Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..api.errors import EwelinkError
from ..const import DOMAIN
from ..options_steps import Part, Step
from ..pairing.stages import Stage
from ..pairing_manager import Pairing
from .base import FIRST_STEPS, AddDeviceFlow

CONF_NEXT: Final = "next"
GIVE_UP: Final = "give_up"
KEEP: Final = "keep"
OTHER_WAY: Final = "other_way"
STOP: Final = "stop"
TRY_AGAIN: Final = "try_again"

ADDED: Final = "device_added"
ADDED_NOT_ONLINE: Final = "device_added_not_online"

# Where the bar stands when a stage begins, and after how many seconds half of it is
# done as a rule.
_BEGINS_AT: Final = {
    Stage.JOINING: 0.0,
    Stage.READING: 0.2,
    Stage.ADDING: 0.3,
    Stage.SENDING: 0.4,
    Stage.RETURNING: 0.5,
    Stage.WAITING: 0.6,
}
_WIDTH: Final = {Stage.JOINING: 0.2, Stage.WAITING: 0.4}
_SECONDS: Final = {Stage.JOINING: 15, Stage.WAITING: 30}
# The least part of what is left that a stage gets: a host without internet adds the
# device later, when the bar has passed the place of that.
_LEAST: Final = 0.25


class PairSteps(AddDeviceFlow):
    """Attaches to a pairing, shows what it does and tells how it ended."""

    async def async_step_attach(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the account's pairing, and be the dialog that it belongs to."""
        pairing = self.pairings.async_of(self.handler)
        if pairing is None:
            reason = "pairing_elsewhere"
            raise AbortFlow(reason)
        pairing.owner = self.flow_id
        self.pairing, self.choices = pairing, pairing.choices
        self.bar = 0.0
        if pairing.is_over:
            return await self.async_step_result()
        return await self.async_step_pair()

    async def async_step_pair(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what is done now, until it is over."""
        if TYPE_CHECKING:
            assert self.pairing is not None
        if self.pairing.is_over:
            return self.async_show_progress_done(next_step_id="result")
        watch = self.async_get_progress_task()
        if watch is None or watch.done():
            watch = self.hass.async_create_task(
                self._async_watch(self.pairing), eager_start=False
            )
        return self.async_show_progress(
            step_id="pair", progress_action=self.pairing.stage, progress_task=watch
        )

    async def _async_watch(self, pairing: Pairing) -> None:
        """Move the bar until something else is done, or all is."""
        stage = pairing.stage
        changed = self.hass.async_create_task(pairing.async_changed())
        try:
            await self.async_move_bar(
                changed, _SECONDS.get(stage, 5), _part_of(stage, self.bar)
            )
        finally:
            changed.cancel()

    async def async_step_result(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell of the new device, or why there is none."""
        if TYPE_CHECKING:
            assert self.pairing is not None
        if (failure := self.pairing.failure) is not None:
            self.failure = failure
            return await self.async_step_failed()
        device_id = self.pairing.device_id
        found = dr.async_get(self.hass).async_get_device_by_identifier(
            (DOMAIN, device_id), self.handler
        )
        device = self.coordinator.data.get(device_id)
        return self.async_abort(
            reason=ADDED if device and device.online else ADDED_NOT_ONLINE,
            description_placeholders={
                "name": (found and (found.name_by_user or found.name)) or "",
                "link": f"/config/devices/device/{found.id if found else ''}",
            },
        )

    async def async_step_failed(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell what went wrong, and ask what to do now."""
        if TYPE_CHECKING:
            assert self.failure is not None
        if user_input is not None:
            return await self._async_go_on(user_input[CONF_NEXT])
        is_added = self.failure.stage is Stage.WAITING
        selector = SelectSelector(
            SelectSelectorConfig(
                options=self._choices_now(),
                mode=SelectSelectorMode.LIST,
                translation_key="after_failure",
            )
        )
        return self.async_show_form(
            step_id="not_online" if is_added else "failed",
            data_schema=vol.Schema(
                {vol.Required(CONF_NEXT, default=TRY_AGAIN): selector}
            ),
            errors={"base": self.failure.reason},
            description_placeholders={
                "address": self.failure.address,
                "code": str(self.failure.code),
            },
        )

    async def async_step_not_online(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell of a device that is in the account, but not there."""
        return await self.async_step_failed(user_input)

    def _choices_now(self) -> list[str]:
        """Return what can be done after a failure; only what was done is undone."""
        pairing = self.pairing
        if pairing is None or not pairing.adder.has_something_to_undo:
            return [TRY_AGAIN, OTHER_WAY, STOP]
        may_come = [] if pairing.told is None else [KEEP]
        return [TRY_AGAIN, OTHER_WAY, *may_come, GIVE_UP]

    async def _async_go_on(self, choice: str) -> ConfigFlowResult:
        """Do what was chosen after a failure."""
        if choice == TRY_AGAIN:
            return await self.async_go_to(self._step_to_repeat())
        if choice == OTHER_WAY:
            return await self.async_go_to("way")
        if choice == KEEP:
            return self.async_abort(reason="kept")
        if choice == STOP:
            return self.async_abort(reason="nothing_added")
        return self.async_abort(reason=await self._async_give_up())

    async def _async_give_up(self) -> str:
        """Take out of the account what was added, and return how the dialog ends."""
        pairing = self.pairing
        if pairing is None:
            return "nothing_added"
        if not pairing.adder.has_something_to_undo:
            # Somebody has brought it online meanwhile, or it was taken out long ago.
            return "kept" if pairing.adder.is_added else "given_up"
        if self.pairings.async_of(self.handler) not in (None, pairing):
            # Another dialog has gone on with it.
            return "kept"
        try:
            return "given_up" if await pairing.adder.undo() else "kept"
        except EwelinkError:
            return "not_undone"

    def _step_to_repeat(self) -> Step:
        """Return the step that failed; the password has to be typed again.

        A device that has the Wi-Fi already only needs to be added.
        """
        if TYPE_CHECKING:
            assert self.failure is not None
        self.device = None
        match self.failure.stage:
            case Stage.WAITING:
                return "mode"
            case Stage.ADDING if self.pairing is not None:
                self.device = self.pairing.told
                return "wifi" if self.device is None else "name"
            case Stage.SENDING:
                return "wifi"
        return FIRST_STEPS[self.choices.method]


def _part_of(stage: Stage, bar: float) -> Part:
    """Return the part of the bar that a stage moves through; it never goes back."""
    begins = max(bar, _BEGINS_AT[stage])
    ends = _BEGINS_AT[stage] + _WIDTH.get(stage, 0.1)
    return begins, max(ends, begins + (1 - begins) * _LEAST)

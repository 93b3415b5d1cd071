"""What all steps of the options share."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, Literal

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from .coordinator import EwelinkConfigEntry, EwelinkCoordinator

# The steps that are gone to from another file than their own, or after some work.
type Step = Literal[
    "attach",
    "failed",
    "guided",
    "joined",
    "mode",
    "name",
    "not_caught",
    "pick",
    "search",
    "teach_ended",
    "teach_name",
    "touch",
    "uplink",
    "way",
    "wifi",
]

# Where a part of the bar begins and ends.
type Part = tuple[float, float]

# Seconds.
MOVES_EACH: Final = 1


class OptionsSteps(OptionsFlowWithReload):
    """Reaches the account, and shows work while it is done.

    The steps are in mixins, which the options flow puts together; they go to each
    other's steps by id alone.
    """

    config_entry: EwelinkConfigEntry

    def __init__(self) -> None:
        """Start with an empty bar."""
        super().__init__()
        self.bar = 0.0

    @property
    def coordinator(self) -> EwelinkCoordinator:
        """Return the account's coordinator; ends the dialog where it is not loaded."""
        entry = self.hass.config_entries.async_get_entry(self.handler)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            reason = "not_loaded"
            raise AbortFlow(reason)
        coordinator: EwelinkCoordinator = entry.runtime_data
        return coordinator

    async def async_go_to(self, step: Step) -> ConfigFlowResult:
        """Go on with a step, whichever mixin it is in."""
        result: ConfigFlowResult = await getattr(self, f"async_step_{step}")()
        return result

    @callback
    def async_show_work(
        self,
        *,
        step_id: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        seconds: float,
        following: Callable[[], Step],
    ) -> ConfigFlowResult:
        """Begin some work of about some seconds and show it until it is done."""
        task = self.async_get_progress_task()
        if task is None:
            task = self.hass.async_create_task(
                self._async_work(work, seconds), eager_start=False
            )
        if not task.done():
            return self.async_show_progress(
                step_id=step_id, progress_action=step_id, progress_task=task
            )
        return self.async_show_progress_done(next_step_id=following())

    async def _async_work(
        self, work: Callable[[], Coroutine[Any, Any, None]], seconds: float
    ) -> None:
        task = self.hass.async_create_task(work(), eager_start=False)
        try:
            await self.async_move_bar(task, seconds)
            await task
        finally:
            task.cancel()

    async def async_move_bar(
        self, done: asyncio.Future[Any], seconds: float, part: Part = (0, 1)
    ) -> None:
        """Move the bar through a part of it, ever slower, until something is done.

        It is half-way after some seconds, and never still.
        """
        begins, ends = part
        passed = 0
        while not done.done():
            share = passed / (passed + seconds)
            self.bar = begins + (ends - begins) * share
            self.async_update_progress(self.bar)
            await asyncio.wait([done], timeout=MOVES_EACH)
            passed += 1

"""One device in the local network: what it tells, and what it is told.

Whether a command may go by the cloud instead, the error tells: nothing was delivered
(EwelinkUndeliveredError), the device does not do it here (EwelinkRefusedError), it has
another key (EwelinkWrongKeyError), or it is unclear (EwelinkNoAnswerError): then only
what its plan calls repeatable.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from ..errors import EwelinkNoAnswerError
from ..merge import merge_params
from ..wire import Params, ReadOnlyParams
from .asked import AskedDevice
from .paths import Plan, Step, is_after_pause, plan


class LanPeer(AskedDevice):
    """A device that an account shows, as it is heard and commanded."""

    def plan(self, params: Params, known: ReadOnlyParams) -> Plan | None:
        """Return how a command is sent here, None where it must not or cannot be.

        ``known`` are the device's params by now.
        """
        if not self.can_send:
            return None
        made = plan(params, self.dialect, known)
        if made is None or any(it.path in self.refused for it in made.steps):
            return None
        return made

    async def send(self, made: Plan) -> Params:
        """Send a command; returns what the answers told, when the device has obeyed.

        That is so at the first of its answer and a report that shows what was
        commanded. ``made.left`` is what was not acknowledged when this raises; what was
        is told as a state.
        """
        try:
            return await self._send(made, self._obeyed)
        finally:
            if made.steps:
                self.tell_state(made.done)

    async def ask(self, made: Plan) -> Params:
        """Send an action; returns what was answered, which no report can replace."""
        return await self._send(made, self._answered)

    async def _send(
        self, made: Plan, do: Callable[[Step, Plan], Coroutine[Any, Any, Params]]
    ) -> Params:
        answers: Params = {}
        before: str | None = None
        while made.steps:
            step = made.steps[0]
            if is_after_pause(step.path, before):
                await asyncio.sleep(self._shared.timing.fan_pause)
            merge_params(answers, await do(step, made))
            before = step.path
            made.next_is_done()
        return answers

    async def _answered(self, step: Step, made: Plan) -> Params:
        return await self._post(step, is_repeatable=made.is_repeatable)

    async def _obeyed(self, step: Step, made: Plan) -> Params:
        """Post, and return at the answer, or at a report that shows its effect."""
        with self._confirmations.awaiting(step) as awaited:
            posting = self._shared.start_task(
                self._post(step, is_repeatable=made.is_repeatable, awaited=awaited)
            )
            try:
                await asyncio.wait(
                    (posting, awaited.shown), return_when=asyncio.FIRST_COMPLETED
                )
            except asyncio.CancelledError:
                posting.cancel()
                raise
            if not awaited.shown.done():
                if posting.cancelled():
                    message = "the local network was left before the answer"
                    raise EwelinkNoAnswerError(message)
                return posting.result()
        posting.add_done_callback(self._answered_late)
        return {}

    def _answered_late(self, posting: asyncio.Task[Params]) -> None:
        """Tell what an answer holds for which nobody waits any more."""
        if not posting.cancelled() and posting.exception() is None:
            self.tell_state(posting.result())

"""One device in the local network: what it tells, and what it is told.

Whether a command may go by the cloud instead, the error tells: nothing was delivered
(EwelinkUndeliveredError), the device does not do it here (EwelinkRefusedError), it has
another key (EwelinkWrongKeyError), or it is unclear (EwelinkNoAnswerError): then only
what its plan calls repeatable.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from ..bugs import tell
from ..errors import (
    EwelinkBusyError,
    EwelinkCommandError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from ..merge import merge_params
from ..wire import Params, ReadOnlyParams
from .crypto import LanKey
from .dialects import read_report, triggers_in
from .heard import HeardDevice
from .host import LanHost
from .http import LanRequest, answer_data
from .mode import answers_in_the_clear
from .models import Hindrance, LanDevice, LanEvents, LanMemory
from .paths import Plan, Step, is_after_pause, plan
from .refusals import UNREAD_CODES, Refusals, is_for_good
from .requests import Addressee, request_of
from .shared import Shared
from .turns import Rank


class LanPeer(HeardDevice):
    """A device that an account shows, as it is heard and spoken to."""

    def __init__(
        self,
        device: LanDevice,
        host: LanHost,
        events: LanEvents,
        shared: Shared,
    ) -> None:
        """Start with a device that was not heard yet."""
        super().__init__(device, events, shared.clock)
        self.host = host
        host.contacts.add(self.contact)
        self._refusals = Refusals()
        self._shared = shared

    @property
    def refused(self) -> dict[str, int | None]:
        """Return the paths that it does not know, with its error numbers."""
        return self._refusals.under(self.host, self.host.moves, self._key_in_use)

    @property
    def can_send(self) -> bool:
        """Return whether commands go to it just now."""
        return (
            self.hindrance is None
            and self.host.is_addressed
            and self.contact.is_reached
            and (self.is_plain or self._key is not None)
        )

    @property
    def is_worth_probing(self) -> bool:
        """Return whether an answer is to be expected where it may be.

        Most children of a bridge are no devices of this network, until they are heard.
        """
        return (
            bool(self.host.places)
            and (self.device.parent_id is None or bool(self.type))
            and (self.is_plain or self._key is not None)
        )

    @property
    def memory(self) -> LanMemory:
        """Return what finds it again after a start."""
        return LanMemory(
            host_id=self.host.id,
            addresses=self.host.own_addresses,
            port=self.host.port,
            type=self.type,
            is_plain=self.is_plain,
        )

    def move_to(self, host: LanHost) -> None:
        """Take another host for the one that speaks for the device."""
        if host is not self.host:
            self.host.contacts.discard(self.contact)
            host.contacts.add(self.contact)
            self.host = host

    def plan(self, params: Params, known: ReadOnlyParams) -> Plan | None:
        """Return how a command is sent here, None where it must not or cannot be.

        ``known`` are the device's params by now.
        """
        if not self.can_send:
            return None
        made = plan(params, self.dialect, known, is_plain=self.is_plain)
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

    async def query(self) -> Params:
        """Ask for the state; few devices tell it so, {} is the answer of others."""
        return await self.request("info" if self.is_plain else "getState", {})

    async def probe(self) -> bool:
        """Return whether the device answers, whatever it is."""
        if self.mode.claim is not None:
            await self._settle_claim()
        try:
            told = await self.query()
        except EwelinkRefusedError, EwelinkWrongKeyError:
            return True
        except EwelinkNoAnswerError:
            self._failed()
            return False
        except EwelinkError:
            return False
        self.tell_state(told)
        return True

    async def post_at(self, step: Step, host: str, port: int) -> None:
        """Post where it may be, whatever else is known of that. Raises EwelinkError."""
        request = self._request(step, key=self._key_in_use, is_repeatable=True)
        await self.host.http.post(request, ((host, port),))

    async def request(self, path: str, data: Params, rank: Rank = Rank.POLL) -> Params:
        """Post to any path; returns the state that the answer holds, {} for none."""
        step = Step(path=path, data=data, params={})
        return await self._post(step, rank=rank, is_repeatable=True)

    async def _settle_claim(self) -> None:
        """Find out whether the device is in DIY mode, as a record says of it."""

        def ask(path: str) -> Awaitable[Params]:
            step = Step(path=path, data={}, params={})
            make = partial(self._request, step, key=None, is_repeatable=True)
            return self.host.post(make, Rank.POLL)

        is_plain = await answers_in_the_clear(ask)
        if (claim := self.mode.settled(is_plain=is_plain)) is not None:
            self.hear(claim)

    @property
    def _key_in_use(self) -> LanKey | None:
        return None if self.is_plain else self._key

    @property
    def _addressee(self) -> Addressee:
        """Return the device, or who speaks for it, if somebody does."""
        parent_id, host_id = self.device.parent_id, self.host.id
        if self.type == "meter" and host_id != self.id.lower():
            parent_id = parent_id or host_id
        return Addressee(parent_id or self.id, self.id if parent_id else None)

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
                self._post(step, is_repeatable=made.is_repeatable, on_sent=awaited.sent)
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

    async def _post(
        self,
        step: Step,
        *,
        is_repeatable: bool,
        rank: Rank = Rank.COMMAND,
        on_sent: Callable[[], None] = lambda: None,
    ) -> Params:
        def make() -> LanRequest:
            on_sent()
            key = self._key_in_use
            return self._request(step, key=key, is_repeatable=is_repeatable)

        try:
            answer = await self.host.post(make, rank)
        except EwelinkBusyError:
            raise
        except EwelinkUndeliveredError:
            self.counts.undelivered += 1
            self._failed()
            raise
        except EwelinkNoAnswerError:
            self.counts.unanswered += 1
            self.contact.doubted()
            raise
        except (EwelinkRefusedError, EwelinkWrongKeyError) as err:
            self._note_answer()
            raise self._refusal(step.path, err) from None
        self._note_answer()
        if not self.is_plain:
            self.mode.sealed(self._clock())
        return self._read_answer(answer)

    def _request(
        self, step: Step, *, key: LanKey | None, is_repeatable: bool
    ) -> LanRequest:
        to = self._addressee
        return request_of(step, to, key, self._shared, is_repeatable=is_repeatable)

    def _note_answer(self) -> None:
        if self.contact.answered(self._clock()):
            tell(self.events.on_contact, self.id, True)
        if self.mode.claim is not None:
            self.contact.doubted()

    def _failed(self) -> None:
        if self.contact.failed(self._clock()):
            tell(self.events.on_contact, self.id, False)

    def _refusal(self, path: str, err: EwelinkCommandError) -> EwelinkCommandError:
        """Return what a refusal means, and remember it where it is for good."""
        is_unread = self._unread_streak and err.code in UNREAD_CODES
        if is_unread or isinstance(err, EwelinkWrongKeyError):
            if self.is_plain and self._key is not None:
                # It was in DIY mode before, or somebody said so in its name.
                self.mode.is_plain = False
            else:
                self.hinder(Hindrance.WRONG_KEY)
                self.ask_for_key()
            message = "the device has another key"
            return EwelinkWrongKeyError(message, code=err.code)
        if is_for_good(path, err.code):
            self.refused[path] = err.code
        return err

    def _read_answer(self, answer: Params) -> Params:
        """Return the state that an answer holds; what cannot be read holds none."""
        try:
            told = answer_data(answer, self._key)
        except EwelinkError, ValueError:
            self.counts.unreadable += 1
            return {}
        return read_report(self.dialect, told, triggers_in(told)).state

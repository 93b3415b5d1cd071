"""One device in the local network, as it is asked: what it refuses, whether it answers.

Whether a command may go by the cloud instead, the error tells: nothing was delivered
(EwelinkUndeliveredError), the device does not do it here (EwelinkRefusedError), it has
another key (EwelinkWrongKeyError), or it is unclear (EwelinkNoAnswerError).
"""

from collections.abc import Awaitable
from functools import partial
from typing import override

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
from ..wire import Params
from .confirmations import Awaited
from .crypto import LanKey
from .heard import HeardDevice
from .host import LanHost
from .http import LanRequest
from .mode import answers_in_the_clear
from .models import Hindrance, LanDevice, LanEvents, LanMemory
from .paths import Step
from .record import Announcement
from .refusals import UNREAD_CODES, Refusals, is_lasting
from .requests import Addressee, request_of
from .shared import Shared
from .spellings import Spellings
from .turns import Rank


class AskedDevice(HeardDevice):
    """A device that is heard, and to which requests are posted."""

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
        self._spellings = Spellings()
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
    def is_unheard_of(self) -> bool:
        """Return whether the local network knows nothing of it, as of most devices."""
        return self.contact.last is None and self.host.is_nowhere

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

    def move_to(self, host_id: str) -> None:
        """Take another host for the one that speaks for the device."""
        if host_id != self.host.id:
            self._shared.hosts.leave(self.host, self.contact)
            self.host = self._shared.hosts.own(host_id)
            self.host.contacts.add(self.contact)

    async def query(self) -> Params:
        """Ask for the state; few devices tell it so, {} is the answer of others.

        What is announced meanwhile may be newer than the answer, and never is older.
        """
        before = self.last_told
        told = await self.request("info" if self.is_plain else "getState", {})
        announced = {} if self.last_told is before else self.last_told
        return {key: told[key] for key in told if key not in announced}

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

    @override
    def _opened(self, record: Announcement) -> Params | None:
        """Return what a record holds; whoever tells of the device speaks for it."""
        told = super()._opened(record)
        if told is not None and record.data:
            self.move_to(record.host_id)
        return told

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

    def _addressee(self, key: LanKey | None) -> Addressee:
        """Return the device, or who speaks for it, if somebody does."""
        parent_id, host_id = self.device.parent_id, self.host.id
        if self.type == "meter" and host_id != self.id.lower():
            parent_id = parent_id or host_id
        return Addressee(parent_id or self.id, self.id if parent_id else None, key)

    async def _post(
        self,
        step: Step,
        *,
        is_repeatable: bool,
        rank: Rank = Rank.COMMAND,
        awaited: Awaited | None = None,
    ) -> Params:
        """Post; in DIY mode firmware differs in how some steps are spelt."""
        post = partial(
            self._post_as_it_is, rank=rank, is_repeatable=is_repeatable, awaited=awaited
        )
        if not self.is_plain:
            return await post(step)
        return await self._spellings.post(step, post, self.refused)

    async def _post_as_it_is(
        self,
        step: Step,
        *,
        rank: Rank,
        is_repeatable: bool,
        awaited: Awaited | None,
    ) -> Params:
        def make() -> LanRequest:
            return self._request(
                step,
                key=self._key_in_use,
                is_repeatable=is_repeatable,
                awaited=awaited,
            )

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
        return self.read_answer(answer)

    def _request(
        self,
        step: Step,
        *,
        key: LanKey | None,
        is_repeatable: bool,
        awaited: Awaited | None = None,
    ) -> LanRequest:
        addressee, shared = self._addressee(key), self._shared
        return request_of(
            step, addressee, shared, is_repeatable=is_repeatable, awaited=awaited
        )

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
        if is_lasting(err.code, path, self.type):
            self.refused[path] = err.code
        return err

"""The account's socket: stays connected, tells what is pushed, asks and commands."""

import asyncio
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
import logging
from typing import Never

from .answers import PendingAnswers
from .client import EwelinkClient
from .connection import WebSocket, find_socket, greet, open_socket
from .errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRateLimitError,
    EwelinkTimeoutError,
    command_error,
)
from .frames import greeting, question
from .heartbeat import heartbeat_interval
from .live import LiveSocket
from .messages import Message
from .timing import BackOff, Timing
from .wire import Params, as_int, as_object

_LOGGER = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class EwelinkSocket:
    """Connects again whenever the connection is lost, as long as `run` runs.

    `on_message` is called straight from the read loop. `on_disconnected` tells the
    loss of a connection that was up, `on_auth_failed` that `run` gave up.
    """

    client: EwelinkClient
    _: KW_ONLY
    on_message: Callable[[Message], None]
    on_connected: Callable[[], None]
    on_disconnected: Callable[[EwelinkError], None]
    on_auth_failed: Callable[[EwelinkAuthError], None]
    timing: Timing = field(default_factory=Timing)
    last_error: EwelinkError | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Prepare; nothing is sent before `run`."""
        self._answers = PendingAnswers()
        self._back_off = BackOff(self.timing)
        self._has_outcome = asyncio.Event()
        self._refused_token: str | None = None
        self._refused_at = float("-inf")
        self._live: LiveSocket | None = None

    @property
    def connected(self) -> bool:
        """Return whether the account is online."""
        return self._live is not None

    async def run(self) -> None:
        """Stay connected until cancelled, or until the account is refused."""
        try:
            while True:
                await self._attempt()
        except EwelinkAuthError as err:
            self._note_failure(err)
            self.on_auth_failed(err)

    async def wait_connected(self, seconds: float) -> None:
        """Wait for the first connection; raises what the first attempt failed with."""
        try:
            async with asyncio.timeout(seconds):
                await self._has_outcome.wait()
        except TimeoutError:
            raise self._lateness() from None
        if self.last_error is not None:
            raise self.last_error

    async def command(self, deviceid: str, apikey: str, params: Params) -> None:
        """Set params of a device; returns when the device has obeyed."""
        await self._ask("update", deviceid, apikey, params)

    async def query(
        self, deviceid: str, apikey: str, keys: tuple[str, ...] = ()
    ) -> Params:
        """Return params of a device, all of them unless keys are named."""
        answer = await self._ask("query", deviceid, apikey, keys)
        return as_object(answer.get("params")) or {}

    async def _ask(
        self, action: str, deviceid: str, apikey: str, params: Params | tuple[str, ...]
    ) -> Params:
        if self._live is None:
            message = "not connected to the cloud"
            raise EwelinkConnectionError(message)
        sequence = self._answers.next_sequence()
        content = question(
            {
                "action": action,
                "deviceid": deviceid,
                "apikey": apikey,
                "selfApikey": self.client.account.apikey,
                "sequence": sequence,
                "params": params,
            }
        )
        if _LOGGER.isEnabledFor(logging.DEBUG):
            keys = ", ".join(params)
            _LOGGER.debug("Sending %s to %s: %s", action, deviceid, keys)
        try:
            answer = await self._live.ask(sequence, content)
        except EwelinkError as err:
            self.client.statistics.command_failed(err)
            raise
        if (code := as_int(answer.get("error"))) != 0:
            raise command_error(code)
        return answer

    async def _attempt(self) -> None:
        """Connect and stay; returns when the next attempt is due."""
        try:
            await self._connect_with_fresh_token()
        except EwelinkAuthError:
            raise
        except EwelinkError as err:
            self._note_failure(err)
            await asyncio.sleep(self._delay_after(err))

    async def _connect_with_fresh_token(self) -> None:
        """Connect; returns after a refusal that another token may cure."""
        keeper = self.client.keeper
        if self._refused_token is None:
            token = await keeper.access()
        else:
            token = await keeper.renew(self._refused_token)
        try:
            await self._connect(token)
        except EwelinkAuthError:
            if self._refused_token is not None:
                raise
            self._refused_token = token
            await self._rest_between_refusals()

    async def _rest_between_refusals(self) -> None:
        """Wait when the account was refused a short while ago already.

        Two clients of one APPID would take the session from each other without end.
        """
        now = asyncio.get_running_loop().time()
        rest = self._refused_at + self.timing.refusal_rest - now
        self._refused_at = now
        await asyncio.sleep(max(0.0, rest))

    async def _connect(self, token: str) -> Never:
        client, budget = self.client, self.client.limiter.online
        await asyncio.sleep(budget.delay_for(client.account.apikey))
        url = await find_socket(client, token)
        async with open_socket(client.session, url, self.timing) as socket:
            answer = await self._greet(socket, token)
            await self._stay(socket, heartbeat_interval(answer, self.timing))

    async def _greet(self, socket: WebSocket, token: str) -> Params:
        apikey, budget = self.client.account.apikey, self.client.limiter.online
        if delay := budget.delay_for(apikey):
            message = "announced too often"
            raise EwelinkRateLimitError(message, retry_after=delay)
        budget.note(apikey)
        sequence = self._answers.next_sequence()
        content = greeting(
            apikey=apikey,
            app_id=self.client.app.app_id,
            token=token,
            sequence=sequence,
        )
        try:
            async with asyncio.timeout(self.timing.answer):
                return await greet(socket, content, sequence)
        except TimeoutError:
            message = "the greeting was not answered"
            raise EwelinkTimeoutError(message) from None

    async def _stay(self, socket: WebSocket, interval: float) -> Never:
        loop = asyncio.get_running_loop()
        since = loop.time()
        self._live = LiveSocket(socket, self._answers, self.on_message, self.timing)
        self._refused_token = None
        self.last_error = None
        self._has_outcome.set()
        self.client.statistics.went_up()
        self.on_connected()
        try:
            await self._live.stay(interval)
        except EwelinkError as err:
            self._live = None
            self.client.statistics.went_down(err)
            self.on_disconnected(err)
            raise
        finally:
            self._live = None
            if loop.time() - since >= self.timing.stable:
                self._back_off.reset()

    def _note_failure(self, err: EwelinkError) -> None:
        _LOGGER.debug("Not connected: %s", err)
        self.client.statistics.note(err)
        self.last_error = err
        self._has_outcome.set()

    def _delay_after(self, err: EwelinkError) -> float:
        if isinstance(err, EwelinkQuotaError):
            self._back_off.skip_to_longest()
        delay = self._back_off.next_delay()
        return delay + (
            err.retry_after if isinstance(err, EwelinkRateLimitError) else 0
        )

    def _lateness(self) -> EwelinkError:
        delay = self.client.limiter.online.delay_for(self.client.account.apikey)
        if delay:
            message = "announced too often"
            return EwelinkRateLimitError(message, retry_after=delay)
        message = "not connected in time"
        return EwelinkTimeoutError(message)

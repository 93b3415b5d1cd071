"""The account's socket: stays connected, tells what is pushed, asks and commands."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
import logging
from typing import Never

from ..bugs import bugs_as_failures, tell
from ..client import EwelinkClient
from ..errors import (
    EwelinkAppIdError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkLaterError,
    EwelinkNotConnectedError,
    EwelinkQuotaError,
    EwelinkRateLimitError,
    EwelinkTimeoutError,
    command_error,
)
from ..messages import Message
from ..param_names import shown_name
from ..wire import Params, as_int, as_object
from .announcement import announced
from .answers import PendingAnswers
from .frames import question
from .handshake import WebSocket
from .heartbeat import heartbeat_interval
from .live import LiveSocket
from .timing import BackOff, SocketTiming

_LOGGER = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class EwelinkSocket:
    """Connects again whenever the connection is lost, as long as `run` runs.

    `on_message` is called straight from the read loop. `on_disconnected` tells the
    loss of a connection that was up, `on_failed` each attempt that failed, and
    `on_auth_failed` that `run` gave up.
    """

    client: EwelinkClient
    _: KW_ONLY
    on_message: Callable[[Message], None]
    on_connected: Callable[[], None]
    on_disconnected: Callable[[EwelinkError], None]
    on_failed: Callable[[EwelinkError], None]
    on_auth_failed: Callable[[EwelinkAuthError], None]
    timing: SocketTiming = field(default_factory=SocketTiming)
    last_error: EwelinkError | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Prepare; nothing is sent before `run`."""
        self._answers = PendingAnswers()
        self._back_off = BackOff(self.timing)
        self._has_outcome = asyncio.Event()
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
            tell(self.on_auth_failed, err)

    async def wait_connected(self, seconds: float) -> None:
        """Wait for the first connection; raises what the first attempt failed with."""
        try:
            async with asyncio.timeout(seconds):
                await self._has_outcome.wait()
        except TimeoutError:
            raise self._lateness() from None
        if self.last_error is not None:
            raise self.last_error

    async def command(self, deviceid: str, apikey: str, params: Params) -> Params:
        """Set params of a device; returns its answer when the device has obeyed."""
        return await self._ask("update", deviceid, apikey, params)

    async def upgrade(self, deviceid: str, apikey: str, params: Params) -> None:
        """Have a device load a firmware; returns when it found that good."""
        await self._ask("upgrade", deviceid, apikey, params)

    async def query(
        self, deviceid: str, apikey: str, keys: tuple[str, ...] = ()
    ) -> Params:
        """Return params of a device, all of them unless keys are named."""
        answer = await self._ask("query", deviceid, apikey, keys)
        return as_object(answer.get("params")) or {}

    def fail(self, deviceid: str, err: EwelinkError) -> None:
        """Tell those who wait for a device that it will not answer."""
        self._answers.fail(deviceid, err)

    async def _ask(
        self, action: str, deviceid: str, apikey: str, params: Params | tuple[str, ...]
    ) -> Params:
        await self._begun()
        if self._live is None:
            message = "not connected to the cloud"
            raise EwelinkNotConnectedError(message)
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
            keys = ", ".join(map(shown_name, params))
            _LOGGER.debug("Sending %s to %s: %s", action, deviceid, keys)
        try:
            answer = await self._live.ask(sequence, content, deviceid)
        except EwelinkConnectionError as err:
            self.client.health.command_failed(err)
            raise
        if (code := as_int(answer.get("error"))) != 0:
            raise command_error(code)
        return answer

    async def _begun(self) -> None:
        """Wait a little for the first connection, as devices are shown before it."""
        if self._has_outcome.is_set():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self.timing.begin):
                await self._has_outcome.wait()

    async def _attempt(self) -> None:
        """Connect and stay; returns when the next attempt is due."""
        announced_at = self._announced_at
        self.client.http.has_worked.clear()
        try:
            with bugs_as_failures(self.last_error):
                await self._connect_with_valid_token()
        except EwelinkAuthError:
            raise
        except EwelinkError as err:
            self._note_failure(err)
            is_announced = self._announced_at != announced_at
            await self._wait_after(err, is_announced=is_announced)

    @property
    def _announced_at(self) -> float | None:
        apikey = self.client.account.apikey
        return self.client.limiter.online.last_sent(apikey)

    async def _connect_with_valid_token(self) -> None:
        """Connect; returns after a refusal that another token may cure."""
        keeper = self.client.keeper
        if self.client.contention.is_likely:
            await self._try_token()
        token = await keeper.access()
        try:
            await self._connect(token)
        except EwelinkAuthError as err:
            keeper.refuse(token, err)

    async def _try_token(self) -> None:
        """Find out by a call whether the session was taken again.

        It may end without a word, and a dead token is not to be announced.
        """
        with suppress(EwelinkConnectionError):
            await self.client.homes()
        self.client.http.has_worked.clear()

    async def _connect(self, token: str) -> Never:
        sequence = self._answers.next_sequence()
        async with announced(self.client, token, sequence, self.timing) as online:
            socket, answer = online
            await self._stay(socket, heartbeat_interval(answer, self.timing))

    async def _stay(self, socket: WebSocket, interval: float) -> Never:
        loop = asyncio.get_running_loop()
        since = loop.time()
        self._live = LiveSocket(socket, self._answers, self.on_message, self.timing)
        self.last_error = None
        self._has_outcome.set()
        self.client.health.went_up()
        tell(self.on_connected)
        try:
            with bugs_as_failures():
                await self._live.stay(interval)
        except EwelinkError as err:
            self._live = None
            self.client.health.went_down(err)
            tell(self.on_disconnected, err)
            raise
        finally:
            self._live = None
            if loop.time() - since >= self.timing.stable:
                self._back_off.reset()

    def _note_failure(self, err: EwelinkError) -> None:
        _LOGGER.debug("Not connected: %s", err)
        self.client.health.note(err)
        self.last_error = err
        self._has_outcome.set()
        tell(self.on_failed, err)

    async def _wait_after(self, err: EwelinkError, *, is_announced: bool) -> None:
        """Wait for the next attempt, or for a sign that the cloud is there again."""
        if isinstance(err, EwelinkLaterError):
            await asyncio.sleep(err.retry_after)
        if is_refused := isinstance(err, (EwelinkAppIdError, EwelinkQuotaError)):
            self._back_off.skip_to_longest()
        if is_announced or is_refused:
            await asyncio.sleep(self._back_off.next_rest())
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._back_off.next_delay()):
                await self.client.http.has_worked.wait()

    def _lateness(self) -> EwelinkError:
        delay = self.client.limiter.online.delay_for(self.client.account.apikey)
        if delay:
            message = "announced too often"
            return EwelinkRateLimitError(message, retry_after=delay)
        message = "not connected in time"
        return EwelinkTimeoutError(message)

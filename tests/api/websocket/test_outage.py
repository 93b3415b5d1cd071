"""How long an account waits for a cloud that is away, on a clock that jumps."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from itertools import pairwise
import random
from types import SimpleNamespace
from typing import Any, Final, Never, cast
from unittest.mock import patch

import aiohttp
import pytest

from custom_components.ewelink.api.auth.contention import Contention
from custom_components.ewelink.api.auth.token_keeper import TokenKeeper
from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRateLimitError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp
from custom_components.ewelink.api.http.limiter import Limiter
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.models import Account
from custom_components.ewelink.api.websocket.timing import SocketTiming

from ...moved_clock import run_moved
from ..conftest import APP
from ..line import Line

OUTAGE_SECONDS: Final = 120
SOON_SECONDS: Final = 60
LONGEST_DELAY: Final = 60
MOST: Final = 0.9
TRIALS: Final = 100
ANNOUNCED: Final = "custom_components.ewelink.api.websocket.socket.announced"

AWAY: Final = EwelinkConnectionError("away")


class WorkingSession:
    """Answers each call."""

    @asynccontextmanager
    async def request(self, *_: object, **__: Any) -> AsyncGenerator[SimpleNamespace]:
        """Answer that there is no home."""

        async def _parts() -> AsyncGenerator[bytes]:
            yield b'{"error": 0, "data": {"familyList": []}}'

        yield SimpleNamespace(status=200, content=SimpleNamespace(iter_any=_parts))


class Attempts:
    """A socket whose attempts to connect fail as a test says."""

    def __init__(self, fail: Callable[[Attempts], EwelinkError | None]) -> None:
        """Begin to connect; whoever does not fail would be connected."""
        self.times: list[float] = []
        self.succeeded = asyncio.Event()
        self._fail = fail
        session = cast("aiohttp.ClientSession", WorkingSession())
        cloud, limiter = Cloud(), Limiter()
        self.client = EwelinkClient(
            session,
            cloud,
            limiter,
            app=APP,
            account=Account(apikey="me", region="eu"),
            keeper=TokenKeeper(
                http=CloudHttp(session, cloud, limiter, APP),
                region="eu",
                tokens=Tokens.issue("access", "refresh"),
                contention=Contention(),
            ),
        )
        self._line = Line(self.client, SocketTiming())

    @property
    def seconds(self) -> float:
        """Return how long ago the first attempt was."""
        return asyncio.get_running_loop().time() - self.times[0]

    @property
    def gaps(self) -> list[float]:
        """Return the seconds between attempts."""
        return [after - before for before, after in pairwise(self.times)]

    @contextmanager
    def running(self) -> Generator[None]:
        """Let the attempts begin."""
        with patch(ANNOUNCED, self._announced):
            task = asyncio.create_task(self._line.socket.run())
            yield
            task.cancel()

    @asynccontextmanager
    async def _announced(self, *_: object) -> AsyncGenerator[Never]:
        self.times.append(asyncio.get_running_loop().time())
        if (error := self._fail(self)) is None:
            self.succeeded.set()
            await asyncio.sleep(1e6)
        assert error is not None
        raise error
        yield  # type: ignore[unreachable]


def _never(_: Attempts) -> EwelinkError:
    return AWAY


def _until_back(first: EwelinkError, *, is_announced: bool) -> Attempts:
    """Return the attempts of an outage, which began with another error."""

    def _fail(attempts: Attempts) -> EwelinkError | None:
        if len(attempts.times) == 1:
            if is_announced:
                attempts.client.limiter.online.note("me")
            return first
        return AWAY if attempts.seconds < OUTAGE_SECONDS else None

    return Attempts(_fail)


@pytest.mark.parametrize(
    ("first", "is_announced"),
    [
        pytest.param(AWAY, False, id="away"),
        pytest.param(EwelinkTimeoutError("greeting"), True, id="no greeting"),
    ],
)
def test_back_soon(first: EwelinkError, *, is_announced: bool) -> None:
    """After an outage of two minutes nine in ten are back within one."""

    async def _late() -> float:
        attempts = _until_back(first, is_announced=is_announced)
        with attempts.running():
            await attempts.succeeded.wait()
        return attempts.seconds - OUTAGE_SECONDS

    random.seed(1)
    late = [run_moved(_late()) for _ in range(TRIALS)]
    assert sum(it <= SOON_SECONDS for it in late) >= MOST * TRIALS


@pytest.mark.parametrize(
    ("before", "is_announced"),
    [
        pytest.param(AWAY, False, id="away"),
        pytest.param(EwelinkTimeoutError("greeting"), True, id="no greeting"),
        pytest.param(EwelinkQuotaError("used up"), False, id="quota"),
    ],
)
def test_never_far_apart(before: EwelinkError, *, is_announced: bool) -> None:
    """Whatever came before, a cloud that is away is looked for each minute."""

    async def _gaps() -> list[float]:
        def _fail(attempts: Attempts) -> EwelinkError:
            if len(attempts.times) > 20:
                return AWAY
            if is_announced:
                attempts.client.limiter.online.note("me")
            return before

        attempts = Attempts(_fail)
        with attempts.running():
            await asyncio.sleep(24 * 3600)
        return attempts.gaps[20:]

    random.seed(1)
    gaps = run_moved(_gaps())
    assert max(gaps) <= LONGEST_DELAY
    assert sum(gaps) / len(gaps) > LONGEST_DELAY / 3


def test_call_that_works_is_a_sign() -> None:
    """When any call of the account works, the socket is tried at once."""

    async def _gap() -> float:
        attempts = Attempts(_never)
        with attempts.running():
            await asyncio.sleep(3600)
            called_at = attempts.seconds
            tried = len(attempts.times)
            await attempts.client.homes()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert len(attempts.times) == tried + 1
            return attempts.times[-1] - attempts.times[0] - called_at

    assert run_moved(_gap()) <= Limiter()._limits.spacing


def test_call_that_works_during_an_attempt() -> None:
    """A sign that comes while an attempt hangs counts when it has failed."""

    async def _gaps() -> list[float]:
        def _fail(attempts: Attempts) -> EwelinkError:
            if len(attempts.times) == 30:
                attempts.client.http.has_worked.set()
            return AWAY

        attempts = Attempts(_fail)
        with attempts.running():
            await asyncio.sleep(3600)
        return attempts.gaps

    assert run_moved(_gaps())[29] == 0


def test_own_calls_are_no_sign() -> None:
    """What an attempt itself calls does not let the next one follow at once."""

    async def _count() -> int:
        attempts = Attempts(_never)
        with attempts.running():
            for minute in range(60):
                attempts.client.contention.note_taken(str(minute))
                attempts.client.contention._rest_until = 0
                await asyncio.sleep(60)
        return len(attempts.times)

    random.seed(1)
    assert run_moved(_count()) < 200


def test_sign_of_life_does_not_spend_the_budget() -> None:
    """Calls that work do not hasten attempts that were announced and failed."""

    async def _count() -> int:
        def _fail(attempts: Attempts) -> EwelinkError:
            attempts.client.limiter.online.note("me")
            return EwelinkTimeoutError("the greeting was not answered")

        attempts = Attempts(_fail)
        with attempts.running():
            for _ in range(1200):
                await asyncio.sleep(3)
                attempts.client.http.has_worked.set()
        return len(attempts.times)

    random.seed(1)
    assert run_moved(_count()) < 60


@pytest.mark.parametrize("works", [False, True])
def test_later_means_later(*, works: bool) -> None:
    """Who is told to come later comes no sooner, whatever calls work meanwhile."""
    later = EwelinkRateLimitError("too many calls", retry_after=500)

    async def _gap() -> float:
        attempts = Attempts(lambda it: later if len(it.times) == 1 else AWAY)
        with attempts.running():
            for _ in range(100):
                await asyncio.sleep(10)
                if works:
                    attempts.client.http.has_worked.set()
        return attempts.gaps[0]

    assert run_moved(_gap()) >= 500

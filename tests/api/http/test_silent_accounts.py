"""Accounts whose calls are never answered do not starve one whose calls are."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, Final, cast

import aiohttp
import pytest

from custom_components.ewelink.api.errors import EwelinkTimeoutError
from custom_components.ewelink.api.http.cloud_http import (
    AppCredentials,
    Call,
    CloudHttp,
    SignInKind,
)
from custom_components.ewelink.api.http.limiter import ANY_INTERFACE, Limiter
from custom_components.ewelink.api.http.regions import Cloud

from ...moved_clock import run_moved

SILENT: Final = ("silent-1", "silent-2", "silent-3")
LONGEST: Final = 1.5
SPACING: Final = 0.5


class FakeSession:
    """Keeps when each account's calls were sent; answers the healthy one's."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self.sent: dict[str, list[float]] = {}

    @asynccontextmanager
    async def request(
        self, _method: str, _url: str, **options: Any
    ) -> AsyncGenerator[SimpleNamespace]:
        """Answer, or let the time run out."""
        app_id = options["headers"]["X-CK-Appid"]
        now = asyncio.get_running_loop().time()
        self.sent.setdefault(app_id, []).append(now)
        if app_id in SILENT:
            await asyncio.sleep(options["timeout"].total)
            raise TimeoutError
        await asyncio.sleep(0.05)
        yield SimpleNamespace(status=200, content=_Content(), read=_read)


class _Content:
    async def iter_any(self) -> AsyncGenerator[bytes]:
        yield await _read()


async def _read() -> bytes:
    return b'{"error": 0, "data": {}}'


class Accounts:
    """Accounts that share one limiter, each with an APPID of its own."""

    def __init__(self, kind: SignInKind, regions: tuple[str, ...]) -> None:
        """Sign nobody in."""
        self.session = FakeSession()
        self.limiter = Limiter()
        self._kind = kind
        self._regions = regions

    async def call(self, app_id: str) -> None:
        """Call once."""
        app = AppCredentials(app_id=app_id, app_secret="s", kind=self._kind)
        session = cast("aiohttp.ClientSession", self.session)
        http = CloudHttp(session, Cloud(), self.limiter, app)
        number = SILENT.index(app_id) if app_id in SILENT else 0
        region = self._regions[number % len(self._regions)]
        call = Call(method="GET", path="/v2/family", region=region, token="token")
        await http.call(call)

    async def keep_calling(self, app_id: str) -> None:
        """Call again whenever a call was not answered."""
        while True:
            with pytest.raises(EwelinkTimeoutError):
                await self.call(app_id)


async def _longest_wait(kind: SignInKind, regions: tuple[str, ...]) -> float:
    """Return how long the healthy account's calls were held back at most."""
    accounts, loop = Accounts(kind, regions), asyncio.get_running_loop()
    silent = [asyncio.create_task(accounts.keep_calling(it)) for it in SILENT]
    waits = []
    for _ in range(60):
        await asyncio.sleep(0.73)
        called_at = loop.time()
        await accounts.call("healthy")
        waits.append(accounts.session.sent["healthy"][-1] - called_at)
    for task in silent:
        task.cancel()
    assert all(len(accounts.session.sent[it]) > 3 for it in SILENT)
    return max(waits)


@pytest.mark.parametrize("kind", SignInKind)
@pytest.mark.parametrize(
    "regions",
    [
        pytest.param(("eu",), id="one host"),
        pytest.param(("eu", "us", "as"), id="hosts of their own"),
    ],
)
def test_due(kind: SignInKind, regions: tuple[str, ...]) -> None:
    """A call is sent soon, whoever else waits for answers."""
    assert run_moved(_longest_wait(kind, regions)) <= LONGEST


def test_all_at_once() -> None:
    """Calls that come at once are sent in order, one after each spacing."""

    async def _call() -> list[float]:
        accounts = Accounts(SignInKind.PASSWORD, ("eu",))
        calls = [accounts.call(it) for it in (*SILENT, "healthy")]
        await asyncio.gather(*calls, return_exceptions=True)
        sent = accounts.session.sent
        return [sent[it][0] - sent[SILENT[0]][0] for it in (*SILENT, "healthy")]

    since = run_moved(_call())
    assert since == pytest.approx([0, 0.55, 1.1, 1.65])
    assert since[1] >= SPACING


def test_hosts_are_apart() -> None:
    """The same interface of another host has a lane of its own."""

    async def _call() -> list[float]:
        accounts = Accounts(SignInKind.PASSWORD, ("eu", "us", "as"))
        calls = [accounts.call(it) for it in SILENT]
        await asyncio.gather(*calls, return_exceptions=True)
        return [accounts.session.sent[it][0] for it in SILENT]

    assert len(set(run_moved(_call()))) == 1


def test_busy_interfaces_do_not_put_off_a_page_account() -> None:
    """A call that keeps apart from all others comes between theirs."""

    async def _wait() -> float:
        limiter, loop = Limiter(), asyncio.get_running_loop()

        async def _keep_sending(interface: str) -> None:
            while True:
                await limiter.wait_for_turn(interface, app="busy", region="eu")

        busy = []
        for number in range(3):
            busy.append(asyncio.create_task(_keep_sending(f"GET /{number}")))
            await asyncio.sleep(0.17)
        called_at = loop.time()
        await limiter.wait_for_turn(
            "GET /x", app="page", region="eu", lane=ANY_INTERFACE
        )
        for task in busy:
            task.cancel()
        return loop.time() - called_at

    assert run_moved(_wait()) <= LONGEST

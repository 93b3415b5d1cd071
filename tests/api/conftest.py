"""A stub of the cloud, and a client of it that does not wait long."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import aiohttp
import pytest

from custom_components.ewelink.api.auth.contention import Contention
from custom_components.ewelink.api.auth.token_keeper import TokenKeeper
from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import EwelinkError
from custom_components.ewelink.api.http.cloud_http import AppCredentials, CloudHttp
from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.http.session import session_options
from custom_components.ewelink.api.models import Account

from .line import FAST, Line
from .stub import StubCloud

APP = AppCredentials(app_id="app", app_secret="secret-of-app")
FAST_LIMITS = Limits(spacing=0, online_spacing=0.05)


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[aiohttp.ClientSession]:
    """Return a session that may use sockets."""
    async with aiohttp.ClientSession(**session_options()) as session:
        yield session


@pytest.fixture
async def stub(socket_enabled: None) -> AsyncGenerator[StubCloud]:
    """Run a stub of the cloud."""
    stub = StubCloud()
    await stub.start()
    yield stub
    await stub.stop()


@pytest.fixture
def limiter() -> Limiter:
    """Return a limiter that lets everything pass."""
    return Limiter(FAST_LIMITS)


@pytest.fixture
def http(
    session: aiohttp.ClientSession, stub: StubCloud, limiter: Limiter
) -> CloudHttp:
    """Return the transport to the stub."""
    http = CloudHttp(session, Cloud(stub.base_url), limiter, APP)
    http.timeout = 0.5
    return http


@dataclass
class Kept:
    """Where renewed tokens are kept, and what went wrong with renewals."""

    tokens: list[Tokens] = field(default_factory=list)
    troubles: list[EwelinkError] = field(default_factory=list)


@pytest.fixture
def kept() -> Kept:
    """Return the store of renewed tokens."""
    return Kept()


@pytest.fixture
def client(
    session: aiohttp.ClientSession,
    stub: StubCloud,
    limiter: Limiter,
    http: CloudHttp,
    kept: Kept,
) -> EwelinkClient:
    """Return a client that has signed in at the stub."""
    keeper = TokenKeeper(
        http=http,
        region="eu",
        tokens=Tokens.issue("access-1", "refresh-1"),
        contention=Contention(),
        on_renewed=kept.tokens.append,
        on_trouble=kept.troubles.append,
    )
    client = EwelinkClient(
        session,
        Cloud(stub.base_url),
        limiter,
        app=APP,
        account=Account(apikey="me", region="eu"),
        keeper=keeper,
    )
    client.http.timeout = 0.5
    return client


@pytest.fixture
async def line(client: EwelinkClient) -> AsyncGenerator[Line]:
    """Return a socket that does not run yet."""
    line = Line(client, FAST)
    yield line
    await line.stop()

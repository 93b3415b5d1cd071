"""The client and the simulated cloud, with the vendor's limits enforced."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
import time
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.auth.contention import Contention
from custom_components.ewelink.api.auth.password import sign_in
from custom_components.ewelink.api.auth.token_keeper import TokenKeeper
from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkDeviceOfflineError,
    EwelinkNoAnswerError,
    EwelinkSignatureError,
    EwelinkWrongPasswordError,
)
from custom_components.ewelink.api.http.cloud_http import AppCredentials, CloudHttp
from custom_components.ewelink.api.http.limiter import Limiter
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.api.websocket.timing import SocketTiming
from tests.clock import pass_seconds, passing
from tests.simulator import CommandFault, Simulator, demo_home, large_home
from tests.simulator.model import AppKind

from .line import Line


@dataclass
class Visit:
    """A client of the simulator, signed in as its owner."""

    simulator: Simulator
    session: aiohttp.ClientSession
    limiter: Limiter = field(default_factory=Limiter)
    kept: list[Tokens] = field(default_factory=list)

    def http(self, **changes: Any) -> CloudHttp:
        """Return the transport to the simulator."""
        account = self.simulator.account
        app = replace(
            AppCredentials(app_id=account.app_id, app_secret=account.app_secret),
            **changes,
        )
        return CloudHttp(
            self.session, Cloud(self.simulator.base_url), self.limiter, app
        )

    async def client(self, country: str = "SG") -> EwelinkClient:
        """Sign in."""
        account = self.simulator.account
        http = self.http()
        result = await sign_in(
            http,
            username=account.username,
            password=account.password,
            country=country,
        )
        return EwelinkClient(
            self.session,
            http.cloud,
            self.limiter,
            app=http.app,
            account=result.account,
            keeper=TokenKeeper(
                http=http,
                region=result.account.region,
                tokens=result.tokens,
                contention=Contention(),
                on_renewed=self.kept.append,
            ),
        )


async def all_things(client: EwelinkClient) -> dict[str, Thing]:
    """Return the things of all homes by name."""
    return {
        thing.name: thing
        for home in await client.homes()
        async for page in client.things(home.id)
        for thing in page.things
    }


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a simulator that enforces the limits, and see that they were kept."""
    simulator = Simulator(demo_home(), monotonic=lambda: time.monotonic())  # noqa: PLW0108 - looked up when it is frozen
    simulator.enforce_limits()
    await simulator.start()
    yield simulator
    await simulator.stop()
    assert simulator.violations == []


@pytest.fixture
def visit(simulator: Simulator, session: aiohttp.ClientSession) -> Visit:
    """Return a visit to the simulator."""
    return Visit(simulator, session)


@pytest.mark.parametrize("country", ["SG", "DE", "US"])
async def test_sign_in(visit: Visit, country: str) -> None:
    """The account is found whatever the country."""
    client = await visit.client(country)
    assert client.account.apikey == visit.simulator.account.apikey
    assert client.account.region == visit.simulator.account.region
    await client.sign_out()


async def test_sign_in_by_phone(visit: Visit) -> None:
    """The same account by its phone number."""
    account = visit.simulator.account
    result = await sign_in(
        visit.http(), username=account.phone, password=account.password, country="SG"
    )
    assert result.account.apikey == account.apikey


@pytest.mark.parametrize(
    ("changes", "password", "kind"),
    [
        ({}, "wrong", EwelinkWrongPasswordError),
        ({"app_secret": "wrong"}, None, EwelinkSignatureError),
        ({"app_id": AppKind.OAUTH}, None, EwelinkAppIdError),
    ],
)
async def test_refused_sign_in(
    visit: Visit, changes: dict[str, str], password: str | None, kind: type[Exception]
) -> None:
    """A wrong password, a wrong secret and a wrong kind of APPID are told apart."""
    account = visit.simulator.account
    if changes.get("app_id"):
        apps = visit.simulator.world.apps.values()
        app = next(app for app in apps if app.kind is AppKind.OAUTH)
        changes = {"app_id": app.app_id, "app_secret": app.secret}
    with pytest.raises(kind):
        await sign_in(
            visit.http(**changes),
            username=account.username,
            password=password or account.password,
            country="SG",
        )


async def test_things(visit: Visit) -> None:
    """Every device that the account may see is listed, as the cloud has it."""
    client = await visit.client()
    things = await all_things(client)
    devices = visit.simulator.devices
    seen = {
        device.device_id
        for device in devices.values()
        if device.shown
        and not device.hidden
        and visit.simulator.world.item_type(visit.simulator.account, device)
    }
    assert {thing.deviceid for thing in things.values()} == seen
    for thing in things.values():
        device = devices[thing.deviceid]
        assert (thing.name, thing.uiid) == (device.name, device.uiid)
        assert thing.online is device.online
    assert {thing.shared for thing in things.values()} == {True, False}


@pytest.mark.parametrize("limit", [None, 30])
async def test_many_things(session: aiohttp.ClientSession, limit: int | None) -> None:
    """250 devices come in pages, also from a cloud that cannot do large ones."""
    simulator = Simulator(large_home(130))
    simulator.cloud.page_limit = limit
    simulator.enforce_limits()
    await simulator.start()
    client = await Visit(simulator, session).client()
    assert len(await all_things(client)) == 130
    await simulator.stop()
    assert simulator.violations == []


async def test_live(visit: Visit) -> None:
    """A command reaches the device; what others do is pushed."""
    line = Line(await visit.client())
    things = await all_things(line.client)
    thing = next(item for item in things.values() if item.uiid == 1 and item.online)
    device = visit.simulator.device(thing.deviceid)
    await line.up()
    await line.socket.command(thing.deviceid, thing.apikey, {"switch": "on"})
    assert device.params["switch"] == "on"
    assert line.messages == []
    visit.simulator.push(thing.deviceid, {"switch": "off"})
    await line.until_messages(1)
    state = await line.socket.query(thing.deviceid, thing.apikey)
    assert state["switch"] == "off"
    visit.simulator.set_online(thing.deviceid, False)
    with pytest.raises(EwelinkDeviceOfflineError):
        await line.socket.command(thing.deviceid, thing.apikey, {"switch": "on"})
    visit.simulator.set_online(thing.deviceid, True)
    visit.simulator.fail_device(thing.deviceid, CommandFault(error=504))
    with pytest.raises(EwelinkNoAnswerError):
        await line.socket.command(thing.deviceid, thing.apikey, {"switch": "on"})
    visit.simulator.push_huge(3_000_000)
    visit.simulator.push(thing.deviceid, {"switch": "on"})
    await line.until_messages(len(line.messages) + 1)
    assert line.events == ["connected"]
    await line.stop()


async def test_expired_token(visit: Visit) -> None:
    """An access token that has expired is renewed once, and its socket opens."""
    client = await visit.client()
    visit.simulator.expire_access_tokens()
    line = Line(client)
    assert await client.homes()
    await line.up()
    assert len(visit.kept) == 1
    await line.stop()


async def test_restart(visit: Visit, freezer: FrozenDateTimeFactory) -> None:
    """A cloud that was away for three seconds is found again within three."""
    line = Line(await passing(freezer, visit.client()), SocketTiming())
    await passing(freezer, line.up())
    await pass_seconds(freezer, 10)
    await passing(freezer, visit.simulator.stop())
    await passing(freezer, line.until_events("connected", "lost"))
    await pass_seconds(freezer, 3)
    await visit.simulator.start()
    async with asyncio.timeout(3):
        await passing(freezer, line.until_events("connected", "lost", "connected"))
    await line.stop()


async def test_secrets_stay(visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing secret is logged on the whole way."""
    caplog.set_level("DEBUG", "custom_components")
    line = Line(await visit.client())
    things = await all_things(line.client)
    await line.up()
    thing = next(item for item in things.values() if item.online)
    await line.socket.query(thing.deviceid, thing.apikey)
    visit.simulator.push(thing.deviceid, {"ssid": "canary-wifi"})
    await line.until_messages(1)
    await line.stop()
    said = "".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    )
    shown = repr(list(things.values()))
    assert not [secret for secret in visit.simulator.secrets() if secret in said]
    assert not [secret for secret in visit.simulator.secrets() if secret in shown]

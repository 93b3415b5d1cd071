"""The simulator: the cloud, its doors and its controls."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import time
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from .accounts import OAUTH_APP_ID
from .alive import live
from .cloud import Cloud
from .control_http import ControlServer
from .controls import Controls
from .homes import demo_home
from .http_api import Gateway
from .model import REGIONS, World
from .sign_in_page import SignInPage
from .socket import SocketServer
from .wire import Json

LOOPBACK: Final = "127.0.0.1"
LONGEST_BODY: Final = 2 * 1024 * 1024
_SHUTDOWN_SECONDS: Final = 0.2
_SOCKET_PATH: Final = "/api/ws"


class Simulator(Controls):
    """A cloud one can start, stop and start again on the same port."""

    def __init__(
        self,
        home: World | None = None,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        *,
        host: str = LOOPBACK,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the world; nothing is bound before `start`."""
        super().__init__(Cloud(home or demo_home(), clock, monotonic))
        self.host = host
        self.port = port
        self._control = ControlServer(self)
        self._socket = SocketServer(self.cloud)
        self._runner: web.AppRunner | None = None
        self._alive: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[object]] = set()

    @property
    def base_url(self) -> str:
        """Return the address clients are given."""
        host = LOOPBACK if self.host == "0.0.0.0" else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def description(self) -> Json:
        """Return what one needs to sign in."""
        account = self.account
        return {
            "base_url": self.base_url,
            "app_id": account.app_id,
            "app_secret": account.app_secret,
            "username": account.username,
            "password": account.password,
            "phone_number": account.phone,
            "country_code": account.country_code,
            "region": account.region,
            "oauth_app_id": OAUTH_APP_ID,
            "oauth_app_secret": self.world.apps[OAUTH_APP_ID].secret,
        }

    @property
    def is_running(self) -> bool:
        """Return whether it listens."""
        return self._runner is not None

    async def start(self, *, alive: bool = False) -> None:
        """Listen; `alive` lets sensors drift and doors open by themselves."""
        self._runner = web.AppRunner(
            self._application(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=_SHUTDOWN_SECONDS,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port, reuse_address=True)
        await site.start()
        self.port = self.cloud.port = int(self._runner.addresses[0][1])
        if alive:
            self._alive = asyncio.create_task(live(self))

    async def stop(self) -> None:
        """Close everything; the world stays as it is."""
        await self.stop_pairing()
        if self._alive is not None:
            self._alive.cancel()
            with suppress(asyncio.CancelledError):
                await self._alive
            self._alive = None
        if self._runner is not None:
            self._control.stop()
            self._socket.stop()
            self.cloud.local.stop()
            await self._end_answers()
            await self._runner.cleanup()
            self._runner = None

    async def _end_answers(self) -> None:
        """Wait for what is being answered, but not for what is meant to come late."""
        if answering := tuple(self._answering):
            await asyncio.wait(answering, timeout=_SHUTDOWN_SECONDS)
            for task in answering:
                task.cancel()
            await asyncio.gather(*answering, return_exceptions=True)

    @web.middleware
    async def _reached(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Cut what goes to the cloud while nobody can reach it."""
        is_ours = request.path == "/" or request.path.startswith("/sim/")
        if self.cloud.is_drawn and not is_ours and request.transport is not None:
            request.transport.abort()
            # It never came, so that no rule of the cloud can be broken by it.
            return web.Response()
        return await self._answer(request, handler)

    async def _answer(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if request.path == _SOCKET_PATH:
            return await handler(request)
        answering = asyncio.current_task()
        assert answering is not None
        self._answering.add(answering)
        try:
            return await handler(request)
        finally:
            self._answering.discard(answering)

    def _application(self) -> web.Application:
        application = web.Application(
            client_max_size=LONGEST_BODY, middlewares=[self._reached]
        )
        gateway = Gateway(self.cloud)
        router = application.router
        regions = "|".join(REGIONS)
        router.add_get(_SOCKET_PATH, self._socket.handle)
        router.add_get("/sim/lan", self.cloud.local.handle)
        self._control.add_routes(router)
        SignInPage(self.cloud).add_routes(router)
        router.add_route("*", f"/{{region:{regions}}}/{{tail:.*}}", gateway.handle)
        router.add_route("*", "/v2/{tail:.*}", gateway.handle)
        return application

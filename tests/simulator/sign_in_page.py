"""The vendor's page that signs in for other programs, and My Home Assistant's redirect.

The page's address carries all that docs/protocol.md, "Signing in on the page" names;
what is wrong with it is told on the page itself, never by a redirect.
"""

import asyncio
from html import escape
from pathlib import Path
import re
from string import Template
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from .cloud import Cloud
from .http_api.oauth import GRANT_TYPE
from .model import SimAccount, SimApp
from .wire import same_signature, sign

PATH: Final = "/oauth/index.html"
MY_PATH: Final = "/redirect/oauth"
CALLBACK: Final = "/auth/external/callback"
CLOCK_TOLERANCE: Final = 300.0
_NEEDED: Final = (
    "clientId",
    "seq",
    "authorization",
    "redirectUrl",
    "grantType",
    "state",
    "nonce",
)
_NONCE: Final = re.compile(r"[A-Za-z0-9]{8}")
_FORM: Final = Template(
    Path(__file__).with_name("sign_in_page.html").read_text(encoding="utf-8")
)


class SignInPage:
    """Serves the page."""

    def __init__(self, cloud: Cloud) -> None:
        """Serve the page of a cloud."""
        self._cloud = cloud

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register the page and the redirect."""
        router.add_get(PATH, self._show)
        router.add_post(PATH, self._decide)
        router.add_get(MY_PATH, self._redirect)

    async def _show(self, request: web.Request) -> web.Response:
        if wrong := self._wrong(request):
            return _page(app="", message=wrong, status=400)
        return _page(app=request.query["clientId"])

    async def _decide(self, request: web.Request) -> web.Response:
        form = await request.post()
        await asyncio.sleep(self._cloud.faults.delay(f"POST {PATH}"))
        if wrong := self._wrong(request):
            return _page(app="", message=wrong, status=400)
        if form.get("do") == "refuse":
            return self._leave(request, error="access_denied")
        app_id, user = request.query["clientId"], str(form.get("user", "")).strip()
        account = self._find(user)
        if account is None:
            return _page(app=app_id, user=user, message="No such account.")
        if account.password != form.get("password"):
            return _page(app=app_id, user=user, message="Wrong password.")
        code = self._cloud.codes.issue(
            account.apikey, app_id, account.region, request.query["redirectUrl"]
        )
        return self._leave(request, code=code, region=account.region)

    def _wrong(self, request: web.Request) -> str | None:
        """Return what is wrong with the address that opened the page."""
        query = request.query
        if missing := [name for name in _NEEDED if not query.get(name)]:
            return f"Missing: {', '.join(missing)}."
        app = self._cloud.world.apps.get(query["clientId"])
        if app is None or app.refused is not None:
            return "Unknown APPID."
        if app.redirects is not None and query["redirectUrl"] not in app.redirects:
            return "The redirect address is not the one registered with the APPID."
        if query["grantType"] != GRANT_TYPE or not _NONCE.fullmatch(query["nonce"]):
            return "Wrong grantType or nonce."
        return self._wrong_signature(app, query["seq"], query["authorization"])

    def _wrong_signature(self, app: SimApp, moment: str, given: str) -> str | None:
        # A `+` that was not percent-encoded arrives as a blank.
        expected = sign(app.secret, f"{app.app_id}_{moment}".encode())
        if not same_signature(given.replace(" ", "+"), expected):
            return "Wrong signature."
        if not moment.isdigit():
            return "Wrong seq."
        late = abs(self._cloud.clock() - int(moment) / 1000)
        return "The address is stale." if late > CLOCK_TOLERANCE else None

    def _find(self, user: str) -> SimAccount | None:
        for account in self._cloud.world.accounts:
            if user and user.lower() in {account.username.lower(), account.phone}:
                return account
        return None

    def _leave(self, request: web.Request, **given: str) -> web.Response:
        target = request.query["redirectUrl"]
        query = urlencode({**given, "state": request.query["state"]})
        joint = "&" if "?" in target else "?"
        return _moved(f"{target}{joint}{query}")

    async def _redirect(self, request: web.Request) -> web.Response:
        """Send the browser to the Home Assistant of its user, as My does."""
        query = urlencode(request.query)
        return _moved(f"{self._cloud.my_instance}{CALLBACK}?{query}")


def _moved(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address})


def _page(
    *, app: str, user: str = "", message: str = "", status: int = 200
) -> web.Response:
    return web.Response(
        text=_FORM.substitute(
            app=escape(app),
            user=escape(user),
            message=escape(message),
            form="" if app else "hidden",
            alert="" if message else "hidden",
        ),
        status=status,
        content_type="text/html",
    )

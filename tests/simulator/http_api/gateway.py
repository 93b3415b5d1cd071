"""One door for all interfaces: limits, faults, authorization, envelope."""

import asyncio
import json
from typing import Final
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from ..cloud import Cloud
from ..errors import CloudError, ErrorCode
from ..faults import Fault
from ..journal import Call
from ..model import AppKind, SimApp
from ..wire import Json, encode, query_message, same_signature, sign
from . import (
    adding,
    arranging,
    device_info,
    device_list,
    devices,
    families,
    groups,
    oauth,
    registration,
    sharing,
    users,
)
from .calls import ApiCall, Auth, Route

ROUTES: Final[dict[str, Route]] = {
    **users.ROUTES,
    **registration.ROUTES,
    **oauth.ROUTES,
    **families.ROUTES,
    **arranging.ROUTES,
    **device_list.ROUTES,
    **devices.ROUTES,
    **adding.ROUTES,
    **device_info.ROUTES,
    **sharing.ROUTES,
    **groups.ROUTES,
}
DISPATCH: Final = "/dispatch/app"
_ANY_INTERFACE: Final = "any interface"
_BLOCKED: Final = "<html><head><title>403 Forbidden</title></head></html>"
_WITH_BODY: Final = ("POST", "PUT")


class Gateway:
    """Answers every call below a region, and the global one."""

    def __init__(self, cloud: Cloud) -> None:
        """Serve a cloud."""
        self._cloud = cloud

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a call."""
        region = request.match_info.get("region", "")
        path = request.path.removeprefix(f"/{region}") if region else request.path
        cloud = self._cloud
        call = Call(
            interface=f"{request.method} {path}",
            region=region,
            at=cloud.monotonic(),
            peer=request.remote or "",
            query=dict(request.query),
        )
        cloud.journal.call(call)
        raw = await request.read()
        app = cloud.world.apps.get(request.headers.get("X-CK-Appid", ""))
        response = await self._planned(call, app)
        if response is None:
            response = await self._answer(request, call, raw)
        call.status = response.status
        cloud.tell({})
        return response

    async def _planned(self, call: Call, app: SimApp | None) -> web.Response | None:
        cloud = self._cloud
        lane = f"{call.region} {call.interface}"
        if app is not None and app.kind is AppKind.OAUTH:
            lane = _ANY_INTERFACE
        fine = cloud.limits.call(call.peer, lane, call.at)
        if delay := cloud.faults.delay(call.interface):
            await asyncio.sleep(delay)
        if not fine and cloud.limits.enforced:
            return web.Response(status=403, text=_BLOCKED, content_type="text/html")
        if app is not None and cloud.limits.is_used_up(app.app_id, call.region):
            return _used_up(as_status=cloud.limits.quota_as_status)
        fault = cloud.faults.take(call.interface)
        return _faulty(fault) if fault is not None else None

    async def _answer(
        self, request: web.Request, call: Call, raw: bytes
    ) -> web.Response:
        if call.interface in {f"GET {DISPATCH}", f"POST {DISPATCH}"}:
            return self._dispatch(request)
        try:
            data = await self._routed(request, call, raw)
        except CloudError as error:
            call.error = error.error
            return _envelope(error.error, error.msg, error.data)
        call.error = 0
        return _envelope(0, "", data)

    async def _routed(self, request: web.Request, call: Call, raw: bytes) -> Json:
        route = ROUTES.get(call.interface)
        if route is None or (not call.region and route is not users.GET_REGION):
            raise CloudError(ErrorCode.NO_INTERFACE, "api not found")
        api_call = ApiCall(
            cloud=self._cloud,
            region=call.region,
            query=dict(request.query),
            body=_body(request, raw),
        )
        self._authorize(request, route, api_call, raw)
        if api_call.app is not None:
            _allow(api_call.app, call.interface)
        if route.delay is not None and (delay := route.delay(api_call)):
            await asyncio.sleep(delay)
        return route.handler(api_call)

    def _dispatch(self, request: web.Request) -> web.Response:
        host = request.url.host or "127.0.0.1"
        return _json(
            {
                "port": self._cloud.port,
                "IP": "127.0.0.1",
                "reason": "ok",
                "domain": host,
                "error": 0,
            }
        )

    def _authorize(
        self, request: web.Request, route: Route, call: ApiCall, raw: bytes
    ) -> None:
        kind, _, value = request.headers.get("Authorization", "").partition(" ")
        app_id = request.headers.get("X-CK-Appid", "")
        call.app = self._cloud.world.apps.get(app_id)
        if route.user and not app_id:
            raise CloudError(ErrorCode.PARAMETERS, "appid is missing")
        if route.user and call.app is None:
            raise CloudError(ErrorCode.APPID_NOT_ALLOWED, "appid is unknown")
        if route.auth is Auth.TOKEN:
            self._bearer(call, route, kind, value.strip())
        elif kind == "Bearer" and route.auth is Auth.SIGN_OR_TOKEN:
            self._known(call, value.strip())
        elif kind != "Sign" or not self._signed(request, call.app, raw, value.strip()):
            raise CloudError(ErrorCode.PARAMETERS, "sign verification failed")
        elif call.app is not None and call.app.refused is not None:
            raise CloudError(call.app.refused, "appid is refused")

    def _known(self, call: ApiCall, access: str) -> None:
        """Accept the pair's own access token for a renewal, even run out."""
        tokens = self._cloud.tokens
        pair = tokens.known(access)
        if pair is None or pair.apikey != tokens.owner(str(call.body.get("rt"))):
            raise CloudError(ErrorCode.TOKEN_REPLACED, "access token is invalid")

    def _bearer(self, call: ApiCall, route: Route, kind: str, access: str) -> None:
        if kind != "Bearer":
            raise CloudError(ErrorCode.TOKEN_REPLACED, "access token is missing")
        pair = self._cloud.tokens.check(access)
        account = self._cloud.world.account(pair.apikey)
        if account is None or account.region != call.region:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "no such token in this region")
        if route.user and call.app is not None and call.app.app_id != pair.app_id:
            raise CloudError(ErrorCode.NO_PERMISSION, "token is of another appid")
        call.app = self._cloud.world.apps[pair.app_id]
        call.signed_in = account

    def _signed(
        self, request: web.Request, app: SimApp | None, raw: bytes, given: str
    ) -> bool:
        apps = [app] if app is not None else list(self._cloud.world.apps.values())
        messages = [raw] if request.method in _WITH_BODY else _messages(request)
        return any(
            same_signature(given, sign(item.secret, message))
            for item in apps
            for message in messages
        )


def _messages(request: web.Request) -> list[bytes]:
    literal = {
        unquote(key): unquote(value)
        for key, _, value in (
            pair.partition("=") for pair in request.rel_url.raw_query_string.split("&")
        )
        if key
    }
    form = dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
    return [query_message(literal), query_message(form)]


def _body(request: web.Request, raw: bytes) -> Json:
    if request.method in _WITH_BODY and request.content_type != "application/json":
        raise CloudError(ErrorCode.PARAMETERS, "content-type must be application/json")
    if not raw:
        return {}
    try:
        body = json.loads(raw)
    except ValueError:
        raise CloudError(ErrorCode.PARAMETERS, "body is not JSON") from None
    if not isinstance(body, dict):
        raise CloudError(ErrorCode.PARAMETERS, "body is not an object")
    return body


def _json(payload: Json) -> web.Response:
    return web.Response(text=encode(payload), content_type="application/json")


def _envelope(error: int, msg: str, data: Json) -> web.Response:
    return _json({"error": error, "msg": msg, "data": data})


def _allow(app: SimApp, interface: str) -> None:
    if app.kind is AppKind.OAUTH and interface not in oauth.INTERFACES:
        raise CloudError(
            ErrorCode.APPID_NOT_ALLOWED, "path of request is not allowed with appid"
        )


def _used_up(*, as_status: bool) -> web.Response:
    if as_status:
        return web.Response(status=403, text=_BLOCKED, content_type="text/html")
    return _envelope(ErrorCode.QUOTA, "calls exceed the limit", {})


def _faulty(fault: Fault) -> web.Response:
    if fault.error is not None:
        answer = _envelope(fault.error, f"planned error {fault.error}", fault.data)
        answer.set_status(fault.status)
        return answer
    text = "<html>gateway error</html>" if fault.body is None else fault.body
    return web.Response(status=fault.status, text=text, content_type="text/html")

"""Tokens for a code of the sign-in page, and which interfaces they open."""

from typing import Final

from ..tokens import ACCESS_LIFE, REFRESH_LIFE
from ..wire import Json
from .calls import ApiCall, Auth, Route, known_app, refuse, text

GRANT_TYPE: Final = "authorization_code"
_MILLISECONDS: Final = 1000

# An APPID of the OAuth kind may call nothing else (docs/protocol.md, "Signing in on
# the page").
INTERFACES: Final = frozenset(
    {
        "POST /v2/user/oauth/token",
        "DELETE /v2/user/oauth/token",
        "POST /v2/user/refresh",
        "GET /v2/family",
        "GET /v2/device/thing",
        "POST /v2/device/thing",
        "GET /v2/device/thing/status",
        "POST /v2/device/thing/status",
        "POST /v2/device/thing/batch-status",
    }
)


def _token(call: ApiCall) -> Json:
    if call.body.get("grantType") != GRANT_TYPE:
        refuse("grantType")
    cloud, app = call.cloud, known_app(call)
    code, redirect_url = text(call.body, "code"), text(call.body, "redirectUrl")
    apikey = cloud.codes.take(code, app.app_id, call.region, redirect_url)
    account = cloud.world.account(apikey)
    if account is None:
        refuse("code")
    pair = cloud.sign_in(account, app)
    now = cloud.clock()
    return {
        "accessToken": pair.access,
        "atExpiredTime": int((now + ACCESS_LIFE) * _MILLISECONDS),
        "refreshToken": pair.refresh,
        "rtExpiredTime": int((now + REFRESH_LIFE) * _MILLISECONDS),
    }


def _unbind(call: ApiCall) -> Json:
    call.cloud.sign_out(call.account, known_app(call))
    return {}


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/user/oauth/token": Route(handler=_token, auth=Auth.SIGN, user=True),
    "DELETE /v2/user/oauth/token": Route(handler=_unbind, user=True),
}

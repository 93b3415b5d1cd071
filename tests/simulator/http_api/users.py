"""Signing in and out, renewal, profile, region of a dial code."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import REGIONS, SimAccount, World
from ..regions import region_of
from ..tokens import Pair
from ..wire import Json
from .calls import ApiCall, Auth, Route, known_app, optional_text, refuse, text

FREE_LEVEL: Final = 10


def user(account: SimAccount) -> Json:
    """Return a user as the cloud describes it."""
    data: Json = {
        "apikey": account.apikey,
        "countryCode": account.country_code,
        "nickname": account.nickname,
        "accountLevel": FREE_LEVEL,
        "levelExpiredAt": 0,
        "denyRecharge": False,
        "accountConsult": False,
        "extra": {},
    }
    if account.username:
        data["email"] = account.username
    if account.phone:
        data["phoneNumber"] = account.phone
    return data


def find_account(world: World, phone: str, email: str) -> SimAccount | None:
    """Return the account of a phone number or, without one, of an e-mail."""
    for account in world.accounts:
        by_phone = bool(phone) and account.phone == phone
        by_email = not phone and bool(email) and account.username.lower() == email
        if by_phone or by_email:
            return account
    return None


def check_language(call: ApiCall) -> None:
    """Refuse a language the cloud has no texts in."""
    if call.body.get("lang", "cn") not in {"cn", "en"}:
        refuse("lang")


def signed_in(call: ApiCall, account: SimAccount) -> Json:
    """Sign an account in and return user, tokens and region."""
    pair = call.cloud.sign_in(account, known_app(call))
    return {"user": user(account), **_tokens(pair), "region": account.region}


def _login(call: ApiCall) -> Json:
    country_code = text(call.body, "countryCode")
    if not country_code.startswith("+"):
        refuse("countryCode")
    check_language(call)
    password = text(call.body, "password")
    phone = optional_text(call.body, "phoneNumber")
    email = optional_text(call.body, "email").lower()
    if not phone and not email:
        refuse("email")
    if phone and not phone.startswith("+"):
        refuse("phoneNumber")
    account = find_account(call.cloud.world, phone, email)
    if account is None:
        raise CloudError(ErrorCode.NO_SUCH_USER, "user does not exist")
    if account.region != call.region:
        raise CloudError(
            ErrorCode.OTHER_REGION, "redirection", {"region": account.region}
        )
    if account.password != password:
        raise CloudError(ErrorCode.WRONG_PASSWORD, "wrong password")
    return signed_in(call, account)


def _tokens(pair: Pair) -> Json:
    return {"at": pair.access, "rt": pair.refresh}


def _refresh(call: ApiCall) -> Json:
    refresh = text(call.body, "rt")
    owner = call.cloud.world.account(call.cloud.tokens.owner(refresh))
    if owner is not None and owner.region != call.region:
        raise CloudError(ErrorCode.TOKEN_REPLACED, "no such token in this region")
    app, tokens = known_app(call), call.cloud.tokens
    is_replaced = tokens.is_replaced(refresh)
    pair = tokens.renew(refresh, app.app_id)
    if is_replaced:
        call.cloud.hub.kick(pair.apikey, app.app_id)
    return {**_tokens(pair), "user": {"apikey": pair.apikey}}


def _profile(call: ApiCall) -> Json:
    return {"user": user(call.account), "region": call.account.region}


def _change_profile(call: ApiCall) -> Json:
    if nickname := optional_text(call.body, "nickname"):
        call.account.nickname = nickname
    return {}


def _logout(call: ApiCall) -> Json:
    call.cloud.sign_out(call.account, known_app(call))
    return {}


def _get_region(call: ApiCall) -> Json:
    region = region_of(text(call.query, "countryCode"))
    if region not in REGIONS:
        refuse("countryCode")
    return {"region": region}


GET_REGION: Final = Route(handler=_get_region, auth=Auth.SIGN)
ROUTES: Final[dict[str, Route]] = {
    "POST /v2/user/login": Route(handler=_login, auth=Auth.SIGN, user=True),
    "POST /v2/user/refresh": Route(
        handler=_refresh, auth=Auth.SIGN_OR_TOKEN, user=True
    ),
    "GET /v2/user/profile": Route(handler=_profile, user=True),
    "POST /v2/user/profile": Route(handler=_change_profile, user=True),
    "DELETE /v2/user/logout": Route(handler=_logout, user=True),
    "GET /v2/utils/get-region": GET_REGION,
}

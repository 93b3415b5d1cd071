"""Verification codes, new accounts, passwords."""

from typing import Final
from uuid import uuid4

from ..errors import CloudError, ErrorCode
from ..factory import stable_hex
from ..model import REGIONS, SimAccount, SimFamily
from ..regions import region_of
from ..verification import CodeKind
from ..wire import Json, nonce
from .calls import ApiCall, Auth, Route, known_app, number, optional_text, refuse, text
from .users import check_language, find_account, signed_in

FIRST_HOME: Final = "My Home"
SHORTEST_PASSWORD: Final = 8
# API Center V2, "Create account": the dial codes of Asia that register by phone.
_PHONE_CODES: Final = "63 84 855 856 60 65 95 66 673 62 670 98 886"
PHONE_COUNTRIES: Final = frozenset(f"+{code}" for code in _PHONE_CODES.split())
PHONE_SIGN_IN_REGION: Final = "cn"


def _recipient(call: ApiCall) -> tuple[str, str]:
    """Return phone number and e-mail, one of which is empty; the phone counts first."""
    phone = optional_text(call.body, "phoneNumber")
    email = optional_text(call.body, "email").lower()
    if phone and not phone.startswith("+"):
        refuse("phoneNumber")
    if not phone and "@" not in email:
        refuse("email")
    return (phone, "") if phone else ("", email)


def _known(call: ApiCall) -> SimAccount | None:
    """Return the account that is meant, if any; it must be one of this region."""
    account = find_account(call.cloud.world, *_recipient(call))
    if account is not None and account.region != call.region:
        data = {"region": account.region}
        raise CloudError(ErrorCode.OTHER_REGION, "redirection", data)
    return account


def _user(call: ApiCall) -> SimAccount:
    """Return the account that is meant."""
    account = _known(call)
    if account is None:
        raise CloudError(ErrorCode.NO_SUCH_USER, "user does not exist")
    return account


def _password(call: ApiCall, key: str) -> str:
    password = text(call.body, key)
    if len(password) < SHORTEST_PASSWORD:
        refuse(key)
    return password


def _spend_code(call: ApiCall, recipient: str, kind: CodeKind) -> None:
    code = text(call.body, "verificationCode")
    call.cloud.verification.take(recipient, kind, code)


def _send_code(call: ApiCall) -> Json:
    try:
        kind = CodeKind(number(call.body, "type", -1))
    except ValueError:
        refuse("type")
    if _known(call) is None and kind is not CodeKind.REGISTER:
        raise CloudError(ErrorCode.NO_SUCH_USER, "user does not exist")
    call.cloud.verification.send("".join(_recipient(call)), kind)
    return {}


def _check_country(call: ApiCall, country_code: str, phone: str) -> None:
    """Refuse what the region of a dial code does not register."""
    region = region_of(country_code)
    if not country_code.startswith("+") or region not in REGIONS:
        refuse("countryCode")
    if region != call.region:
        raise CloudError(ErrorCode.OTHER_REGION, "redirection", {"region": region})
    if phone and not phone.startswith(country_code):
        refuse("phoneNumber")
    if phone and region != "cn" and country_code not in PHONE_COUNTRIES:
        refuse("email")
    if not phone and region == "cn":
        refuse("phoneNumber")


def _register(call: ApiCall) -> Json:
    country_code = text(call.body, "countryCode")
    phone, email = _recipient(call)
    password = _password(call, "password")
    code = text(call.body, "verificationCode")
    if _known(call) is not None:
        raise CloudError(ErrorCode.USER_EXISTS, "user exists")
    _check_country(call, country_code, phone)
    call.cloud.verification.take(phone or email, CodeKind.REGISTER, code)
    app = known_app(call)
    account = SimAccount(
        apikey=str(uuid4()),
        username=email,
        phone=phone,
        password=password,
        region=call.region,
        country_code=country_code,
        app_id=app.app_id,
        app_secret=app.secret,
    )
    _move_in(call, account)
    return signed_in(call, account)


def _move_in(call: ApiCall, account: SimAccount) -> None:
    """Take in a new account with its first home."""
    world = call.cloud.world
    home = SimFamily(id=stable_hex(nonce(), 24), apikey=account.apikey, name=FIRST_HOME)
    world.accounts.append(account)
    world.families[home.id] = home
    account.current_family = home.id


def _change_password(call: ApiCall) -> Json:
    old, new = text(call.body, "oldPassword"), _password(call, "newPassword")
    if call.account.password != old:
        raise CloudError(ErrorCode.WRONG_PASSWORD, "wrong password")
    call.account.password = new
    return {}


def _reset_password(call: ApiCall) -> Json:
    account, password = _user(call), _password(call, "password")
    _spend_code(call, "".join(_recipient(call)), CodeKind.RESET_PASSWORD)
    account.password = password
    return signed_in(call, account)


def _sign_in_by_code(call: ApiCall) -> Json:
    country_code, phone = text(call.body, "countryCode"), text(call.body, "phoneNumber")
    if not country_code.startswith("+") or not phone.startswith(country_code):
        refuse("phoneNumber")
    if region_of(country_code) != PHONE_SIGN_IN_REGION:
        refuse("countryCode")
    check_language(call)
    account = _user(call)
    _spend_code(call, phone, CodeKind.SIGN_IN)
    return signed_in(call, account)


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/user/verification-code": Route(
        handler=_send_code, auth=Auth.SIGN, user=True
    ),
    "POST /v2/user/register": Route(handler=_register, auth=Auth.SIGN, user=True),
    "POST /v2/user/reset-pwd": Route(
        handler=_reset_password, auth=Auth.SIGN, user=True
    ),
    "POST /v2/user/sms-login": Route(
        handler=_sign_in_by_code, auth=Auth.SIGN, user=True
    ),
    "POST /v2/user/change-pwd": Route(handler=_change_password, user=True),
}

"""Signing in with user name and password."""

from dataclasses import dataclass
import re
from typing import Final

from ..errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkRateLimitError,
    EwelinkRegionError,
    EwelinkResponseError,
    EwelinkSignatureError,
    EwelinkUnknownUserError,
)
from ..http.cloud_http import Call, CloudHttp
from ..http.regions import REGIONS
from ..models import Account
from ..wire import Params, as_object, as_text
from .countries import Country, country as find_country
from .tokens import Tokens, read_tokens

_SIGNATURE_REFUSED: Final = (400, 406)
_PHONE: Final = re.compile(r"\+?\d{4,}")
_PHONE_FILLING: Final = re.compile(r"[\s()./-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What a sign-in gave."""

    account: Account
    tokens: Tokens
    region: str


async def sign_in(
    http: CloudHttp, *, username: str, password: str, country: str
) -> SignIn:
    """Sign in with an e-mail address or a phone number.

    The country (ISO code) tells the dial code and the likeliest region. A region that
    the cloud names is followed once; one that does not know the user is followed by
    the others, each asked once.
    """
    home = find_country(country)
    body: Params = {
        **_user(username, home),
        "password": password,
        "countryCode": home.dial,
        "lang": "en",
    }
    ahead = [home.region, *(item for item in REGIONS if item != home.region)]
    is_redirected = False
    unknown: EwelinkUnknownUserError | None = None
    while ahead:
        try:
            return await _login(http, body, ahead.pop(0))
        except EwelinkUnknownUserError as err:
            unknown = err
        except EwelinkAuthError, EwelinkRateLimitError:
            raise
        except EwelinkError as err:
            named = _named_region(err)
            if named in ahead and not is_redirected:
                ahead, is_redirected = [named], True
            elif unknown is None:
                raise
    raise unknown or EwelinkUnknownUserError("no region knows this user")


def _named_region(err: EwelinkError) -> str | None:
    return err.region if isinstance(err, EwelinkRegionError) else None


def _user(username: str, home: Country) -> Params:
    username = username.strip()
    phone = _PHONE_FILLING.sub("", username)
    if _PHONE.fullmatch(phone) is None:
        return {"email": username}
    return {"phoneNumber": phone if phone.startswith("+") else home.dial + phone}


async def _login(http: CloudHttp, body: Params, region: str) -> SignIn:
    call = Call(method="POST", path="/v2/user/login", region=region, body=body)
    try:
        data = await http.call(call)
    except (EwelinkAuthError, EwelinkResponseError) as err:
        if err.code in _SIGNATURE_REFUSED:
            message = f"the signed call was refused ({err.code})"
            raise EwelinkSignatureError(message, code=err.code) from err
        raise
    user = as_object(data.get("user")) or {}
    if (apikey := as_text(user.get("apikey"))) is None:
        message = "the cloud's answer has no account"
        raise EwelinkConnectionError(message)
    named = as_text(data.get("region"))
    region = named if named in REGIONS else region
    account = Account(apikey=apikey, region=region)
    return SignIn(account=account, tokens=read_tokens(data), region=region)

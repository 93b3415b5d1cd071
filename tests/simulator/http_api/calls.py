"""A call as its handler sees it, and the checks of parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NoReturn

from ..cloud import Cloud
from ..errors import CloudError, ErrorCode
from ..model import SimAccount, SimApp, SimDevice, SimFamily, SimRoom
from ..wire import Json


class Auth(Enum):
    """What an interface asks for in `Authorization`."""

    SIGN = "sign"
    TOKEN = "token"
    SIGN_OR_TOKEN = "sign or token"


@dataclass(kw_only=True)
class ApiCall:
    """A checked call."""

    cloud: Cloud
    region: str
    query: dict[str, str]
    body: Json
    app: SimApp | None = None
    signed_in: SimAccount | None = None

    @property
    def account(self) -> SimAccount:
        """Return the account of the token."""
        if self.signed_in is None:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "access token is missing")
        return self.signed_in

    def family(self, family_id: str | None) -> SimFamily:
        """Return a home the account sees, by default its current one."""
        wanted = family_id or self.account.current_family
        for family in self.cloud.world.families_of(self.account):
            if family.id == wanted:
                return family
        raise CloudError(ErrorCode.NOT_FOUND, "no such home")

    def room(self, room_id: str) -> tuple[SimFamily, SimRoom]:
        """Return a room of one of the account's homes."""
        for family in self.cloud.world.families_of(self.account):
            for room in family.rooms:
                if room.id == room_id:
                    return family, room
        raise CloudError(ErrorCode.NOT_FOUND, "no such room")

    def device(self, device_id: str) -> SimDevice:
        """Return a device the account sees."""
        device = self.cloud.world.devices.get(device_id)
        if device is None or (self.cloud.world.item_type(self.account, device) is None):
            raise CloudError(ErrorCode.NOT_FOUND, "no such device")
        return device

    def argument(self, key: str) -> str:
        """Return a parameter of a DELETE call, from the query or the body."""
        return text({**self.body, **self.query}, key)


@dataclass(frozen=True, kw_only=True)
class Route:
    """An interface."""

    handler: Callable[[ApiCall], Json]
    auth: Auth = Auth.TOKEN
    user: bool = False
    delay: Callable[[ApiCall], float] | None = None


def known_app(call: ApiCall) -> SimApp:
    """Return the APPID that calls."""
    if call.app is None:
        raise CloudError(ErrorCode.APPID_NOT_ALLOWED, "appid is unknown")
    return call.app


def refuse(key: str) -> NoReturn:
    """Raise the error of a missing or wrong parameter."""
    raise CloudError(ErrorCode.PARAMETERS, f"params error: {key}")


def text(source: Json, key: str) -> str:
    """Return a string that must be there."""
    value = source.get(key)
    if not isinstance(value, str) or not value:
        refuse(key)
    return value


def optional_text(source: Json, key: str) -> str:
    """Return a string that may be missing."""
    return text(source, key) if source.get(key) else ""


def texts(source: Json, key: str) -> list[str]:
    """Return a list of strings, none of which comes twice."""
    value = source.get(key)
    if not isinstance(value, list) or not value:
        refuse(key)
    if not all(isinstance(item, str) and item for item in value):
        refuse(key)
    if len(set(value)) != len(value):
        refuse(key)
    return value


def mapping(source: Json, key: str) -> Json:
    """Return an object that must be there."""
    value = source.get(key)
    if not isinstance(value, dict):
        refuse(key)
    return value


def entries(source: Json, key: str, most: int) -> list[Json]:
    """Return a list of 1 to `most` objects."""
    value = source.get(key)
    if not isinstance(value, list) or not 0 < len(value) <= most:
        refuse(key)
    if not all(isinstance(item, dict) for item in value):
        refuse(key)
    return value


def number(source: Json, key: str, default: int) -> int:
    """Return a whole number of a query or a body."""
    value: Any = source.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | str):
        refuse(key)
    try:
        return int(value)
    except ValueError:
        refuse(key)

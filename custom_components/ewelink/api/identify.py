"""Whose account tokens are of, which the vendor's page does not tell."""

from collections.abc import Iterable
from typing import Final

from .client import EwelinkClient
from .errors import EwelinkAuthError, EwelinkRateLimitError
from .models import Home
from .websocket.announcement import announced
from .websocket.timing import SocketTiming

_PROOF_SEQUENCE: Final = "1"
_LONGEST_WAIT: Final = 15


def account_keys(homes: Iterable[Home]) -> list[str]:
    """Return the owners' keys of homes, those likeliest the user's own first.

    A home that somebody shares carries its owner's key. Its type tells that, else the
    current home is the likeliest own one (docs/protocol.md, "Whose account it is").
    """
    ranked = sorted(homes, key=lambda home: (not home.is_own, not home.is_current))
    keys = (home.apikey for home in ranked if home.is_own is not False)
    return list(dict.fromkeys(key for key in keys if key))


def is_owner(homes: Iterable[Home], apikey: str) -> bool:
    """Return whether a home that is known to be the user's own has a key."""
    return any(home.is_own and home.apikey == apikey for home in homes)


async def prove_one(clients: Iterable[EwelinkClient]) -> EwelinkClient:
    """Return the first client whose account key is that of its tokens.

    Raises EwelinkAuthError when there is none.
    """
    for client in clients:
        try:
            await prove(client)
        except EwelinkAuthError:
            continue
        return client
    message = "no home is the account's own"
    raise EwelinkAuthError(message)


async def prove(client: EwelinkClient, timing: SocketTiming | None = None) -> None:
    """Raise EwelinkAuthError where the account key is not that of the tokens."""
    delay = client.limiter.online.delay_for(client.account.apikey)
    if delay > _LONGEST_WAIT:
        message = "announced too often"
        raise EwelinkRateLimitError(message, retry_after=delay)
    token = await client.keeper.access()
    async with announced(client, token, _PROOF_SEQUENCE, timing or SocketTiming()):
        pass

"""Verification codes: what was sent to whom, and how often it may be."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
import secrets
from typing import Final

from .errors import CloudError, ErrorCode

# API Center V2, "Send Verification Code": so many in so many seconds.
SENDING_LIMITS: Final = ((60.0, 3), (3600.0, 20), (86_400.0, 100))


class CodeKind(IntEnum):
    """What a verification code is for."""

    REGISTER = 0
    RESET_PASSWORD = 1
    DELETE_ACCOUNT = 3
    SIGN_IN = 4


@dataclass(frozen=True, kw_only=True)
class SentCode:
    """A code in somebody's mailbox or phone."""

    code: str
    at: float


class VerificationCodes:
    """Sends codes and takes them back; the newest of a kind is good, once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with none sent."""
        self._clock = clock
        self._sent: defaultdict[str, list[SentCode]] = defaultdict(list)
        self._good: dict[tuple[str, CodeKind], str] = {}

    def send(self, recipient: str, kind: CodeKind) -> None:
        """Send a new code, unless too many were sent there lately."""
        now = self._clock()
        sent = self._sent[recipient]
        for seconds, most in SENDING_LIMITS:
            if sum(item.at > now - seconds for item in sent) >= most:
                raise CloudError(ErrorCode.CODES_TOO_OFTEN, "codes are sent too often")
        code = f"{secrets.randbelow(1_000_000):06}"
        sent.append(SentCode(code=code, at=now))
        self._good[recipient, kind] = code

    def take(self, recipient: str, kind: CodeKind, code: str) -> None:
        """Spend a code."""
        if self._good.get((recipient, kind)) != code:
            raise CloudError(ErrorCode.WRONG_CODE, "wrong verification code")
        del self._good[recipient, kind]

    def newest(self, recipient: str) -> str:
        """Return the newest code that was sent to somebody."""
        sent = self._sent.get(recipient)
        if not sent:
            raise KeyError(recipient)
        return sent[-1].code

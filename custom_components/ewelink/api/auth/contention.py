"""Giving way to another client that takes the session again and again."""

import asyncio
from dataclasses import dataclass
from typing import Final

from ..errors import EwelinkContestedError

_MOST_DOUBLINGS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RestTimes:
    """Times in seconds: what counts as soon, and how long to give way."""

    window: float = 600
    first_rest: float = 600
    longest_rest: float = 3600


class Contention:
    """Follows how often the session of one account and APPID is taken.

    The first loss is answered by a renewal. The next one within minutes means that two
    clients take it from each other: then nothing is sent for a while, which grows.
    """

    def __init__(self, times: RestTimes | None = None) -> None:
        """Start in peace."""
        self._times = times or RestTimes()
        self.reset()

    def reset(self) -> None:
        """Begin anew, as after a sign-in."""
        self._taken: str | None = None
        self._calm_since = float("-inf")
        self._rest_until = float("-inf")
        self._rests = 0

    def note_taken(self, token: str) -> None:
        """Remember when the session of a token was taken; may begin a rest.

        One token is taken once, however often it is refused afterwards.
        """
        if token == self._taken:
            return
        self._taken = token
        times, now = self._times, asyncio.get_running_loop().time()
        if self.is_likely:
            doubled = times.first_rest * 2 ** min(self._rests, _MOST_DOUBLINGS)
            self._rest_until = now + min(doubled, times.longest_rest)
            self._rests += 1
        else:
            self._rests = 0
        self._calm_since = max(now, self._rest_until)

    @property
    def is_likely(self) -> bool:
        """Return whether the session was taken a short while ago."""
        now = asyncio.get_running_loop().time()
        return now - self._calm_since < self._times.window

    def check(self) -> None:
        """Raise EwelinkContestedError while resting."""
        rest = self._rest_until - asyncio.get_running_loop().time()
        if rest > 0:
            message = "another client keeps taking the session"
            raise EwelinkContestedError(message, retry_after=rest)

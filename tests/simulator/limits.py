"""The vendor's limits: always counted, enforced when switched on."""

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Final

SPACING: Final = 0.5
# The time of arrival jitters: a call sent 500 ms later may arrive 490 ms later.
SPACING_TOLERANCE: Final = 0.02
WINDOW: Final = 300.0
CALLS_PER_WINDOW: Final = 300
ONLINE_SPACING: Final = 10.0
ONLINE_WINDOW: Final = 3600.0
ONLINE_PER_WINDOW: Final = 20


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A limit that a client did not keep."""

    rule: str
    detail: str
    at: float


class Limits:
    """Counts calls and sign-ons of the socket."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.enforced = False
        self.violations: list[Violation] = []
        self.quota: int | None = None
        self.quota_as_status = False
        self._monthly: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._last: dict[tuple[str, str], float] = {}
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._online: defaultdict[str, deque[float]] = defaultdict(deque)

    def call(self, peer: str, interface: str, now: float) -> bool:
        """Count a call; return False when it is one too many or too early."""
        before = len(self.violations)
        last = self._last.get((peer, interface))
        if last is not None and now - last < SPACING - SPACING_TOLERANCE:
            self.note("spacing", f"{interface} after {now - last:.3f} s", now)
        self._last[peer, interface] = now
        calls = self._calls[peer]
        _forget(calls, now - WINDOW)
        calls.append(now)
        if len(calls) > CALLS_PER_WINDOW:
            self.note("window", f"{len(calls)} calls in {WINDOW:.0f} s", now)
        return len(self.violations) == before

    def is_used_up(self, app_id: str, region: str) -> bool:
        """Count a call of an APPID; return True when it is beyond the quota."""
        self._monthly[app_id, region] += 1
        return self.quota is not None and self._monthly[app_id, region] > self.quota

    def online(self, who: str, now: float) -> bool:
        """Count a `userOnline`; return False when it is one too many."""
        before = len(self.violations)
        times = self._online[who]
        _forget(times, now - ONLINE_WINDOW)
        if times and now - times[-1] < ONLINE_SPACING - SPACING_TOLERANCE:
            self.note("userOnline", f"after {now - times[-1]:.3f} s", now)
        times.append(now)
        if len(times) > ONLINE_PER_WINDOW:
            self.note("userOnline", f"{len(times)} times in an hour", now)
        return len(self.violations) == before

    def note(self, rule: str, detail: str, at: float) -> None:
        """Keep a violation."""
        self.violations.append(Violation(rule=rule, detail=detail, at=at))


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] < before:
        times.popleft()

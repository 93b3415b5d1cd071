"""Whether the lists of the homes add up, and what this APPID is not shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final, Self

from ..api.wire import as_int, as_object

SETTLED_SECONDS: Final = 24 * 3600
# What a time counts at most in which Home Assistant was off: nobody knows what lists
# would have lacked then, and a clock that is set at a start leaps.
MOST_OFF: Final = 6 * 3600


@dataclass(frozen=True, slots=True)
class HomeCount:
    """What the list of a home brought, each thing once, and what the cloud counts."""

    received: int
    total: int | None

    @property
    def lacking(self) -> int | None:
        """Return how many things were not brought, None if the cloud counts none."""
        return None if self.total is None else self.total - self.received

    @property
    def is_odd(self) -> bool:
        """Return whether nothing was brought of a home that is not empty."""
        return not self.received and bool(self.total)


@dataclass(frozen=True, slots=True)
class _HomeHistory:
    """What the last lists of a home lack, for how long, and what was usual before.

    ``at`` is when the last list came that was counted.
    """

    lacking: int | None = 0
    at: float = 0
    lasted: float = 0
    usual: int = 0

    @classmethod
    def from_dict(cls, stored: object) -> Self:
        """Read what was stored, as far as it can be read."""
        data = as_object(stored) or {}
        at, lasted = data.get("at"), data.get("lasted")
        if not isinstance(at, (int, float)) or not isinstance(lasted, (int, float)):
            return cls()
        lacking, usual = as_int(data.get("lacking")), as_int(data.get("usual"))
        return cls(lacking, at, lasted, usual or 0)

    def after(self, lacking: int | None, passed: float, clock: float) -> Self:
        """Return the history after a list, some seconds after the one before."""
        if lacking != self.lacking:
            return replace(self, lacking=lacking, at=clock, lasted=0)
        if lacking is None or (
            lacking == self.usual and (not lacking or self.is_settled)
        ):
            return self
        later = replace(self, at=clock, lasted=self.lasted + passed)
        return replace(later, usual=lacking) if later.is_settled else later

    @property
    def is_settled(self) -> bool:
        """Return whether all lists of a day lacked the same."""
        return self.lasted >= SETTLED_SECONDS


class Withheld:
    """What the lists of each home lack, over time.

    The cloud counts things that an APPID is not shown. That many may be missing, once
    they were in every list of a day. The wall clock, which leaps, counts only for the
    time over a restart.
    """

    def __init__(self, stored: object = None) -> None:
        """Go on with what was stored."""
        homes = as_object((as_object(stored) or {}).get("homes")) or {}
        self._homes = {it: _HomeHistory.from_dict(homes[it]) for it in homes}
        self._counted_at: dict[str, float] = {}
        self.has_changed = False

    def adds_up(
        self, counts: Mapping[str, HomeCount], now: float, clock: float
    ) -> bool:
        """Return whether the lists of all homes brought what they should have.

        ``now`` is monotonic, ``clock`` in seconds since the epoch.
        """
        verdicts = [
            self._adds_up(home_id, count, now, clock)
            for home_id, count in counts.items()
        ]
        return all(verdicts)

    def _adds_up(
        self, home_id: str, count: HomeCount, now: float, clock: float
    ) -> bool:
        before = self._homes.get(home_id, _HomeHistory())
        off = min(max(clock - before.at, 0), MOST_OFF)
        counted_at = self._counted_at.get(home_id)
        self._counted_at[home_id] = now
        passed = off if counted_at is None else now - counted_at
        home = before.after(count.lacking, passed, clock)
        if home != before:
            self._homes[home_id] = home
            self.has_changed = True
        is_usual = home.lacking == home.usual
        return is_usual and (not home.lacking or home.is_settled)

    def keep_only(self, home_ids: Iterable[str]) -> None:
        """Forget homes that are not there any more."""
        for gone in self._homes.keys() - set(home_ids):
            del self._homes[gone]
            self.has_changed = True

    def to_dict(self) -> dict[str, object]:
        """Return what is stored."""
        return {"homes": {it: asdict(home) for it, home in self._homes.items()}}

"""How many calls each APPID has made in a region, in this calendar month."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import partial

from ..bugs import tell
from ..wire import as_int, as_object

type CallListener = Callable[[str, str], None]

_LONGER_THAN_A_MONTH = timedelta(days=32)


class CallCounter:
    """Counts calls by APPID and region, anew with each calendar month (UTC).

    A month is never followed by an earlier one: a clock that says so is not set yet.
    """

    def __init__(self) -> None:
        """Start with nothing called."""
        self._since = _start_of_month(datetime.now(UTC))
        self._counts: Counter[tuple[str, str]] = Counter()
        self._listeners: list[CallListener] = []

    @property
    def since(self) -> datetime:
        """Return when the present month began."""
        self._turn_month()
        return self._since

    @property
    def until(self) -> datetime:
        """Return when the next month begins."""
        return _start_of_month(self.since + _LONGER_THAN_A_MONTH)

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """Return the calls of this month by APPID and region."""
        self._turn_month()
        return dict(self._counts)

    def of(self, app: str, region: str) -> int:
        """Return the calls of this month of an APPID in a region."""
        return self.counts.get((app, region), 0)

    def count(self, app: str, region: str) -> None:
        """Count a call."""
        self._turn_month()
        self._counts[app, region] += 1
        self._tell(app, region)

    def forget(self, app: str, region: str) -> None:
        """Forget the calls of an APPID in a region."""
        self._counts.pop((app, region), None)
        self._tell(app, region)

    def listen(self, listener: CallListener) -> Callable[[], None]:
        """Call a listener with APPID and region of each call; return what undoes it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def _turn_month(self) -> None:
        since = _start_of_month(datetime.now(UTC))
        if since > self._since:
            self._since = since
            self._counts.clear()

    def _tell(self, app: str, region: str) -> None:
        for listener in tuple(self._listeners):
            tell(listener, app, region)

    def to_dict(self) -> dict[str, object]:
        """Return what is stored."""
        calls: dict[str, dict[str, int]] = {}
        for (app, region), count in self.counts.items():
            calls.setdefault(app, {})[region] = count
        return {"month": self.since.isoformat(), "calls": calls}

    def restore(self, stored: object) -> None:
        """Take over what was stored this month or later, as far as it can be read."""
        data = as_object(stored) or {}
        month = _month(data.get("month"))
        if month is None or month < self.since:
            return
        self._since = month
        for app, regions in (as_object(data.get("calls")) or {}).items():
            for region, count in (as_object(regions) or {}).items():
                self._counts[app, region] += max(0, as_int(count) or 0)


def _month(stored: object) -> datetime | None:
    """Read the start of a month, None where it is none."""
    try:
        moment = datetime.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is not UTC or moment.year == MAXYEAR:
        return None
    return moment if moment == _start_of_month(moment) else None


def _start_of_month(moment: datetime) -> datetime:
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)

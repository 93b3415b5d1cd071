"""What the pages of a home's list bring, counted."""

from ..api.models import ThingPage
from .withheld import HomeCount


class HomePages:
    """Counts the things of a home: all that came, and each thing once."""

    def __init__(self) -> None:
        """Start before the first page."""
        self.received = 0
        self._repeated = 0
        self._total: int | None = None
        self._ids: set[str] = set()

    def add(self, page: ThingPage) -> None:
        """Count a page; of several totals, the largest one counts."""
        ids = [
            *(thing.deviceid for thing in page.things),
            *(group.id for group in page.listed_groups),
        ]
        known = len(self._ids)
        self._ids.update(ids)
        self._repeated += len(ids) - (len(self._ids) - known)
        self.received += page.received
        if page.total is not None:
            self._total = max(page.total, self._total or 0)

    @property
    def total(self) -> int:
        """Return how many there are, for all that is known."""
        return self.received if self._total is None else self._total

    @property
    def count(self) -> HomeCount:
        """Return what tells whether all came."""
        return HomeCount(self.received - self._repeated, self._total)

"""How many calls the reads of the lists make, and how often they are made."""

from datetime import timedelta
from typing import Final

# A device that was deleted in the app is gone within the hour: that it is missing is
# confirmed a minute later.
HOURLY: Final = timedelta(minutes=58)
LIST_INTERVAL: Final = timedelta(hours=6)
_READS_A_MONTH: Final = 24 * 31
_SHARE_OF_QUOTA: Final = 0.1


class ListCalls:
    """The calls of a read of each account's list, by its entry."""

    def __init__(self) -> None:
        """Start with no account."""
        self._calls: dict[str, tuple[str, int]] = {}

    def set(self, entry_id: str, app_id: str, calls: int) -> None:
        """Keep how many calls a read made that was signed with an APPID."""
        self._calls[entry_id] = (app_id, calls)

    def forget(self, entry_id: str) -> None:
        """Forget an account that reads its list no more."""
        self._calls.pop(entry_id, None)

    def interval(self, app_id: str, quota: int) -> timedelta:
        """Return how often lists are read: hourly while that is cheap for the APPID."""
        calls = sum(count for app, count in self._calls.values() if app == app_id)
        is_cheap = calls * _READS_A_MONTH < quota * _SHARE_OF_QUOTA
        return HOURLY if is_cheap else LIST_INTERVAL

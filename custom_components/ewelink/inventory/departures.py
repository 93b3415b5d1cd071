"""Devices that a complete list did not hold, and when they count as gone."""

from collections.abc import Iterable


class Departures(dict[str, float]):
    """Missing devices by id, with the monotonic time of the first list without them."""

    def __init__(self, confirm_seconds: float) -> None:
        """Start with none missing."""
        super().__init__()
        self._confirm_seconds = confirm_seconds

    def found(self, device_id: str) -> None:
        """Forget that a device was missing."""
        self.pop(device_id, None)

    def missed(self, missing: Iterable[str], now: float) -> tuple[list[str], list[str]]:
        """Return which devices are missing for the first time, and which are gone."""
        newly_missing, gone = [], []
        for device_id in missing:
            since = self.setdefault(device_id, now)
            if now - since >= self._confirm_seconds:
                gone.append(device_id)
            elif since == now:
                newly_missing.append(device_id)
        return newly_missing, gone

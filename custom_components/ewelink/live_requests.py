"""How often a meter may be asked (docs/protocol.md, "Live readings")."""

from time import monotonic

LIVE_REQUEST_SECONDS = 60


class LiveRequests:
    """When each meter was last asked for live readings; once a minute is allowed."""

    def __init__(self) -> None:
        """Start with none asked."""
        self._asked_at: dict[str, float] = {}

    def wait_for(self, device_id: str) -> float:
        """Return the seconds until the meter may be asked, 0 where it may be now."""
        asked_at = self._asked_at.get(device_id, -LIVE_REQUEST_SECONDS)
        return max(0.0, asked_at + LIVE_REQUEST_SECONDS - monotonic())

    def note(self, device_id: str) -> None:
        """Remember that the meter was asked now."""
        self._asked_at[device_id] = monotonic()

    def forget(self, device_id: str) -> None:
        """Forget that the meter was to be asked: nothing was sent."""
        self._asked_at.pop(device_id, None)

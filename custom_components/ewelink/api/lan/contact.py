"""Whether a device is there: it was heard or has answered, and not failed since."""

from typing import Final

_LOST_AFTER: Final = 3
# What was heard within that time is there, even if no request reaches it.
_HEARD_SECONDS: Final = 150.0


class Contact:
    """Signs of life of one device, and requests that did not reach it.

    ``is_there`` counts for availability; ``is_reached`` tells whether a command is
    worth the time, which one request that is not delivered ends. ``wants_probe`` asks
    for a look before anybody waits, ``is_back`` for one at once.
    """

    def __init__(self) -> None:
        """Start without any."""
        self.last: float | None = None
        self.failures = 0
        self.is_there = False
        self.wants_probe = False
        self.is_back = False
        self._is_barred = False

    @property
    def is_reached(self) -> bool:
        """Return whether requests are likely to be delivered."""
        return self.is_there and not self._is_barred

    def heard(self, now: float) -> bool:
        """Remember a report; return whether the device is back with it.

        It does not prove that requests reach the device.
        """
        self.wants_probe |= self._is_barred
        return self._came(now)

    def answered(self, now: float) -> bool:
        """Remember an answer; return whether the device is back with it."""
        self._is_barred = self.wants_probe = False
        self.failures = 0
        return self._came(now)

    def failed(self, now: float) -> bool:
        """Remember that nothing was delivered; return whether it is lost with that."""
        self.failures += 1
        self._is_barred = self.wants_probe = True
        is_lately_heard = self.last is not None and now - self.last < _HEARD_SECONDS
        if not self.is_there or self.failures < _LOST_AFTER or is_lately_heard:
            return False
        self.is_there = False
        return True

    def doubted(self) -> None:
        """Ask for a look, as somebody says that the device is gone."""
        self.wants_probe = True

    def moved(self) -> None:
        """Ask for a look at once, as it has another address."""
        self.wants_probe |= self._is_barred
        self.is_back = True

    def _came(self, now: float) -> bool:
        self.last = now
        was_there, self.is_there = self.is_there, True
        self.is_back |= not was_there
        return not was_there

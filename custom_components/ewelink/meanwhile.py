"""What is heard between an action and its answer."""

from collections.abc import Awaitable


class Meanwhile[HeardT]:
    """Keeps what is heard while the actions of an entity are under way.

    A message that came behind the answer may be told before the answer is handled.
    """

    def __init__(self) -> None:
        """Start with no action under way."""
        self._under_way = 0
        self._heard: list[HeardT] = []

    def note(self, heard: HeardT) -> None:
        """Keep what is heard, if an action is under way."""
        if self._under_way:
            self._heard.append(heard)

    async def during(self, action: Awaitable[object]) -> list[HeardT]:
        """Wait for an action; return what was heard since it, or the one before it.

        Actions are answered in turn, so that what was heard earlier belongs to others.
        """
        self._under_way += 1
        try:
            await action
        finally:
            self._under_way -= 1
            heard, self._heard = self._heard, []
        return heard

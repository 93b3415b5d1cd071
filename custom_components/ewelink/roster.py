"""One read of the account's device list, page by page."""

from collections.abc import AsyncGenerator

from .api.client import EwelinkClient
from .api.merge import merge_params
from .api.models import Home, Params, Thing


class Roster:
    """The list of all homes while it is read.

    What is pushed meanwhile is noted, because a page on its way may be older than that.
    """

    def __init__(self, client: EwelinkClient) -> None:
        """Prepare to read."""
        self._client = client
        self.is_reading = False
        self.homes: dict[str, Home] = {}
        self.seen: set[str] = set()
        self.groups = 0
        self.is_whole = False
        self.pushed: dict[str, Params] = {}
        self.online: dict[str, bool] = {}

    async def batches(self) -> AsyncGenerator[list[Thing]]:
        """Yield the things of each page, bridges before what is behind them.

        Raises EwelinkError. The list is whole when it was read to its end and every
        item of it could be read.
        """
        waiting: list[Thing] = []
        skipped = 0
        self.is_reading = True
        try:
            self.homes = {home.id: home for home in await self._client.homes()}
            for home_id in self.homes:
                async for page in self._client.things(home_id):
                    self.groups += page.groups
                    skipped += page.skipped
                    self.seen.update(thing.deviceid for thing in page.things)
                    ready, waiting = self._sort([*waiting, *page.things])
                    yield ready
            if waiting:
                yield waiting
            self.is_whole = bool(self.homes) and not skipped
        finally:
            self.is_reading = False

    def _sort(self, things: list[Thing]) -> tuple[list[Thing], list[Thing]]:
        """Return what can be taken now, and what waits for its bridge."""
        first = [thing for thing in things if thing.parent_id is None]
        ready = [thing for thing in things if thing.parent_id in self.seen]
        waiting = [
            thing
            for thing in things
            if thing.parent_id is not None and thing.parent_id not in self.seen
        ]
        return [*first, *ready], waiting

    def note_params(self, device_id: str, params: Params) -> None:
        """Remember what was pushed or commanded meanwhile."""
        merge_params(self.pushed.setdefault(device_id, {}), params)

    def note_online(self, device_id: str, *, online: bool) -> None:
        """Remember an online state that was pushed meanwhile."""
        self.online[device_id] = online

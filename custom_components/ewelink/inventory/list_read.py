"""One read of the account's device list, page by page."""

from collections.abc import AsyncGenerator, Mapping, Set as AbstractSet
from dataclasses import dataclass, replace
import logging
from typing import Final

from ..api.errors import EwelinkResponseError
from ..api.link import Link
from ..api.merge import merge_params
from ..api.messages import Origin
from ..api.models import Group, Home, Thing
from ..api.wire import Params
from ..devices.device import Device
from .departures import ListContent
from .home_pages import HomePages
from .withheld import HomeCount

_LOGGER = logging.getLogger(__name__)

_NOT_PERMITTED: Final = 406


@dataclass(frozen=True, slots=True)
class Listed:
    """What a complete read delivered, and what the cloud counts; groups included."""

    received: int
    total: int


class ListRead:
    """The list of the homes that are not left out, while it is read.

    What is pushed meanwhile is kept, because a page on its way may be older than that.
    """

    def __init__(
        self,
        link: Link,
        left_out: AbstractSet[str],
        homes: Mapping[str, Home],
    ) -> None:
        """Prepare to read; the homes are those known before."""
        self._link = link
        self._left_out = left_out
        self._received = 0
        self._skipped = 0
        self._total = 0
        self._counts: dict[str, HomeCount] = {}
        self._refused: set[str] = set()
        self._is_ended = False
        self.calls = 0
        self.announced = 0
        self.is_reading = False
        self.homes = homes
        self.seen: dict[str, frozenset[str]] = {}
        # Things of a home share the set of it alone.
        self._alone: dict[str, frozenset[str]] = {}
        self.groups = 0
        self.listed_groups: dict[str, Group] = {}
        self.listed: Listed | None = None
        self._bridges: dict[str, str] = {}
        self._pushed: dict[str, Params] = {}
        self._online: dict[str, bool] = {}
        self._tags: dict[str, Params] = {}

    async def batches(self) -> AsyncGenerator[list[Thing]]:
        """Yield the things of each page, bridges before what is behind them.

        A home whose list is not permitted is passed over, unless there is no other.
        Raises EwelinkError.
        """
        waiting: list[Thing] = []
        self.is_reading = True
        try:
            self.calls += 1
            found = {home.id: home for home in await self._link.homes()}
            self.homes = found or self.homes
            shown = [it for it in found if it not in self._left_out]
            for home_id in shown:
                async for things in self._of_home(home_id, shown):
                    ready, waiting = self._sort([*waiting, *things])
                    yield ready
            if waiting:
                yield waiting
            if found:
                self._is_ended = True
                if not self._refused:
                    self.listed = Listed(self._received, self._total)
        finally:
            self.is_reading = False

    async def _of_home(
        self, home_id: str, shown: list[str]
    ) -> AsyncGenerator[list[Thing]]:
        try:
            async for things in self._pages_of(home_id):
                yield things
        except EwelinkResponseError as err:
            self.calls += 1
            self._refused.add(home_id)
            if err.code != _NOT_PERMITTED or self._refused.issuperset(shown):
                raise
            _LOGGER.debug("The list of a home is not permitted")

    async def _pages_of(self, home_id: str) -> AsyncGenerator[list[Thing]]:
        """Yield the pages of a home, without what another home listed before."""
        pages = HomePages()
        async for page in self._link.things(home_id):
            self.calls += 1
            self.groups += page.groups
            for group in page.listed_groups:
                self.listed_groups.setdefault(group.id, group)
                self._note_seen(group.id, home_id)
            self._skipped += page.skipped
            pages.add(page)
            self.announced = self._total + pages.total
            yield [
                self._without_circle(thing)
                for thing in page.things
                if self._is_first(thing, home_id)
            ]
        self._received += pages.received
        self._total += pages.total
        self._counts[home_id] = pages.count

    def _is_first(self, thing: Thing, home_id: str) -> bool:
        """Keep the home, and return whether the device was not met before."""
        is_first = thing.deviceid not in self.seen
        self._note_seen(thing.deviceid, home_id)
        return is_first

    def _note_seen(self, device_id: str, home_id: str) -> None:
        alone = self._alone.setdefault(home_id, frozenset({home_id}))
        others = self.seen.get(device_id, alone)
        self.seen[device_id] = alone if others is alone else others | alone

    @property
    def content(self) -> ListContent:
        """Return what was found, for who looks for what is missing."""
        return ListContent(
            seen=self.seen,
            homes=self.homes.keys(),
            counts=self._counts,
            is_complete=self._is_ended and not self._skipped and not self._refused,
        )

    def is_odd(self, missing: int) -> bool:
        """Return whether it told of no home, nothing of one, or too few devices.

        Of those that are known some are missing; a home may be refused, however.
        """
        is_empty = any(count.is_odd for count in self._counts.values())
        is_short = missing > 0 and not self._refused
        return not self._is_ended or is_empty or is_short

    def _without_circle(self, thing: Thing) -> Thing:
        """Return a thing that is behind no bridge which is behind itself."""
        bridge = thing.parent_id
        while bridge is not None and bridge != thing.deviceid:
            bridge = self._bridges.get(bridge)
        if bridge is not None:
            return replace(thing, parent_id=None)
        if thing.parent_id is not None:
            self._bridges[thing.deviceid] = thing.parent_id
        return thing

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

    def keep_params(self, device_id: str, params: Params) -> None:
        """Keep what was pushed or commanded meanwhile."""
        merge_params(self._pushed.setdefault(device_id, {}), params)

    def keep_tags(self, device_id: str, tags: Params) -> None:
        """Keep tags that were set meanwhile."""
        if self.is_reading:
            self._tags[device_id] = tags

    def keep_online(self, device_id: str, *, online: bool) -> None:
        """Keep an online state that was pushed meanwhile."""
        self._online[device_id] = online

    def merge_into(self, device: Device, thing: Thing, now: float) -> set[str]:
        """Merge a listing into its device; return the keys that changed.

        What was pushed while it was on its way is newer.
        """
        if (tags := self._tags.get(device.id)) is not None:
            thing = replace(thing, tags=tags)
        changed = device.list_anew(thing, now)
        if (pushed := self._pushed.get(device.id)) is not None:
            changed |= device.merge(pushed, now, Origin.ANSWER)
        device.set_online(online=self._online.get(device.id, thing.online))
        return changed

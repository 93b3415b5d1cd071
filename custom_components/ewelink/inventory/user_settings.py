"""What the user has told of devices here, not in the app."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..api.models import Thing
from ..api.wire import Params


class UserSettings(dict[str, Params]):
    """The settings of devices by deviceid, as an entry's options hold them."""

    def added_to(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield things with what the user has told of them."""
        for thing in things:
            settings = self.get(thing.deviceid)
            yield thing if settings is None else replace(thing, user_settings=settings)

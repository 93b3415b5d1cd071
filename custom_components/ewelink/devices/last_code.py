"""Which of its two codes a radio sensor has sent last."""

from ..api.wire import ReadOnlyParams
from .features import RadioPair
from .features.radio import is_trigger
from .stamps import Moment, SeenStamps, is_late


class LastCode:
    """The last of two codes, by the times that were told of them.

    It remembers these by itself: a code may be a key of a remote as well, whose presses
    are told elsewhere.
    """

    __slots__ = ("_moment", "_seen", "is_on")

    def __init__(self) -> None:
        """Start without a code."""
        self._moment: Moment | None = None
        self._seen = SeenStamps()
        self.is_on: bool | None = None

    def take(
        self, pair: RadioPair, message: ReadOnlyParams, params: ReadOnlyParams
    ) -> None:
        """Take what a message tells of just now, else what is new in params."""
        if is_trigger(message):
            self._hear(pair, message)
        else:
            self._catch_up(pair, params)

    def _hear(self, pair: RadioPair, message: ReadOnlyParams) -> None:
        """Take the codes that were received just now, unless they are repeated."""
        for is_on, stamp in pair.codes_in(message).items():
            if self._seen.is_new(stamp) and not is_late(stamp.moment, self._moment):
                self.is_on, self._moment = is_on, stamp.moment

    def _catch_up(self, pair: RadioPair, params: ReadOnlyParams) -> None:
        """Take the newer code that params tell, unless it is known, or of before."""
        codes = pair.codes_in(params)
        new = {is_on for is_on, stamp in codes.items() if self._seen.is_new(stamp)}
        last = pair.decode(params)
        if last in new and not _is_before(codes[last].moment, self._moment):
            self.is_on, self._moment = last, codes[last].moment


def _is_before(moment: Moment, latest: Moment | None) -> bool:
    """Return whether a moment is before the latest one, however long."""
    if latest is None or isinstance(latest, str) or isinstance(moment, str):
        return False
    return moment < latest

"""How kinds of firmware behave in pairing mode, as rows of data."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Page(Enum):
    """What a device serves."""

    PLAIN = auto()
    ENCRYPTED = auto()
    HTML = auto()


class Reset(Enum):
    """Whether a device resets the connection of an accepted `POST /ap`."""

    NEVER = auto()
    AFTER_ANSWER = auto()
    BEFORE_ANSWER = auto()


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A kind of firmware; times are in seconds.

    `delay` is between accepting and reading, `first_wait` comes before it once;
    `linger` is between the answer to `/ap` and the close, `keep_open` how long a
    connection is kept for more; `error` is answered to `/ap` so many times, None is
    for ever. A strict one takes one GET, then one POST, and both to the letter.
    """

    name: str
    delay: float = 1.0
    first_wait: float = 0.0
    linger: float = 1.0
    keep_open: float = 0.0
    expires_after: float | None = None
    is_strict: bool = True
    has_chip_id: bool = True
    has_own_id: bool = True
    accept: str = "post"
    content_type: str = "application/json"
    page: Page = Page.PLAIN
    takes_wifi: bool = True
    error: int = 0
    error_times: int | None = 0
    reset: Reset = Reset.NEVER
    comes_online: bool = True


_ROWS: Final = (
    Profile(
        name="esp8266_old",
        delay=0.1,
        linger=0.0,
        is_strict=False,
        has_chip_id=False,
    ),
    Profile(name="colink"),
    Profile(
        name="guide",
        keep_open=5.0,
        is_strict=False,
        accept=" post",
        content_type="application/json; charset=utf-8",
    ),
    Profile(name="encrypted", page=Page.ENCRYPTED, takes_wifi=False),
    Profile(name="slow", first_wait=3.0, delay=6.0),
    Profile(name="reset_after_ap", linger=0.0, reset=Reset.AFTER_ANSWER),
    Profile(name="reset_before_answer", linger=0.0, reset=Reset.BEFORE_ANSWER),
    Profile(name="error_1", error=1, error_times=1),
    Profile(name="always_error", error=7, error_times=None),
    Profile(name="wrong_id", has_own_id=False),
    Profile(name="html", page=Page.HTML, content_type="text/html"),
    Profile(name="expires", expires_after=10.0),
    Profile(name="never_online", comes_online=False),
    Profile(name="silent", takes_wifi=False),
)
PROFILES: Final = {row.name: row for row in _ROWS}

"""What the log of a Home Assistant complains about."""

from collections.abc import Iterator
import re

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", re.MULTILINE)
SIGNS = (" ERROR ", " CRITICAL ", "Traceback (most recent call last)")
# How asyncio puts it, by when the browser left.
NOBODY_WAITS = ("exception in shielded future", "exception was never retrieved")
GONE_BROWSER = ("ClientConnectionResetError", "aiohttp/_websocket/writer.py")


def complaints(log: str) -> list[str]:
    """Return the records that are errors, each with its traceback.

    A browser may leave while aiohttp compresses a large message for it: nobody waits
    for the send any more, and asyncio reports its error.
    """
    return [it for it in _records(log) if _is_error(it) and not _is_gone_browser(it)]


def _records(log: str) -> Iterator[str]:
    return filter(None, map(str.strip, RECORD.split(log)))


def _is_error(record: str) -> bool:
    return any(sign in record for sign in SIGNS)


def _is_gone_browser(record: str) -> bool:
    return (
        any(sign in record for sign in NOBODY_WAITS)
        and all(sign in record for sign in GONE_BROWSER)
        and record.count(SIGNS[-1]) == 1
    )

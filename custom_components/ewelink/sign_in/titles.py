"""What an account is called that has no name of its own."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from homeassistant.core import HomeAssistant

from ..const import DOMAIN

# What the app calls a home that nobody has named.
_DEFAULT_HOMES: Final = frozenset({"home", "my home", "我的家"})


def title_of(hass: HomeAssistant, home: str, region: str) -> str:
    """Return the name of an account's home, with its region where others have it.

    It tells two accounts apart, and neither an e-mail address nor a key.
    """
    taken = {entry.title for entry in hass.config_entries.async_entries(DOMAIN)}
    return next(title for title in _titles(home, region.upper()) if title not in taken)


def _titles(home: str, region: str) -> Iterator[str]:
    if home.strip().lower() not in _DEFAULT_HOMES:
        yield home
    yield f"{home} ({region})"
    for number in count(2):
        yield f"{home} ({region} {number})"

"""A device as the local network knows it, and who is told of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ..messages import Message
from .addresses import DEFAULT_PORT

# The types of stacked meters and of their main units.
METERS: Final = ("diy_meter", "meter")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanDevice:
    """A device as an account lists it; the ``devicekey`` of a child is its parent's.

    ``is_plain`` is one that is in DIY mode for certain, as it has no account; its
    ``kind`` is the type that it announces, or its main unit for it.
    """

    device_id: str
    devicekey: str | None = field(default=None, repr=False)
    uiid: int | None = None
    parent_id: str | None = None
    is_plain: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanEvents:
    """Who is told of a device; the loop waits for them, so that they must not.

    ``on_message`` hears what it tells in the words of the cloud, ``on_contact`` whether
    it is there and can be spoken to when that may have changed, ``on_key_needed`` that
    its key opens nothing, at most once an hour.
    """

    on_message: Callable[[Message], None]
    on_contact: Callable[[str, bool], None]
    on_key_needed: Callable[[str], None]


# For a device that is not shown any more, while an answer of it is still awaited.
NOBODY: Final = LanEvents(
    on_message=lambda _: None,
    on_contact=lambda *_: None,
    on_key_needed=lambda _: None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanMemory:
    """Where a device was and how it spoke, to be found again after a start."""

    host_id: str
    addresses: tuple[str, ...] = field(default=(), repr=False)
    port: int = DEFAULT_PORT
    type: str = ""
    is_plain: bool = False


class Hindrance(StrEnum):
    """Why a device that is heard cannot be spoken to."""

    NO_KEY = "no_key"
    WRONG_KEY = "wrong_key"
    UNKNOWN_VERSION = "unknown_version"


@dataclass(slots=True)
class LanCounts:
    """What a device's records were, beside those that told something.

    ``unproven`` were in the clear, of a device that seals.
    """

    news: int = 0
    repeats: int = 0
    stale: int = 0
    unreadable: int = 0
    unproven: int = 0
    undelivered: int = 0
    unanswered: int = 0

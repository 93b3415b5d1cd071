"""The ways to a device: by the cloud, and in the local network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LOST: Final = "lost"
WRONG_KEY: Final = "wrong_key"
# Why a device is not reached in the local network.
REASONS: Final = (LOST, "no_key", "unknown_version", WRONG_KEY)
# Why only one way is taken where there could be two.
CHOSEN: Final = "chosen"
NOT_HEARD: Final = "not_heard"


class Way(StrEnum):
    """Which ways a user lets commands to a device take."""

    AUTO = "auto"
    LOCAL = "local"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalState:
    """How a device stands in the local network, where it is or was heard.

    ``hindrance`` names why it cannot be spoken to though it is heard. ``silent_for``
    are the seconds since it was there last, None before the first time. ``refused`` are
    paths that it does not know, with its error numbers, ``resets`` how often it was too
    busy, ``counts`` what its records were.
    """

    is_there: bool
    can_send: bool
    hindrance: str | None = None
    silent_for: float | None = None
    type: str = ""
    is_plain: bool = False
    refused: Mapping[str, int | None] = field(default_factory=dict)
    resets: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_local(self) -> bool:
        """Return whether the device is reached here just now."""
        return self.is_there and self.hindrance is None

    @property
    def reason(self) -> str | None:
        """Return why the device is not reached here, None where it is."""
        return None if self.is_local else self.hindrance or LOST

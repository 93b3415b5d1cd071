"""Which keys of params may be shown: a key can be somebody's network, or a device."""

from hashlib import sha256
import re
from typing import Final

_HASH_LENGTH: Final = 12
_LONGEST: Final = 32
# Words as vendors write them, sledOnline or actPow_00, or the number of an outlet.
_NAME: Final = re.compile(
    r"\d{1,2}|[a-z]+\d{0,2}"
    r"(?:_?[A-Z][a-z]+\d{0,2}|_[a-z]+\d{0,2}|_\d{1,2}|[A-Z]{2,3}(?![a-z]))*[A-Z]?"
)
# Those that are read and begin with a capital, as names of networks do.
_CAPITALS: Final = frozenset(
    {
        "ATCEnable",
        "ATCExpect0",
        "ATCExpect1",
        "ATCMode",
        "HMI_ATCDevice",
        "HMI_outdoorTemp",
        "TodayWaterUsage",
    }
)
_SEPARATORS: Final = re.compile(r"[-_:.]")
_ADDRESS: Final = re.compile(
    r"(?:[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{20})", re.IGNORECASE
)
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{6,}", re.IGNORECASE)


def hashed(text: str) -> str:
    """Return what tells two ids apart without telling either."""
    return sha256(text.encode(errors="replace")).hexdigest()[:_HASH_LENGTH]


def is_name(key: str) -> bool:
    """Return whether a key looks like the name of a param, not like an id or a name."""
    return key in _CAPITALS or (
        len(key) <= _LONGEST
        and _NAME.fullmatch(key) is not None
        and _HEXADECIMAL.fullmatch(key) is None
        and _ADDRESS.fullmatch(_SEPARATORS.sub("", key)) is None
    )


def shown_name(key: str) -> str:
    """Return a key as it may be shown, hashed where it is no name of a param."""
    return key if is_name(key) else hashed(key)

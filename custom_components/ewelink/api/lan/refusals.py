"""What a device refused, as long as nothing else may have been the cause."""

from typing import Final

from .models import METERS

# Firmware that cannot read a request says one of these.
UNREAD_CODES: Final = (400, 401, 500)
# What is said for good of a path; None stands for a page.
_LASTING_CODES: Final = (None, 400, 404, 422)
# Meters say so when they are asked too soon.
_HURRIED_CODE: Final = 400
_HURRIED_PATHS: Final = frozenset({"uiActive"})


def is_lasting(code: int | None, path: str, kind: str) -> bool:
    """Return whether a device of a type refuses a path for good."""
    is_hurried = code == _HURRIED_CODE and kind in METERS
    return code in _LASTING_CODES and not (is_hurried or path in _HURRIED_PATHS)


class Refusals:
    """Paths with the error numbers that they were refused with, None for a page.

    Another device at an address that changed hands refuses, too, and so does one that
    was paired again or hears otherwise: what comes after a new address, key or mode is
    tried anew.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._paths: dict[str, int | None] = {}
        self._circumstances: tuple[object, ...] = ()

    def under(self, *circumstances: object) -> dict[str, int | None]:
        """Return what was refused since the circumstances are these."""
        if circumstances != self._circumstances:
            self._circumstances = circumstances
            self._paths = {}
        return self._paths

"""What a device refused, as long as nothing else may have been the cause."""


class Refusals:
    """Paths with the error numbers that they were refused with, None for a page.

    Another device at an address that changed hands refuses, too, and so does one that
    was paired again: what comes after a new address or key is tried anew.
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

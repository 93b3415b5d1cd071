"""Those who follow what happens in the local network."""

from collections.abc import Callable

from ..bugs import tell


class Followers[*What]:
    """Calls each who follows; what one of them raises harms nobody else."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._followers: list[Callable[[*What], None]] = []

    def add(self, follower: Callable[[*What], None]) -> Callable[[], None]:
        """Call somebody from now on; returns what ends that."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    def tell(self, *what: *What) -> None:
        """Tell all who follow now."""
        for follower in tuple(self._followers):
            tell(follower, *what)

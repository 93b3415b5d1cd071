"""Ways to reach a device in pairing mode."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from .addresses import Address
from .exchange import GoneCheck
from .stages import Stage

type Report = Callable[[Stage], None]

_SECONDS: Final = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A device within reach: where it may answer, and through which interface."""

    addresses: Sequence[Address]
    interface: str | None = None
    is_gone: GoneCheck | None = None


class Reach(Protocol):
    """A way to a device, and back again."""

    @property
    def keeps_internet(self) -> bool:
        """Return whether the cloud can be called meanwhile."""
        ...

    @property
    def seconds(self) -> float:
        """Return how long the device may be talked to at most."""
        ...

    def open(self, report: Report) -> AbstractAsyncContextManager[Link]:
        """Go there and, whatever happens, back. Raises PairingError."""
        ...


@dataclass(frozen=True, slots=True)
class Joined:
    """The device's hotspot was joined by hand, or the device put within reach."""

    address: Address
    keeps_internet: bool = True
    seconds: float = _SECONDS

    @asynccontextmanager
    async def open(self, report: Report) -> AsyncGenerator[Link]:  # noqa: ARG002
        """Find the device where it was said to be; nobody goes anywhere."""
        yield Link(addresses=(self.address,))

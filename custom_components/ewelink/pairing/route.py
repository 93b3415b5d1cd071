"""Routes to a device in pairing mode."""

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
class ReachedDevice:
    """Where a device may answer, and through which interface."""

    addresses: Sequence[Address]
    interface: str | None = None
    is_gone: GoneCheck | None = None


class Route(Protocol):
    """How a device is reached, and all put back afterwards."""

    @property
    def keeps_internet(self) -> bool:
        """Return whether the cloud can be called meanwhile."""
        ...

    @property
    def seconds(self) -> float:
        """Return how long the device may be talked to at most."""
        ...

    def open(self, report: Report) -> AbstractAsyncContextManager[ReachedDevice]:
        """Reach the device and, whatever happens, put all back. Raises PairingError."""
        ...


@dataclass(frozen=True, slots=True)
class JoinedRoute:
    """The device's hotspot was joined by hand, or the device put within reach."""

    address: Address
    keeps_internet: bool = True
    seconds: float = _SECONDS

    @asynccontextmanager
    async def open(self, report: Report) -> AsyncGenerator[ReachedDevice]:  # noqa: ARG002
        """Return where the device was said to be; there is nothing to put back."""
        yield ReachedDevice(addresses=(self.address,))

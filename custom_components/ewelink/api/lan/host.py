"""Who answers at an address: a device, which may speak for its children, too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ..errors import (
    EwelinkBusyError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from ..wire import Params
from .addresses import DEFAULT_PORT
from .claims import Claims, Place
from .contact import Contact
from .http import LanHttp, LanRequest
from .turns import Rank, Turns

# Leases and repeaters leave some behind for a while.
_MOST_ADDRESSES: Final = 4


@dataclass(slots=True, eq=False)
class LanHost:
    """One host: where it was heard last, and what waits to be sent to it.

    ``addresses`` begin with the newest. ``typed`` is what a user gave, which goes first
    unless it was dead lately.
    ``contacts`` are those with the devices that it speaks for, ``moves`` counts where
    it was, ``claims`` tells where others are by now, ``_dead`` holds where a request
    was not delivered lately.
    """

    id: str
    http: LanHttp = field(repr=False)
    turns: Turns = field(repr=False)
    claims: Claims = field(repr=False)
    addresses: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    typed: tuple[str, int] | None = None
    contacts: set[Contact] = field(default_factory=set, repr=False)
    moves: int = 0
    _dead: set[str] = field(default_factory=set, repr=False)

    @property
    def is_nowhere(self) -> bool:
        """Return whether nothing was ever told of where it is."""
        return not self.addresses and self.typed is None

    @property
    def is_addressed(self) -> bool:
        """Return whether it is known where it is."""
        return any(not self._is_lost(it) for it in self._all_places)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it may be, the likeliest first.

        That is where others are only if it is nowhere else.
        """
        every = self._all_places
        return tuple(it for it in every if not self._is_lost(it)) or every

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """Return where it was heard, and no other since."""
        return tuple(it for it in self.addresses if not self._is_lost((it, self.port)))

    def heard_at(self, address: str) -> bool:
        """Remember an address as the newest; return whether it was none of them.

        Where it says that it is and does not answer, it is not looked for first.
        """
        is_new = address not in self.addresses
        if self.addresses[:1] == (address,) or self._is_worse(address):
            return False
        self.moves += is_new
        older = [it for it in self.addresses if it != address]
        # However many are announced, the one that answered is not forgotten.
        older.sort(key=lambda it: it != self.http.answered_at)
        self.addresses = (address, *older[: _MOST_ADDRESSES - 1])
        return is_new

    async def post(self, make: Callable[[], LanRequest], rank: Rank) -> Params:
        """Post what is made when it is its turn. Raises EwelinkError."""
        if self.turns.is_full:
            message = "too much waits for the device"
            raise EwelinkBusyError(message)
        async with self.turns.turn(rank):
            try:
                answer = await self.http.post(make(), self.places)
            except EwelinkBusyError:
                raise
            except EwelinkUndeliveredError:
                self._try_others_first()
                raise
            except EwelinkRefusedError, EwelinkWrongKeyError:
                if self._is_lost(self.http.asked_at):
                    message = "another device has its address"
                    raise EwelinkUndeliveredError(message) from None
                raise
        if (place := self.http.asked_at) is not None:
            # Whoever says that it is there, too, has not answered to its name.
            self.claims.claim(self.id, place)
        self._dead.discard(self.http.answered_at or "")
        return answer

    @property
    def _all_places(self) -> tuple[Place, ...]:
        heard = tuple((address, self.port) for address in self.addresses)
        if self.typed is None:
            return heard
        is_dead = self.typed[0] in self._dead
        return (*heard, self.typed) if is_dead else (self.typed, *heard)

    def _is_lost(self, place: Place | None) -> bool:
        """Return whether another host is there by now."""
        return place is not None and self.claims.is_of_another(self.id, place)

    def _is_worse(self, address: str) -> bool:
        """Return whether an address is dead, and one that answered is not."""
        answered_at = self.http.answered_at
        is_alive = answered_at in self.addresses and answered_at not in self._dead
        return is_alive and address in self._dead

    def _try_others_first(self) -> None:
        """Begin elsewhere the next time: the first may have taken all the time."""
        first, *others = [host for host, _ in self.places] or [""]
        dead = self._dead.intersection(others)
        self._dead = {first} if dead.issuperset(others) else {first, *dead}
        if first in self.addresses:
            left = (it for it in self.addresses if it != first)
            self.addresses = (*left, first)

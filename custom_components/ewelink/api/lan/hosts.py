"""Where devices are: those that somebody shows, and some that nobody shows yet."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

import aiohttp

from .claims import Claims
from .contact import Contact
from .host import LanHost
from .http import LanHttp
from .record import PREFIX, host_id_of
from .timing import LanTiming
from .turns import Turns

_MOST_STRANGE: Final = 512
_MOST_NAMES: Final = 256


class Hosts:
    """Hosts by their id, and by a name that a record gave them."""

    def __init__(self, session: aiohttp.ClientSession, timing: LanTiming) -> None:
        """Start without any."""
        self._session = session
        self._timing = timing
        self._own: dict[str, LanHost] = {}
        self._strange: OrderedDict[str, LanHost] = OrderedDict()
        self._names: OrderedDict[str, str] = OrderedDict()
        self._claims = Claims()

    def any(self, host_id: str) -> LanHost:
        """Return a host by its id; some are kept that speak for nobody yet."""
        host = self._own.get(host_id) or self._strange.get(host_id)
        if host is None:
            host = self._made(host_id, self._claims)
            self._keep_strange(host)
        return host

    def nameless(self, address: str, port: int) -> LanHost:
        """Return whoever is at an address; it is not kept."""
        host = self._made("", Claims())
        host.typed = (address, port)
        return host

    def contacts(self, host_id: str) -> Iterable[Contact]:
        """Return those with the devices that a host speaks for, and somebody shows."""
        host = self._own.get(host_id)
        return () if host is None else host.contacts

    def own(self, host_id: str) -> LanHost:
        """Return the host of a device that somebody shows, which is kept."""
        host = self._own[host_id] = self.any(host_id)
        self._strange.pop(host_id, None)
        return host

    def speaks_for_any(self, host_id: str) -> bool:
        """Return whether a host speaks for a device that somebody shows."""
        return host_id in self._own

    def leave(self, host: LanHost, contact: Contact) -> None:
        """Let a host speak for a device no more; it is kept for a while.

        Its device may be shown again soon, as when an account is reloaded.
        """
        host.contacts.discard(contact)
        if not host.contacts:
            self._own.pop(host.id, None)
            self._keep_strange(host)

    def forget(self, host_id: str) -> None:
        """Forget where a host is, unless it speaks for somebody who is shown."""
        host = self._own.get(host_id)
        if host is not None and host.contacts:
            return
        self._own.pop(host_id, None)
        self._strange.pop(host_id, None)
        for name in [name for name, it in self._names.items() if it == host_id]:
            del self._names[name]

    def call(self, host_id: str, name: str) -> None:
        """Remember the name of a host, where it does not tell the id."""
        place = name.lower()
        self._names.pop(place, None)
        if host_id_of(name) != host_id:
            self._names[place] = host_id
            if len(self._names) > _MOST_NAMES:
                self._names.popitem(last=False)

    def called(self, name: str) -> LanHost | None:
        """Return the host of a name; most are names of other things."""
        place = name.lower()
        if place not in self._names and not place.startswith(PREFIX):
            return None
        return self.any(self._names.get(place, host_id_of(name)))

    def claim(self, host: LanHost, address: str) -> Iterable[Contact]:
        """Give an address to who says so last; return those of ours who lose it."""
        loser_id = self._claims.claim(host.id, (address, host.port))
        loser = None if loser_id is None else self._own.get(loser_id)
        if loser is None:
            return ()
        # What was refused there was refused by the other one.
        loser.moves += 1
        return loser.contacts

    def _made(self, host_id: str, claims: Claims) -> LanHost:
        turns = Turns(self._timing.spacing)
        http = LanHttp(self._session, self._timing, turns.written)
        return LanHost(host_id, http, turns, claims)

    def _keep_strange(self, host: LanHost) -> None:
        self._strange[host.id] = host
        if len(self._strange) > _MOST_STRANGE:
            self._strange.popitem(last=False)

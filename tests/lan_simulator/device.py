"""A device in its own network: what it knows of itself, and how it misbehaves."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from tests.simulator.wire import Json, by_outlet, merge

from .families import Family
from .record import Instance, strings_of

HISTORY_KEPT: Final = 20
MEASURED: Final = ("power", "current", "actPow", "apparentPow")
_OFF: Final = ("off", False)


class Cut(StrEnum):
    """How a request is cut: when it was read, before that, or without a reset."""

    READ = "read"
    EARLY = "early"
    CLOSED = "closed"


class Gone(StrEnum):
    """How a device is away: connections are refused, or no packet is answered."""

    REFUSES = "refuses"
    DROPS = "drops"


@dataclass(kw_only=True)
class Faults:
    """How a device misbehaves.

    The next `resets` requests are `cut`. An answer comes `slow` seconds late; who is
    `silent` obeys and never answers, who is `deaf` does not even obey. A `strict` one
    resets what comes while it serves, or less than 200 ms later. It multicasts `lag`
    seconds after it answered, and not at all when it is `quiet`. Paths that are
    `refused` are answered with an error, and `pages` with a page.
    """

    resets: int = 0
    cut: Cut = Cut.READ
    slow: float = 0.0
    silent: bool = False
    deaf: bool = False
    strict: bool = False
    lag: float = 0.0
    quiet: bool = False
    refused: dict[str, int] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    gone: Gone | None = None


@dataclass(kw_only=True)
class LocalDevice:
    """A device; one with a `parent` is reached through it, with its key."""

    id: str
    name: str
    family: Family
    params: Json
    listed_key: str = ""
    own_key: str | None = None
    uiid: int = 0
    model: str = ""
    parent: LocalDevice | None = None
    children: list[LocalDevice] = field(default_factory=list)
    host: str = ""
    port: int = 0
    is_diy: bool = False
    has_account: bool = True
    seq: int = 0
    faults: Faults = field(default_factory=Faults)
    told: deque[list[bytes]] = field(default_factory=lambda: deque(maxlen=HISTORY_KEPT))
    _usual: Json = field(default_factory=dict)
    _last_child: LocalDevice | None = None

    def __post_init__(self) -> None:
        """Take the figures that it has from the beginning as the usual ones."""
        self.change(dict(self.params))

    @property
    def key(self) -> str:
        """Return what it encrypts with, "" in DIY mode."""
        if self.parent is not None:
            return self.parent.key
        if self.is_diy:
            return ""
        return self.listed_key if self.own_key is None else self.own_key

    @property
    def instance(self) -> Instance:
        """Return its records."""
        return Instance(self.family.prefix + self.id, self.host, self.port)

    def change(self, changes: Json) -> None:
        """Take values in."""
        merge(self.params, changes)
        self._usual |= {
            key: value
            for key, value in changes.items()
            if key.partition("_0")[0] in MEASURED and self._is_on(key)
        }

    def measure(self) -> Json:
        """Return the figures that are not those of the relay any more.

        They come with the next report, not with that of the switch itself.
        """
        found: Json = {}
        for key, usual in self._usual.items():
            present = self.params.get(key)
            wanted = usual if self._is_on(key) else type(usual)(0)
            if wanted != present:
                found[key] = wanted
        self.change(found)
        return found

    def _is_on(self, key: str) -> bool:
        outlets = by_outlet(self.params.get("switches"))
        if outlets is None:
            return self.params.get("switch") not in _OFF
        outlet = int(key.partition("_0")[2] or 0)
        return outlets.get(outlet, {}).get("switch") not in _OFF

    def tell(self, changes: Json | None = None) -> list[bytes]:
        """Return the strings of a new report: of a change, or of the whole state."""
        if changes is None:
            state = self.family.whole(self.params)
        else:
            state = self.family.news(self.params, changes)
        return self._number(self, state)

    def tell_for(self, child: LocalDevice, changes: Json | None) -> list[bytes]:
        """Return the strings of a report of a child."""
        self._last_child = child
        if changes is None:
            return self._number(child, child.family.whole(child.params))
        return self._number(child, child.family.news(child.params, changes))

    def whole(self) -> list[bytes]:
        """Return the strings that answer a question."""
        if not self.children:
            return self.tell()
        child = self._last_child or self.children[0]
        return self.tell_for(child, None)

    def _number(self, about: LocalDevice, state: Json) -> list[bytes]:
        self.seq += 1
        kind = self.family.type
        strings = strings_of(about.id, kind, self.seq, state, self.key)
        self.told.append(strings)
        return strings

    def shown(self) -> Json:
        """Return what the control side tells of it."""
        return {
            "id": self.id,
            "name": self.name,
            "uiid": self.uiid,
            "type": self.family.type,
            "parent": self.parent.id if self.parent else "",
            "host": self.host,
            "port": self.port,
            "key": self.key,
            "diy": self.is_diy,
            "seq": self.seq,
            "gone": self.faults.gone or "",
            "params": self.params,
        }


def firmware_of(params: Json) -> tuple[int, ...]:
    """Return the version of a device's firmware."""
    version: Any = params.get("fwVersion", "0")
    return tuple(int(part) for part in str(version).split(".") if part.isdigit())

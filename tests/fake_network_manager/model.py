"""What a host's network consists of, as NetworkManager sees it."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

ROOT: Final = "/org/freedesktop/NetworkManager"
ETHERNET: Final = 1
WIFI: Final = 2

type Settings = dict[str, dict[str, Any]]


class Joining(Enum):
    """How a hotspot behaves when it is joined."""

    WELL = auto()
    WRONG_KEY = auto()
    NO_LEASE = auto()
    SILENT_LEASE = auto()
    NO_ADDRESS_AT_ALL = auto()
    UNPLUGGED = auto()
    NEVER = auto()


class Returning(Enum):
    """How the old connection behaves when it is used again."""

    WELL = auto()
    REFUSED_ONCE = auto()
    FAILS_ONCE = auto()
    FAILS = auto()
    NEVER = auto()


class State:
    """States of devices (NMDeviceState)."""

    UNMANAGED: Final = 10
    UNAVAILABLE: Final = 20
    DISCONNECTED: Final = 30
    CONFIG: Final = 50
    NEED_AUTH: Final = 60
    IP_CONFIG: Final = 70
    ACTIVATED: Final = 100
    DEACTIVATING: Final = 110
    FAILED: Final = 120


@dataclass
class AccessPoint:
    """A network in the air; one that fell silent stays listed for a while."""

    path: str
    ssid: bytes
    strength: int
    frequency: int
    last_seen: int = -1
    is_silent: bool = False


@dataclass
class Profile:
    """A connection's settings; `bound_to` is the client that it lives with."""

    path: str
    settings: Settings
    is_volatile: bool = False
    bound_to: str | None = None

    @property
    def uuid(self) -> str:
        """Return what tells it from others."""
        return str(self.settings["connection"]["uuid"])

    @property
    def name(self) -> str:
        """Return what people call it."""
        return str(self.settings["connection"]["id"])

    @property
    def ssid(self) -> bytes | None:
        """Return the network that it is for."""
        ssid: bytes | None = self.settings.get("802-11-wireless", {}).get("ssid")
        return ssid

    @property
    def ipv4(self) -> dict[str, Any]:
        """Return how it gets its address."""
        return self.settings.get("ipv4", {})


@dataclass
class Active:
    """A connection in use."""

    path: str
    profile: Profile
    state: int = 1


@dataclass
class Device:
    """A device of the host."""

    path: str
    name: str
    kind: int
    state: int
    is_autoconnecting: bool = True
    active: Active | None = None
    last_saved: Profile | None = None
    air: list[AccessPoint] = field(default_factory=list)
    last_scan: int = -1
    lease: dict[str, str] = field(default_factory=dict)
    address: str | None = None

    @property
    def is_managed(self) -> bool:
        """Return whether NetworkManager is to care for it."""
        return self.state != State.UNMANAGED


@dataclass
class Checkpoint:
    """What devices were on when somebody asked to have it kept."""

    path: str
    kept: dict[str, Profile | None]
    seconds: int

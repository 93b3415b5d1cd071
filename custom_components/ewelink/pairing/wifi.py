"""Wi-Fi networks: those in reach, and the one a device is to join."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LONGEST_SSID: Final = 31
SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 63

_HIGHEST_OF_2_4_GHZ: Final = 2500


class WifiFault(StrEnum):
    """What makes a network's data useless for a device."""

    SSID_LENGTH = "ssid_length"
    PASSWORD_LENGTH = "password_length"  # noqa: S105 - the name of a fault

    @property
    def field(self) -> str:
        """Return which part of a network it is about."""
        return self.partition("_")[0]


@dataclass(frozen=True, slots=True)
class HomeWifi:
    """The network that a device is given; an empty password is that of an open one."""

    ssid: str = field(repr=False)
    password: str = field(repr=False)

    def fault(self) -> WifiFault | None:
        """Return what a device has no room for (docs/protocol.md, "The exchange")."""
        if not 0 < len(self.ssid.encode()) <= LONGEST_SSID:
            return WifiFault.SSID_LENGTH
        length = len(self.password.encode())
        if length and not SHORTEST_PASSWORD <= length <= LONGEST_PASSWORD:
            return WifiFault.PASSWORD_LENGTH
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """A network as a scan tells it: strength in percent, frequency in MHz."""

    ssid: str = field(repr=False)
    strength: int
    frequency: int

    @property
    def is_2_4_ghz(self) -> bool:
        """Return whether a device can hear it."""
        return self.frequency < _HIGHEST_OF_2_4_GHZ

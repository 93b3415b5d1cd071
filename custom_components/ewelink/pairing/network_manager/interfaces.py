"""What is handed out of the host's network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from ..addresses import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class WifiInterface:
    """A Wi-Fi interface of the host, and the network that it is on."""

    path: str
    name: str
    is_uplink: bool
    ssid: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Where a device may answer on its hotspot, in the order to try."""

    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an interface was on before a pairing; `uuid` of nothing is none."""

    interface: str
    uuid: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return what can be stored."""
        return {"interface": self.interface, "uuid": self.uuid}

    @classmethod
    def from_dict(cls, raw: object) -> Self | None:
        """Return what was stored, or none where it is something else."""
        if not isinstance(raw, Mapping):
            return None
        match raw.get("interface"), raw.get("uuid"):
            case str(interface), str() | None as uuid:
                return cls(interface=interface, uuid=uuid)
        return None

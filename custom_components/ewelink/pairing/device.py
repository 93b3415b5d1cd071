"""A device in pairing mode, as it tells of itself."""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """The answer to `GET /device` (docs/protocol.md, "The exchange").

    `apikey` is the device's own key, `chipid` is not told by old firmware.
    """

    deviceid: str
    apikey: str = field(repr=False)
    chipid: str | None = field(default=None, repr=False)

    @property
    def digest(self) -> str:
        """Return the proof that it is at hand (docs/protocol.md, "Adding a device")."""
        return sha256(f"{self.deviceid}{self.apikey}".encode()).hexdigest()

"""A device in pairing mode, and how its answer is read."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from ..api.wire import Params, as_object
from .errors import PairingError, Reason
from .hotspot import is_device_id

# A key is known with 36 characters, an id of a chip with 24.
_LONGEST_TEXT: Final = 64


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


def parse_device(answer: object) -> NewDevice:
    """Return the device of an answer; raises when it is not one of a plain device.

    `accept` tells nothing: devices spell it in several ways.
    """
    fields = as_object(answer)
    if fields is None:
        raise PairingError(Reason.NOT_EWELINK)
    if "data" in fields and "deviceid" not in fields:
        raise PairingError(Reason.ENCRYPTED)
    deviceid = _text(fields, "deviceid").lower()
    if not is_device_id(deviceid):
        raise PairingError(Reason.NOT_EWELINK)
    return NewDevice(
        deviceid=deviceid,
        apikey=_text(fields, "apikey"),
        chipid=_text(fields, "chipid") if fields.get("chipid") else None,
    )


def _text(fields: Params, key: str) -> str:
    """Return a field that is to be plain, short text."""
    match fields.get(key):
        case str() as text if 0 < len(text) <= _LONGEST_TEXT and _is_plain(text):
            return text
    raise PairingError(Reason.NOT_EWELINK)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()

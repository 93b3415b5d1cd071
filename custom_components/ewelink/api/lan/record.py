"""What a device announces: the TXT record of its service.

The record is read as it was sent, in pieces that begin with their length: what splits
it at commas breaks the JSON of a device in DIY mode (docs/protocol.md,
"The local network").
"""

from binascii import a2b_base64
from dataclasses import dataclass, field
from typing import Final

from ..wire import as_int

SERVICE: Final = "_ewelink._tcp.local."
PREFIX: Final = "ewelink_"

_LONGEST: Final = 1300
_LONGEST_ID: Final = 64
HUBS: Final = ("ihost-", "zbbridgeu-")
_DATA: Final = ("data1", "data2", "data3", "data4")
_KNOWN_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a record tells; ``data`` is sealed where it ``is_encrypted``.

    ``host_id`` names who announces, ``device_id`` whose state it is: that of a child,
    where its parent speaks for it. Both are in lower case.
    """

    host_id: str
    device_id: str
    type: str = ""
    seq: int | None = None
    iv: str = field(default="", repr=False)
    data: str = field(default="", repr=False)
    is_encrypted: bool = False
    apivers: int | None = None
    is_hub: bool = False

    @property
    def is_understood(self) -> bool:
        """Return whether it is a device of a version that is known."""
        version = _KNOWN_VERSION if self.apivers is None else self.apivers
        return version <= _KNOWN_VERSION and not self.is_hub

    @property
    def fingerprint(self) -> int:
        """Return what two records share only if they are the same.

        Sealed, the same state looks different each time. So what anybody can change
        need not be the same: the counter, the spelling, and the beginning of the state
        by the ``iv``.
        """
        if self.is_sealed:
            return hash(_bytes_of(self.data))
        return hash((self.seq, self.iv, self.data))

    @property
    def is_sealed(self) -> bool:
        """Return whether it holds what no one without the key can have made up."""
        return self.is_encrypted and bool(self.data)


def host_id_of(name: str) -> str:
    """Return who has a name in the network, of a service or of a host."""
    label = name.partition(".")[0].lower()
    return label.removeprefix(PREFIX)


def checked_id(text: str) -> str | None:
    """Return a deviceid as it is known here, None for what cannot be one."""
    device_id = text.lower()
    is_one = 0 < len(device_id) <= _LONGEST_ID and device_id.isprintable()
    return device_id if is_one else None


def read_record(name: str, text: bytes) -> Announcement | None:
    """Return what the TXT record of a service tells, None where it tells nothing.

    Never raises, whatever the bytes are.
    """
    if len(text) > _LONGEST or (told := _pieces(text)) is None:
        return None
    if (device_id := checked_id(_text(told, "id"))) is None:
        return None
    label = name.partition(".")[0].lower()
    return Announcement(
        host_id=host_id_of(name) if label.startswith(PREFIX) else device_id,
        device_id=device_id,
        type=_text(told, "type"),
        seq=as_int(_text(told, "seq")),
        iv=_text(told, "iv"),
        data=b"".join(told.get(it, b"") for it in _DATA).decode(errors="replace"),
        is_encrypted=_text(told, "encrypt").lower() == "true",
        apivers=as_int(_text(told, "apivers")),
        is_hub=label.startswith(HUBS),
    )


def _bytes_of(data: str) -> bytes:
    try:
        return a2b_base64(data + "==")
    except ValueError:
        return data.encode()


def _pieces(text: bytes) -> dict[str, bytes] | None:
    """Return the values by their names, None where a piece is cut off.

    Names are in lower case, and the first of several counts.
    """
    told: dict[str, bytes] = {}
    begin = 0
    while begin < len(text):
        end = begin + 1 + text[begin]
        if end > len(text):
            return None
        name, equals, value = text[begin + 1 : end].partition(b"=")
        if equals:
            told.setdefault(name.decode(errors="replace").lower(), value)
        begin = end
    return told


def _text(told: dict[str, bytes], name: str) -> str:
    return told.get(name, b"").decode(errors="replace").strip()

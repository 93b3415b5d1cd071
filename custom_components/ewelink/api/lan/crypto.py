"""How devices hide what they say (docs/protocol.md, "LAN encryption")."""

from base64 import b64decode, b64encode
from hashlib import md5
import os
from typing import Final, override

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
import orjson

from ..errors import EwelinkMalformedError, EwelinkWrongKeyError
from ..wire import Params
from .plain import read_plain

_BLOCK: Final = 16
_LEFTOVER: Final = b"\x02"


class LanKey:
    """The key of one device; its children are spoken to with it, too."""

    __slots__ = ("_aes", "_digest")

    def __init__(self, devicekey: str) -> None:
        """Keep the digest of the key that the list tells, never the key itself."""
        digest = md5(devicekey.encode(errors="replace"), usedforsecurity=False)
        self._digest = digest.digest()
        self._aes = algorithms.AES(self._digest)

    @override
    def __repr__(self) -> str:
        """Return a text without the key."""
        return "LanKey(..)"

    @override
    def __eq__(self, other: object) -> bool:
        """Return whether it is the same key."""
        return isinstance(other, LanKey) and self._digest == other._digest

    @override
    def __hash__(self) -> int:
        """Return a hash that goes with the comparison."""
        return hash(self._digest)

    def seal(self, params: Params, start: bytes | None = None) -> tuple[str, str]:
        """Return params as `data` and `iv`; 16 random bytes begin it unless given."""
        start = os.urandom(_BLOCK) if start is None else start
        plain = orjson.dumps(params)
        missing = _BLOCK - len(plain) % _BLOCK
        cipher = Cipher(self._aes, modes.CBC(start)).encryptor()
        sealed = cipher.update(plain + bytes([missing]) * missing) + cipher.finalize()
        return b64encode(sealed).decode(), b64encode(start).decode()

    def open(self, data: str, iv: str) -> Params:
        """Return the params that a device has sealed.

        Raises EwelinkMalformedError for what no key can open, EwelinkWrongKeyError
        for what this one cannot. Neither tells anything of the text.
        """
        start, sealed = _bytes_of(iv), _bytes_of(data)
        if len(start) != _BLOCK or not sealed or len(sealed) % _BLOCK:
            message = "sealed in another way"
            raise EwelinkMalformedError(message)
        cipher = Cipher(self._aes, modes.CBC(start)).decryptor()
        plain = cipher.update(sealed) + cipher.finalize()
        try:
            return read_plain(_without_padding(plain))
        except ValueError:
            message = "sealed with another key"
            raise EwelinkWrongKeyError(message) from None


def _bytes_of(text: str) -> bytes:
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        message = "not base64"
        raise EwelinkMalformedError(message) from None


def _without_padding(plain: bytes) -> bytes:
    """Return a text without what fills its last block; ValueError where that is odd."""
    count = plain[-1]
    if 0 < count <= _BLOCK and plain.endswith(bytes([count]) * count):
        return plain[:-count]
    if plain.endswith(_LEFTOVER):
        return plain
    message = "no padding"
    raise ValueError(message)

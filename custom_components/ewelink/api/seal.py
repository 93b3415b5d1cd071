"""Contents that only one key opens, and only for whom they were sealed."""

from base64 import b64decode, b64encode
import os
from typing import Final, override

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .wire import Fields, Params

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


def new_key() -> str:
    """Return a key that was never used."""
    return b64encode(AESGCM.generate_key(bit_length=8 * _KEY_BYTES)).decode()


class Seal:
    """A key, and whose contents it seals: another's do not open, nor altered ones."""

    __slots__ = ("_cipher", "_owner")

    def __init__(self, key: str, owner: str) -> None:
        """Take a key that `new_key` made. Raises ValueError for any other text."""
        raw = b64decode(key, validate=True)
        if len(raw) != _KEY_BYTES:
            message = "a key of another length"
            raise ValueError(message)
        self._cipher = AESGCM(raw)
        self._owner = owner.encode()

    @override
    def __repr__(self) -> str:
        """Return a text without the key."""
        return "Seal(..)"

    def seal(self, content: bytes) -> Params:
        """Return a content as texts that tell nothing but its length."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, content, self._owner)
        return {
            "nonce": b64encode(nonce).decode(),
            "sealed": b64encode(sealed).decode(),
        }

    def open(self, stored: Params) -> bytes | None:
        """Return what was sealed, None for all else."""
        fields = Fields(stored)
        try:
            nonce = b64decode(fields.text("nonce") or "", validate=True)
            sealed = b64decode(fields.text("sealed") or "", validate=True)
            return self._cipher.decrypt(nonce, sealed, self._owner)
        except InvalidTag, ValueError:
            return None

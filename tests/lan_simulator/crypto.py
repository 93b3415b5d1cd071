"""What devices encrypt with: AES-128-CBC, its key the MD5 of the `devicekey`."""

import base64
import binascii
import hashlib
import json
import secrets
import string
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from tests.simulator.wire import Json, encode

_BLOCK_BITS: Final = 128
_IV_LENGTH: Final = 16


class UnreadableError(Exception):
    """What was sent is not encrypted with this key, or is no object."""


def device_iv() -> bytes:
    """Return an IV as devices make it: 16 decimal digits."""
    return "".join(secrets.choice(string.digits) for _ in range(_IV_LENGTH)).encode()


def seal(key: str, value: Json, iv: bytes | None = None) -> Json:
    """Return `iv` and `data` of an object."""
    iv = iv or device_iv()
    padder = PKCS7(_BLOCK_BITS).padder()
    padded = padder.update(encode(value).encode()) + padder.finalize()
    encryptor = _cipher(key, iv).encryptor()
    sealed = encryptor.update(padded) + encryptor.finalize()
    return {
        "iv": base64.b64encode(iv).decode(),
        "data": base64.b64encode(sealed).decode(),
    }


def open_sealed(key: str, iv: Any, data: Any) -> Json:
    """Return the object that was sealed with a key."""
    try:
        decryptor = _cipher(key, base64.b64decode(iv, validate=True)).decryptor()
        sealed = base64.b64decode(data, validate=True)
        padded = decryptor.update(sealed) + decryptor.finalize()
        unpadder = PKCS7(_BLOCK_BITS).unpadder()
        value = json.loads(unpadder.update(padded) + unpadder.finalize())
    except (TypeError, ValueError, binascii.Error) as error:
        raise UnreadableError from error
    if not isinstance(value, dict):
        raise UnreadableError
    return value


def _cipher(key: str, iv: bytes) -> Cipher[CBC]:
    digest = hashlib.md5(key.encode(), usedforsecurity=False).digest()
    return Cipher(AES(digest), CBC(iv))

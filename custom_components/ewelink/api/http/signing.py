"""Signatures and nonces of calls before the sign-in."""

import base64
from collections.abc import Mapping
import hashlib
import hmac
import secrets
import string
from typing import Final

_ALPHABET: Final = string.ascii_letters + string.digits
_NONCE_LENGTH: Final = 8


def sign(secret: str, message: bytes) -> str:
    """Return the signature of a message: the exact bytes of a body."""
    digest = hmac.digest(secret.encode(), message, hashlib.sha256)
    return base64.b64encode(digest).decode()


def sign_query(secret: str, params: Mapping[str, str]) -> str:
    """Return the signature of a query: its decoded parameters, sorted by name."""
    pairs = (f"{key}={value}" for key, value in sorted(params.items()) if key != "sign")
    return sign(secret, "&".join(pairs).encode())


def nonce() -> str:
    """Return eight random letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_NONCE_LENGTH))

"""What devices announce, written from the description of the protocol alone."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import md5
from itertools import count
import json
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

KEY = "a1b2c3d4-0000-4000-8000-00000000beef"
OTHER_KEY = "0f0e0d0c-1111-4222-8333-444455556666"
_STARTS = count(10**15)


def sealed(params: Mapping[str, Any] | bytes, key: str = KEY) -> tuple[str, str]:
    """Return params as data and iv; each time they look different."""
    plain = params if isinstance(params, bytes) else json.dumps(params).encode()
    start = str(next(_STARTS)).encode()
    aes = algorithms.AES(md5(key.encode(), usedforsecurity=False).digest())
    cipher = Cipher(aes, modes.CBC(start)).encryptor()
    padder = PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    data = cipher.update(padded) + cipher.finalize()
    return b64encode(data).decode(), b64encode(start).decode()


def opened(body: Mapping[str, Any], key: str = KEY) -> dict[str, Any]:
    """Return the params of a sealed request."""
    aes = algorithms.AES(md5(key.encode(), usedforsecurity=False).digest())
    cipher = Cipher(aes, modes.CBC(b64decode(body["iv"]))).decryptor()
    padded = cipher.update(b64decode(body["data"])) + cipher.finalize()
    unpadder = PKCS7(128).unpadder()
    plain = unpadder.update(padded) + unpadder.finalize()
    params: dict[str, Any] = json.loads(plain)
    return params


def packed(**values: object) -> bytes:
    """Return the text of a TXT record, in pieces that begin with their length."""
    pieces = [f"{name}={value}".encode() for name, value in values.items()]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


def record(
    params: Mapping[str, Any] | bytes,
    *,
    device_id: str = "1000000001",
    seq: int = 1,
    kind: str = "plug",
    key: str | None = KEY,
) -> bytes:
    """Return the TXT record with which a device announces its state."""
    head = {"txtvers": 1, "id": device_id, "type": kind, "apivers": 1, "seq": seq}
    if key is None:
        text = params.decode() if isinstance(params, bytes) else json.dumps(params)
        return packed(**head, **_pieces(text))
    data, iv = sealed(params, key)
    return packed(**head, encrypt="true", iv=iv, **_pieces(data))


def name_of(device_id: str = "1000000001") -> str:
    """Return the name of a device's service."""
    return f"eWeLink_{device_id}._ewelink._tcp.local."


def _pieces(text: str) -> dict[str, str]:
    parts = [text[n : n + 249] for n in range(0, len(text), 249)] or [""]
    return {f"data{n}": part for n, part in enumerate(parts, start=1)}

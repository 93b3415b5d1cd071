"""JSON on the wire, signatures and the merging of partial params."""

import base64
from collections.abc import Mapping
import hashlib
import hmac
import json
import secrets
import string
from typing import Any

type Json = dict[str, Any]

NONCE_LENGTH = 8


def encode(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sign(secret: str, message: bytes) -> str:
    """Return the Base64 HMAC-SHA256 of a message."""
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def query_message(query: Mapping[str, str]) -> bytes:
    """Return what a GET call signs: all parameters except `sign`, sorted."""
    pairs = sorted((key, value) for key, value in query.items() if key != "sign")
    return "&".join(f"{key}={value}" for key, value in pairs).encode()


def same_signature(left: str, right: str) -> bool:
    """Compare two signatures."""
    return hmac.compare_digest(left.encode(), right.encode())


def nonce() -> str:
    """Return eight random letters and digits."""
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(NONCE_LENGTH))


def by_outlet(value: Any) -> dict[int, Json] | None:
    """Return a list of outlets keyed by outlet, None for anything else."""
    if not isinstance(value, list) or not value:
        return None
    if not all(isinstance(item, dict) and "outlet" in item for item in value):
        return None
    return {item["outlet"]: item for item in value}


def merge(params: Json, changes: Json) -> None:
    """Merge a partial report into params, lists of outlets by outlet."""
    for key, value in changes.items():
        old = params.get(key)
        new_outlets, old_outlets = by_outlet(value), by_outlet(old)
        if new_outlets is not None and old_outlets is not None:
            merged = {
                outlet: {**old_outlets.get(outlet, {}), **item}
                for outlet, item in {**old_outlets, **new_outlets}.items()
            }
            params[key] = [merged[outlet] for outlet in sorted(merged)]
        elif isinstance(value, dict) and isinstance(old, dict):
            params[key] = {**old, **value}
        else:
            params[key] = value

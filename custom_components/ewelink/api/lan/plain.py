"""The JSON text in which a device tells of itself, with what firmware breaks in it."""

from typing import Final

import orjson

from ..wire import Params, as_object

# They name somebody's network, and nothing of ours reads them.
_PRIVATE: Final = ("bssid", "ssid", "staMac")
_DEEPEST: Final = 16
_CONTAINERS: Final = (b"[", b"{")


def read_plain(text: bytes) -> Params:
    """Return the params that a text holds; ValueError where it is no JSON object.

    Some modules leave bytes behind the JSON, and radio bridges spell a colon as an
    equals sign (docs/protocol.md, "LAN encryption").
    """
    text = text.rstrip(b"\x02")
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        if not text.startswith(b'{"rf'):
            raise
        read = orjson.loads(text.replace(b'"=', b'":'))
    is_flat = sum(map(text.count, _CONTAINERS)) <= _DEEPEST
    return _without_private(read) if is_flat else checked(read)


def checked(read: object) -> Params:
    """Return params without what names a network.

    ValueError where they are none, or nested deeper than what keeps them can follow.
    """
    if _is_deeper(read, _DEEPEST):
        message = "nested too deeply"
        raise ValueError(message)
    return _without_private(read)


def _without_private(read: object) -> Params:
    if (params := as_object(read)) is None:
        message = "not a JSON object"
        raise ValueError(message)
    for key in _PRIVATE:
        params.pop(key, None)
    return params


def _is_deeper(value: object, levels: int) -> bool:
    """Return whether JSON is nested deeper than what merges it should meet."""
    if isinstance(value, dict):
        inner = list(value.values())
    elif isinstance(value, list):
        inner = value
    else:
        return False
    return levels == 0 or any(_is_deeper(it, levels - 1) for it in inner)

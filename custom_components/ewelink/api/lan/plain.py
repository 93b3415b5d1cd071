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
    if sum(map(text.count, _CONTAINERS)) > _DEEPEST and _is_deeper(read, _DEEPEST):
        message = "nested too deeply"
        raise ValueError(message)
    return without_private(read)


def without_private(read: object) -> Params:
    """Return params without what names a network; ValueError where it is none."""
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

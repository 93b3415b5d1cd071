"""The frames we send, and how frames are named in the log."""

from collections.abc import Mapping
import time
from typing import Final

import orjson

from ..http.signing import nonce
from ..param_names import shown_name
from ..wire import Params, as_object, as_text

_PROTOCOL_VERSION: Final = 8
_MOST_KEYS: Final = 20
_LONGEST_NAME: Final = 40


def greeting(*, apikey: str, app_id: str, token: str, sequence: str) -> bytes:
    """Return the frame that announces an account."""
    return orjson.dumps(
        {
            "action": "userOnline",
            "version": _PROTOCOL_VERSION,
            "ts": int(time.time()),
            "at": token,
            "userAgent": "app",
            "apikey": apikey,
            "appid": app_id,
            "nonce": nonce(),
            "sequence": sequence,
        }
    )


def question(frame: Params) -> bytes:
    """Return a frame to a device."""
    return orjson.dumps({**frame, "userAgent": "app"})


def describe(frame: Mapping[str, object]) -> str:
    """Return what may be logged of a frame: action, device and names of keys."""
    params = as_object(frame.get("params"))
    keys = map(shown_name, list(params or frame)[:_MOST_KEYS])
    action = (as_text(frame.get("action")) or "answer")[:_LONGEST_NAME]
    deviceid = (as_text(frame.get("deviceid")) or "no device")[:_LONGEST_NAME]
    return f"{action} of {deviceid}: {', '.join(keys)}"

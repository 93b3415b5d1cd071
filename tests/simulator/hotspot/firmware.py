"""What a device answers in pairing mode: from bytes received to bytes sent."""

import base64
from dataclasses import dataclass
import json
import re
import secrets
from typing import Any, Final

from ..model import SimDevice
from ..wire import Json, encode
from .profiles import Page, Profile

BUFFER: Final = 512
# One byte of each field is the final NUL.
LONGEST: Final = {"ssid": 31, "password": 63, "serverName": 31}
_ASK: Final = "GET /device"
_GIVE: Final = "POST /ap"
_END_OF_HEADERS: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\nContent-Length: (\d+)")
_ANY_LENGTH: Final = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CIPHER_BYTES: Final = 144
_DIY_PAGE: Final = "<html><head><title>DIY</title></head><body>DIY mode</body></html>"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is sent back, nothing at all for what is wrong; the Wi-Fi it was given."""

    data: bytes = b""
    given: Json | None = None


class Firmware:
    """The state of one time in pairing mode."""

    def __init__(self, profile: Profile, device: SimDevice) -> None:
        """Begin as a device that was asked nothing yet."""
        self._profile = profile
        self._device = device
        self._was_asked = False
        self._errors_left = profile.error_times

    def take(self, raw: bytes) -> Reply:
        """Answer what was received; anything wrong begins the state anew."""
        was_asked, self._was_asked = self._was_asked, False
        profile = self._profile
        if profile.page is Page.HTML:
            return self._answer(_DIY_PAGE)
        if self._is(raw, _ASK) and not (profile.is_strict and was_asked):
            self._was_asked = True
            return self._answer(encode(self._identity()))
        is_time = was_asked or not profile.is_strict
        if self._is(raw, _GIVE) and is_time and profile.takes_wifi:
            return self._store(raw)
        return Reply()

    def _is(self, raw: bytes, request: str) -> bool:
        end = " HTTP/1.1" if self._profile.is_strict else " "
        return raw.startswith(f"{request}{end}".encode())

    def _identity(self) -> Json:
        profile, device = self._profile, self._device
        if profile.page is Page.ENCRYPTED:
            cipher = secrets.token_bytes(_CIPHER_BYTES)
            return {"data": base64.b64encode(cipher).decode()}
        identity = {
            "deviceid": device.device_id
            if profile.has_own_id
            else other_id(device.device_id),
            "apikey": device.devicekey,
        }
        if profile.has_chip_id:
            identity["chipid"] = device.chip_id
        return {**identity, "accept": profile.accept}

    def _store(self, raw: bytes) -> Reply:
        given = _given(self._body(raw))
        if given is None:
            return Reply()
        error = self._next_error()
        answer = self._answer(encode({"error": error}))
        return answer if error else Reply(data=answer.data, given=given)

    def _body(self, raw: bytes) -> bytes | None:
        headers, _, body = raw.partition(_END_OF_HEADERS)
        length = (_LENGTH if self._profile.is_strict else _ANY_LENGTH).search(headers)
        if length is None:
            return None if self._profile.is_strict else body
        size = int(length[1])
        return body[:size] if len(body) >= size else None

    def _next_error(self) -> int:
        if self._errors_left == 0:
            return 0
        if self._errors_left is not None:
            self._errors_left -= 1
        return self._profile.error

    def _answer(self, text: str) -> Reply:
        body = text.encode()
        head = (
            "HTTP/1.1 200 OK\r\n"
            f"Content-Type: {self._profile.content_type}\r\n"
            "Connection: keep-alive\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return Reply(data=head.encode() + body)


def other_id(device_id: str) -> str:
    """Return the id of another device."""
    return f"{int(device_id, 16) ^ 1:010x}"


def _given(body: bytes | None) -> Json | None:
    """Return what a body gives a device, None when it is not to its liking."""
    if body is None:
        return None
    try:
        data: Any = json.loads(body)
    except ValueError:
        return None
    if not isinstance(data, dict) or type(data.get("port")) is not int:
        return None
    for key, longest in LONGEST.items():
        value = data.get(key)
        if not isinstance(value, str) or len(value.encode()) > longest:
            return None
    return {key: data[key] for key in ("ssid", "password", "serverName", "port")}

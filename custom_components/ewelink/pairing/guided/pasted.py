"""Reads what the user pastes: the command's line, or a device's plain answer."""

from dataclasses import dataclass
from itertools import islice
import json
import re
from typing import Final

from ...api.wire import Params, as_int, as_object
from ..device import NewDevice, parse_device
from ..errors import PairingError, Reason

_LONGEST: Final = 4096
_PREFIX: Final = "ewelink-pairing:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guided:
    """What happened on the user's computer; `sent` when the device has the Wi-Fi."""

    device: NewDevice
    sent: bool


def parse(text: str) -> Guided:
    """Return what a pasted text tells; raises when there is no device in it."""
    found = _first_object(text) if len(text) <= _LONGEST else None
    if found is None:
        raise PairingError(Reason.NOT_A_LINE)
    if "device" not in found:
        return Guided(device=_device(found), sent=False)
    device = _device(found["device"])
    if code := as_int(found.get("error")):
        raise PairingError(Reason.REFUSED, code=code)
    return Guided(device=device, sent=found.get("sent") is True)


def _device(found: object) -> NewDevice:
    """Return the device; what no device would say has never been one's answer."""
    try:
        return parse_device(found)
    except PairingError as err:
        if err.reason is Reason.NOT_EWELINK:
            raise PairingError(Reason.NOT_A_LINE) from None
        raise


def _first_object(text: str) -> Params | None:
    """Return the first JSON object, of the command's line when that is there.

    The command itself has objects in it, and may have been copied along. A line that
    is cut short has one too, which is only a part of what it tells.
    """
    # A terminal breaks a long line where it likes, in a word too.
    text = "".join(map(str.strip, text.splitlines()))
    _, prefix, line = text.rpartition(_PREFIX)
    decoder = json.JSONDecoder()
    for brace in islice(re.finditer("{", line), 1 if prefix else None):
        try:
            return as_object(decoder.raw_decode(line, brace.start())[0])
        except ValueError, RecursionError:
            continue
    return None

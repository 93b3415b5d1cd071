"""Firmware that the vendor offers (docs/protocol.md, "Firmware")."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import batched
import re
from typing import Final, Self

from .client import EwelinkClient
from .errors import EwelinkAppIdError, EwelinkError, EwelinkResponseError
from .wire import Fields, Params, as_array, as_object

_MOST_AT_ONCE: Final = 30
_NOT_PERMITTED: Final = (403, 406)
_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Installed:
    """What a device runs: ``model`` is that of its module."""

    deviceid: str
    model: str
    version: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A firmware for a device; ``files`` are as the cloud lists them."""

    version: str
    files: tuple[Params, ...]

    @classmethod
    def from_wire(cls, raw: Params) -> Self | None:
        """Read an entry of the answer, unless it offers nothing to load."""
        fields = Fields(raw)
        files = [it for it in map(as_object, fields.array("binList")) if it]
        version = fields.text("version")
        return cls(version, tuple(files)) if version and files else None

    def params(self, model: str) -> Params:
        """Return what a device is told to load it."""
        files = [
            {key: it[key] for key in ("downloadUrl", "digest", "name") if key in it}
            for it in self.files
        ]
        return {"model": model, "version": self.version, "binList": files}


@dataclass(slots=True)
class KnownOffers:
    """What the cloud offered when it was asked last, by deviceid.

    ``is_refused`` tells that ``app_id`` may not ask. ``next_at`` is the monotonic time
    at which it is asked again.
    """

    app_id: str | None = None

    offers: dict[str, Offer] = field(default_factory=dict)
    is_answered: bool = False
    is_refused: bool = False
    next_at: float = float("-inf")


async def ask_for_firmware(
    client: EwelinkClient, devices: Sequence[Installed]
) -> dict[str, Offer]:
    """Return what the cloud offers for devices, by deviceid. Raises EwelinkError.

    One call asks for 30 of them. Devices without news are not in the answer; where the
    cloud refuses a call for what it asks about, the others count all the same.
    """
    offers: dict[str, Offer] = {}
    refusals: list[EwelinkResponseError] = []
    batches = tuple(batched(devices, _MOST_AT_ONCE, strict=False))
    for some in batches:
        try:
            offers |= await _ask(client, some)
        except EwelinkResponseError as err:
            if is_not_permitted(err):
                raise
            refusals.append(err)
    if refusals and len(refusals) == len(batches):
        raise refusals[0]
    return offers


async def _ask(client: EwelinkClient, some: Sequence[Installed]) -> dict[str, Offer]:
    asked: Params = {
        "deviceInfoList": [
            {"deviceid": it.deviceid, "model": it.model, "version": it.version}
            for it in some
        ]
    }
    data = await client.call("POST", "/v2/device/ota/query", body=asked)
    versions = {it.deviceid: it.version for it in some}
    offers = {}
    for item in as_array(data.get("otaInfoList")) or ():
        raw = as_object(item) or {}
        device_id, offer = Fields(raw).text("deviceid"), Offer.from_wire(raw)
        version = versions.get(device_id or "")
        if device_id and offer and version and is_newer(offer.version, version):
            offers[device_id] = offer
    return offers


def is_not_permitted(err: EwelinkError) -> bool:
    """Return whether an APPID may not ask at all."""
    if isinstance(err, EwelinkAppIdError):
        return True
    return isinstance(err, EwelinkResponseError) and err.code in _NOT_PERMITTED


def is_newer(version: str, than: str) -> bool:
    """Return whether a version comes after another one, number by number."""
    one, other = (tuple(map(int, _NUMBERS.findall(it))) for it in (version, than))
    return one > other if one and other else version != than

"""What of a device's params may be shown: no secret, nobody's name or address."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
import re
from typing import Any, Final

from .api.param_names import is_name, shown_name
from .api.wire import ReadOnlyParams
from .devices.device import Device
from .devices.features import Feature, Readable
from .devices.places import EACH, Either, Field, Outlet, Param, Path

REDACTED: Final = "**REDACTED**"

type _Redact = Callable[[object, Path], object]

_PLAIN_WORDS: Final = frozenset({"on", "off", "stay", "open", "close", "pause"})
# What a known reading spells: a number, or a word of the device's own.
_NUMBER: Final = re.compile(r"-?\d{1,7}(\.\d{1,6})?", re.ASCII)
_READING: Final = re.compile(r"[A-Za-z_]{1,16}", re.ASCII)
_FIRMWARE: Final = ("fwVersion",)
_VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}", re.ASCII)
# Longer ones are ids, phone numbers or places on a map; no reading is that exact.
_LONGEST_NUMBER: Final = 7

# Numbers that tell where somebody lives, or how to reach them or to get in.
_PRIVATE_WORDS: Final = frozenset(
    {
        "code",
        "geo",
        "ip",
        "lat",
        "latitude",
        "lng",
        "lon",
        "longitude",
        "name",
        "pin",
        "qrcode",
    }
)
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# Secrets and identities, which are numbers too at times.
_PRIVATE_PART: Final = re.compile(
    r"auth|cred|iccid|imei|imsi|\wkey|mac|pass|phone|post|psk|psw|pwd|rfval|secret|ssid"
    r"|tel|token|zip|(?<!ui)id$|sn$",
    re.IGNORECASE,
)


def described_params(device: Device) -> dict[str, Any]:
    """Return what is read of a device's params; of the others, their types alone."""

    def _describe(value: object, path: Path) -> object:
        return value if is_known(value, path) else f"<{_type_name(value)}>"

    is_known = _KnownReadings(device)
    return _redact_each(device.params, (), _describe)


def redacted_params(device: Device) -> dict[str, Any]:
    """Return a device's params with all their numbers, and with nothing private."""

    def _redact_unless_known(value: object, path: Path) -> object:
        return value if is_known(value, path) else _redact(value, path)

    is_known = _KnownReadings(device)
    return _redact_each(device.params, (), _redact_unless_known)


def redacted(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values without texts, and without what is private otherwise."""
    return _redact_each(values, (), _redact)


def _redact_each(
    values: Mapping[str, object], path: Path, redact: _Redact
) -> dict[str, Any]:
    return {
        shown_name(key): _redact_below(value, (*path, key), redact)
        for key, value in values.items()
    }


def _redact_below(value: object, path: Path, redact: _Redact) -> object:
    """Return a value, which is below some keys, without what must not be shown."""
    if isinstance(value, dict):
        return _redact_each(value, path, redact)
    if isinstance(value, list):
        return [_redact_below(member, (*path, EACH), redact) for member in value]
    return value if value is None else redact(value, path)


def _redact(value: object, path: Path) -> object:
    """Return a value that is no secret, as far as its keys and its length tell."""
    if isinstance(value, bool):
        return value
    if any(map(_is_private, path)):
        return REDACTED
    # Not so digits in a text: a Wi-Fi password can be a number, too.
    is_plain = value in _PLAIN_WORDS if isinstance(value, str) else _is_short(value)
    return value if is_plain else REDACTED


def _is_short(number: object) -> bool:
    """Return whether a number has few digits; with an exponent it hides its many."""
    digits = str(number).lstrip("-")
    return len(digits) <= _LONGEST_NUMBER and "e" not in digits


def _is_private(key: str) -> bool:
    words = map(str.lower, _WORD.findall(key))
    return (
        not is_name(key)
        or not _PRIVATE_WORDS.isdisjoint(words)
        or _PRIVATE_PART.search(key) is not None
    )


class _KnownReadings:
    """Tells which values of a device are readings, settings or its firmware."""

    def __init__(self, device: Device) -> None:
        """Find where the features that it has now read, and which texts they know."""
        self._paths: Collection[Path] = {
            path for it in device.features for path in _read_by(it)
        }
        self._words: Collection[tuple[Path, str]] = {
            word for it in device.features for word in _words(it, device.params)
        }

    def __call__(self, value: object, path: Path) -> bool:
        """Return whether somebody reads a value there, and it is spelt as one."""
        if path == _FIRMWARE:
            return isinstance(value, str) and _VERSION.fullmatch(value) is not None
        if isinstance(value, str) and (path, value.lower()) in self._words:
            return True
        if path not in self._paths:
            return False
        if isinstance(value, bool) or value in _PLAIN_WORDS:
            return True
        return _NUMBER.fullmatch(str(value)) is not None


def _words(feature: Feature, params: ReadOnlyParams) -> Iterator[tuple[Path, str]]:
    """Yield in lower case what means something to a feature, where it reads it now."""
    for place, word in feature.words:
        for path in ((place,),) if isinstance(place, str) else _paths(place):
            yield path, word.lower()
    if not isinstance(feature, Readable) or feature.decode(params) is None:
        return
    raw = feature.place.read(params)
    if isinstance(raw, str) and _READING.fullmatch(raw):
        yield from ((path, raw.lower()) for path in _paths(feature.place))


def _read_by(feature: Feature) -> Iterator[Path]:
    """Yield where a feature reads, and which param decides whether it exists."""
    yield from feature.paths
    of_places = {path[0] for path in feature.paths}
    values = [getattr(feature, field.name) for field in fields(feature)]
    for place in (*values, *feature.places):
        for path in _paths(place):
            of_places.add(path[0])
            yield path
    for key in (feature.reads | feature.mode) - of_places:
        yield (key,)


def _paths(place: object) -> tuple[Path, ...]:
    match place:
        case Param(param):
            return ((param,),)
        case Field(param, name):
            return ((param, name),)
        case Outlet(param, _, name):
            return ((param, EACH, "outlet"), (param, EACH, name))
        case Either(first, second):
            return (*_paths(first), *_paths(second))
    return ()


def _type_name(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
    return "text"

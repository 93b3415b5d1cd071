"""What meters tell of past days and hours, as the one text that they answer with.

All of it is in whole hundredths of a kWh, newest first
(docs/protocol.md, "Energy history").
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
import re
from typing import Final

from ..api.wire import Params, as_object

_HEX: Final = re.compile(r"[0-9A-Fa-f]+")
_DECIMAL: Final = re.compile(r"[0-9]+")
# Of the thing list: what a device does not do.
_NO_FOUR_CHARS: Final = "formateKwhDataByFourChars"
_NARROW: Final = 3
_WIDE: Final = 4
_SIX: Final = 6
_MOST: Final = 99


class EnergyHistoryError(ValueError):
    """An answer that holds no history that can be understood."""


class Encoding(Enum):
    """How a group of digits spells a day or an hour."""

    # A byte of kWh, then two bytes of one decimal digit each.
    DECIMAL_BYTES = auto()
    # Two bytes of kWh, then one of hundredths.
    HEX_KWH = auto()
    # A byte of kWh, then two decimal digits.
    CENTS = auto()
    # The same, or with one digit of kWh only.
    HOURS = auto()


def read_hundredths(
    text: str,
    encoding: Encoding,
    *,
    asked: int | None = None,
    is_four_chars: bool | None = None,
) -> tuple[int, ...]:
    """Return what each group of a text says, in hundredths of a kWh, newest first.

    ``asked`` is for how many hours was asked, ``is_four_chars`` whether the device says
    that it can spell an hour with four digits. Raises EnergyHistoryError.
    """
    if not isinstance(text, str) or _HEX.fullmatch(text) is None:
        message = "the history is no text of digits"
        raise EnergyHistoryError(message)
    if encoding is Encoding.HOURS:
        width = _width_of_hours(len(text), asked, is_four_chars=is_four_chars)
    else:
        width = _WIDE if encoding is Encoding.CENTS else _SIX
    if len(text) % width:
        message = f"{len(text)} digits are no groups of {width}"
        raise EnergyHistoryError(message)
    read = _READERS[encoding]
    return tuple(read(text[at : at + width]) for at in range(0, len(text), width))


def _width_of_hours(
    length: int, asked: int | None, *, is_four_chars: bool | None
) -> int:
    """Return how many digits an hour has: that of a full answer, else what fits."""
    fitting = [
        it
        for it in (_NARROW, _WIDE)
        if length % it == 0 and (asked is None or length // it <= asked)
    ]
    full = [it for it in fitting if asked is not None and length == it * asked]
    if full:
        return full[0]
    preferred = _NARROW if is_four_chars is False else _WIDE
    if preferred in fitting:
        return preferred
    if not fitting:
        message = f"{length} digits are not the hours that were asked for"
        raise EnergyHistoryError(message)
    return fitting[0]


def _decimal(digits: str) -> int:
    if _DECIMAL.fullmatch(digits) is None:
        message = "a group has a digit that is not decimal"
        raise EnergyHistoryError(message)
    return int(digits)


def _read_decimal_bytes(group: str) -> int:
    tenths, hundredths = _decimal(group[3]), _decimal(group[5])
    if group[2] != "0" or group[4] != "0":
        message = "a byte is more than one decimal digit"
        raise EnergyHistoryError(message)
    return int(group[:2], 16) * 100 + tenths * 10 + hundredths


def _read_hex_kwh(group: str) -> int:
    hundredths = int(group[4:], 16)
    if hundredths > _MOST:
        message = f"there are no {hundredths} hundredths"
        raise EnergyHistoryError(message)
    return int(group[:4], 16) * 100 + hundredths


def _read_cents(group: str) -> int:
    return int(group[:-2], 16) * 100 + _decimal(group[-2:])


_READERS: Final[Mapping[Encoding, Callable[[str], int]]] = {
    Encoding.DECIMAL_BYTES: _read_decimal_bytes,
    Encoding.HEX_KWH: _read_hex_kwh,
    Encoding.CENTS: _read_cents,
    Encoding.HOURS: _read_cents,
}


@dataclass(frozen=True, kw_only=True)
class EnergyHistory:
    """What a type of meter keeps, and how it is asked for it.

    ``params`` is what is asked, ``answer`` the key that the text has in the answer;
    ``{channel}`` in either stands for a channel, of which one is asked at a time, and
    ``channels`` are those that there are, none for a meter of one load. ``kept`` is how
    many days or hours there are. ``local_params`` are asked instead in the local
    network, ``local_answer`` and ``local_kept`` are what comes of it.
    """

    params: Mapping[str, object]
    answer: str
    encoding: Encoding
    kept: int
    is_hourly: bool = False
    channels: tuple[int, ...] = ()
    local_params: Mapping[str, object] = field(default_factory=dict)
    local_answer: str = ""
    local_kept: int = 0

    def question(self, channel: int | None = None) -> Params:
        """Return what is sent to ask for all days of a load."""
        return {_of(key, channel): value for key, value in self.params.items()}

    def question_of_hours(self, start: int, end: int) -> Params:
        """Return what is sent to ask for hours, counted back from the running one, 0.

        Both ends belong to the answer.
        """
        return {key: {"start": start, "end": end} for key in self.params}

    def local_question(self) -> Params | None:
        """Return what is asked in the local network, None where that is the same."""
        return dict(self.local_params) or None

    def text_in(self, answer: Params, channel: int | None = None) -> str:
        """Return the text that an answer holds. Raises EnergyHistoryError.

        It lies in ``config``; devices that answer themselves may do without.
        """
        keys = [_of(self.answer, channel)]
        if self.local_answer:
            keys.append(self.local_answer)
        for holder in _holders(answer):
            for key in keys:
                if isinstance(text := holder.get(key), str):
                    return text
        message = "the answer holds no history"
        raise EnergyHistoryError(message)

    def values_in(
        self,
        answer: Params,
        channel: int | None = None,
        *,
        asked: int | None = None,
        is_four_chars: bool | None = None,
    ) -> tuple[int, ...]:
        """Return what an answer tells, newest first. Raises EnergyHistoryError."""
        values = read_hundredths(
            self.text_in(answer, channel),
            self.encoding,
            asked=asked,
            is_four_chars=is_four_chars,
        )
        return values[: max(self.kept, self.local_kept)]


def _of(name: str, channel: int | None) -> str:
    return name if channel is None else name.replace("{channel}", str(channel))


def _holders(answer: Params) -> Iterator[Params]:
    """Yield the objects of an answer that may hold a text, the usual one first."""
    params = as_object(answer.get("params")) or {}
    for it in (answer.get("config"), params.get("config"), params):
        if (holder := as_object(it)) is not None:
            yield holder


def can_spell_four_chars(denied: frozenset[str]) -> bool:
    """Return whether hours may have four digits, by what a device does not do."""
    return _NO_FOUR_CHARS not in denied

"""What a meter has counted on past days and in past hours, and how it tells that.

Nothing is random: a `Series` is the same for whoever makes it again, so that a test can
tell what each day holds. Days are cut by the device's own clock, which is UTC and the
hours of its `timeZone`. `Series.correct` alters what was counted on a day;
`History.says` is told instead of a text, and one that `is_withheld` is left out of an
answer without an error. Errors and silence are the device's faults, as for any command.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Behaviour, Reply, number_of, whole

DAYS: Final = 100
DAYS_LOCALLY: Final = 186
DAYS_OF_CHANNEL: Final = 180
HOURS: Final = 4536
HOURS_OF_DAY: Final = 24
MINUTES: Final = 60
_NIGHT: Final = (7, 22)
_WASHING: Final = 19

type Spelling = Callable[[int], str]


def decimal_bytes(hundredths: int) -> str:
    """Spell a byte of kWh, one of tenths and one of hundredths."""
    kwh, rest = divmod(hundredths, 100)
    return f"{kwh:02x}{rest // 10:02x}{rest % 10:02x}"


def hex_kwh(hundredths: int) -> str:
    """Spell two bytes of kWh and one of hundredths."""
    kwh, rest = divmod(hundredths, 100)
    return f"{kwh:04x}{rest:02x}"


def four_digits(hundredths: int) -> str:
    """Spell a byte of kWh and two decimal digits."""
    kwh, rest = divmod(hundredths, 100)
    return f"{kwh:02x}{rest:02d}"


def three_digits(hundredths: int) -> str:
    """Spell one hexadecimal digit of kWh and two decimal ones."""
    kwh, rest = divmod(hundredths, 100)
    return f"{kwh:x}{rest:02d}"


class Series:
    """What a load takes, in hundredths of a kWh, by the clock of its meter.

    Another `seed` makes another series; there is nothing before `since`.
    """

    def __init__(self, seed: int = 0, since: date | None = None) -> None:
        """Start with nothing corrected."""
        self.seed = seed
        self.since = since
        self._corrected: dict[date, int] = {}
        self._whole: dict[date, int] = {}

    def correct(self, day: date, hundredths: int) -> None:
        """Alter what was counted on a day, whatever its hours say."""
        self._corrected[day] = hundredths

    def forget(self, before: date) -> None:
        """Lose all that was counted before a day, as a reset does."""
        self.since = before
        self._corrected.clear()
        self._whole.clear()

    def of_hour(self, hour: datetime) -> int:
        """Return what a whole hour took."""
        day = hour.date()
        if self.since is not None and day < self.since:
            return 0
        number = day.toordinal() + self.seed
        first, last = _NIGHT
        taken = 3 + (number * 7 + hour.hour * 5) % 11
        if first <= hour.hour < last:
            taken += 9
        if hour.hour == _WASHING and number % 9 == 0:
            taken += 1234
        return taken

    def of_day(self, day: date) -> int:
        """Return what a whole day took."""
        if (corrected := self._corrected.get(day)) is not None:
            return corrected
        if day not in self._whole:
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - its own
            hours = [midnight + timedelta(hours=it) for it in range(HOURS_OF_DAY)]
            self._whole[day] = sum(map(self.of_hour, hours))
        return self._whole[day]

    def hour_so_far(self, now: datetime) -> int:
        """Return what the running hour has taken."""
        begun = now.replace(minute=0, second=0, microsecond=0)
        return self.of_hour(begun) * now.minute // MINUTES

    def day_so_far(self, now: datetime) -> int:
        """Return what the running day has taken."""
        if (corrected := self._corrected.get(now.date())) is not None:
            return corrected
        begun = now.replace(minute=0, second=0, microsecond=0)
        past = range(1, now.hour + 1)
        hours = sum(self.of_hour(begun - timedelta(hours=it)) for it in past)
        return hours + self.hour_so_far(now)

    def days(self, now: datetime, count: int) -> list[int]:
        """Return what so many days took, the running one first."""
        today = now.date()
        past = [self.of_day(today - timedelta(days=it)) for it in range(1, count)]
        return [self.day_so_far(now), *past]

    def hours(self, now: datetime, start: int, end: int) -> list[int]:
        """Return what hours took, counted back from the running one, which is 0."""
        begun = now.replace(minute=0, second=0, microsecond=0)
        return [
            self.of_hour(begun - timedelta(hours=it)) if it else self.hour_so_far(now)
            for it in range(start, end + 1)
        ]


class History:
    """What a meter keeps of its loads, one series each.

    Without `timeZone` in its params its clock is `zone` hours ahead of UTC.
    """

    def __init__(self, spelling: Spelling, *series: Series) -> None:
        """Keep the series; one meter may share them with another."""
        self.spelling = spelling
        self.series = series or (Series(),)
        self.says: str | None = None
        self.is_withheld = False
        self.zone = 0.0

    def now(self, params: Json) -> datetime:
        """Return what the clock of the meter shows."""
        zone = number_of(params.get("timeZone"), self.zone)
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=zone)

    def take(self, params: Json, changes: Json) -> Json:
        """Take its questions out of a command; return the texts that answer them.

        The list tells later what was asked, which means nothing.
        """
        texts: Json = {}
        for key in tuple(changes):
            if (answer := self.answer_of(key)) is not None:
                params[key] = changes.pop(key)
                texts[answer] = self._text(params, key, params[key])
        return {} if self.is_withheld else texts

    def answer_of(self, key: str) -> str | None:
        """Return the key of the text that answers a question, None if it is none."""
        raise NotImplementedError

    def values(self, params: Json, key: str, asked: Any) -> list[int]:
        """Return what answers a question, newest first."""
        raise NotImplementedError

    def _text(self, params: Json, key: str, asked: Any) -> str:
        values = self.values(params, key, asked)
        if self.says is not None:
            return self.says
        return "".join(map(self.spelling, values))


class Days(History):
    """The days of one load (5, 32, 182, 226); some answer to two questions."""

    def __init__(
        self,
        spelling: Spelling = decimal_bytes,
        *series: Series,
        kept: Mapping[str, int] | None = None,
    ) -> None:
        """Set how many days each question is answered with."""
        super().__init__(spelling, *series)
        self._kept = kept or {"hundredDaysKwh": DAYS}

    @override
    def answer_of(self, key: str) -> str | None:
        return f"{key}Data" if key in self._kept else None

    @override
    def values(self, params: Json, key: str, asked: Any) -> list[int]:
        if asked != "get":
            raise RefusedError
        return self.series[0].days(self.now(params), self._kept[key])


class DaysOfChannels(History):
    """The days of several loads, each asked for by itself (126, 130)."""

    def __init__(self, channels: int, kept: int = DAYS_OF_CHANNEL) -> None:
        """Set how many loads there are."""
        super().__init__(four_digits, *(Series(it) for it in range(channels)))
        self._kept = kept

    @override
    def answer_of(self, key: str) -> str | None:
        channels = {f"getKwh_0{it}": it for it in range(len(self.series))}
        return f"kwhHistories_0{channels[key]}" if key in channels else None

    @override
    def values(self, params: Json, key: str, asked: Any) -> list[int]:
        if asked != 2:
            raise RefusedError
        return self.series[int(key[-1])].days(self.now(params), self._kept)


class Hours(History):
    """The hours of one load (190): newer firmware has four digits for each."""

    def __init__(
        self, spelling: Spelling = three_digits, *series: Series, kept: int = HOURS
    ) -> None:
        """Set how many hours are kept."""
        super().__init__(spelling, *series)
        self._kept = kept

    @override
    def answer_of(self, key: str) -> str | None:
        return "hoursKwhData" if key == "getHoursKwh" else None

    @override
    def values(self, params: Json, key: str, asked: Any) -> list[int]:
        is_hour = whole(0, HOURS - 1)
        if not isinstance(asked, dict) or asked.keys() != {"start", "end"}:
            raise RefusedError
        start, end = asked["start"], asked["end"]
        if not is_hour(start) or not is_hour(end) or start > end:
            raise RefusedError
        return self.series[0].hours(self.now(params), start, min(end, self._kept - 1))


def days_of_s40() -> Days:
    """Return what a 182 keeps, which has a second question."""
    kept = {"hundredDaysKwh": DAYS, "h186DaysKwh": DAYS_LOCALLY}
    return Days(decimal_bytes, kept=kept)


class Keeper(Behaviour):
    """A device that keeps a history, beside whatever else it does."""

    kept: History

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        left = dict(changes)
        texts = self.kept.take(params, left)
        reply = super().command(params, left)
        reply.config |= texts
        return reply

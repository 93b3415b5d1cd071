"""What simulated meters keep, in the words of the vendor's documents."""

from datetime import date, datetime, timedelta
from typing import Final

import pytest

from tests.simulator import Simulator
from tests.simulator.behaviours import Keeper, Series
from tests.simulator.behaviours.history import (
    Days,
    DaysOfChannels,
    Hours,
    Spelling,
    decimal_bytes,
    four_digits,
    hex_kwh,
    three_digits,
)
from tests.simulator.device_http import DEVICE_OPERATIONS
from tests.simulator.errors import CloudError, RefusedError
from tests.simulator.wire import Json

DAY: Final = date(2026, 3, 29)


@pytest.mark.parametrize(
    ("spelling", "texts"),
    [
        (decimal_bytes, ("000006", "0a0007", "0c0304", "190101")),
        (hex_kwh, ("000006", "000a07", "000c22", "00190b")),
        (four_digits, ("0006", "0a07", "0c34", "1911")),
        (three_digits, ("006", "a07", "c34")),
    ],
)
def test_spellings(spelling: Spelling, texts: tuple[str, ...]) -> None:
    """The worked examples come out."""
    values = (6, 1007, 1234, 2511)[: len(texts)]
    assert tuple(map(spelling, values)) == texts


def test_series() -> None:
    """A day is its hours, unless it was corrected; what runs still grows."""
    series = Series(3)
    hours = [datetime(2026, 3, 29, it) for it in range(24)]  # noqa: DTZ001 - its own clock
    assert series.of_day(DAY) == sum(map(series.of_hour, hours))
    noon = hours[12] + timedelta(minutes=30)
    assert 0 < series.day_so_far(noon) < series.of_day(DAY)
    assert series.hours(noon, 0, 2)[1:] == [
        series.of_hour(hours[11 - it]) for it in (0, 1)
    ]
    series.correct(DAY, 5)
    assert series.of_day(DAY) == series.day_so_far(noon) == 5
    series.forget(DAY + timedelta(days=1))
    assert series.of_day(DAY) == 0


@pytest.mark.parametrize(
    ("kept", "question", "answer", "digits"),
    [
        (Days(), {"hundredDaysKwh": "get"}, "hundredDaysKwhData", 600),
        (Days(hex_kwh), {"hundredDaysKwh": "get"}, "hundredDaysKwhData", 600),
        (DaysOfChannels(2), {"getKwh_01": 2}, "kwhHistories_01", 720),
        (Hours(), {"getHoursKwh": {"start": 0, "end": 719}}, "hoursKwhData", 2160),
        (
            Hours(four_digits, kept=744),
            {"getHoursKwh": {"start": 720, "end": 4535}},
            "hoursKwhData",
            96,
        ),
    ],
)
def test_answers(
    kept: Days | DaysOfChannels | Hours, question: Json, answer: str, digits: int
) -> None:
    """Each question has its own text, and is taken out of the command."""
    params: Json = {}
    left = {**question, "switch": "on"}
    texts = kept.take(params, left)
    assert [*texts] == [answer]
    assert len(texts[answer]) == digits
    assert left == {"switch": "on"}
    assert params == question


@pytest.mark.parametrize(
    ("kept", "question"),
    [
        (Days(), {"hundredDaysKwh": "all"}),
        (DaysOfChannels(2), {"getKwh_01": 3}),
        (Hours(), {"getHoursKwh": {"start": 0, "end": 4536}}),
        (Hours(), {"getHoursKwh": {"start": 5, "end": 4}}),
        (Hours(), {"getHoursKwh": "get"}),
    ],
)
def test_refused(kept: Days | DaysOfChannels | Hours, question: Json) -> None:
    """A question in other words is refused."""
    with pytest.raises(RefusedError):
        kept.take({}, dict(question))


def test_played_with(simulator: Simulator) -> None:
    """The control side tells, corrects and garbles what a meter keeps."""
    act = DEVICE_OPERATIONS["history"]
    meter = {"device": "Washing machine", "day": DAY.isoformat()}
    behaviour = simulator.device("Washing machine").behaviour
    assert isinstance(behaviour, Keeper)
    before = behaviour.kept.series[0].of_day(DAY)
    assert act(simulator, meter) == {"hundredths": before}
    assert act(simulator, {**meter, "hundredths": 42}) == {"hundredths": 42}
    act(simulator, {"device": "Washing machine", "says": "", "withheld": True})
    assert (behaviour.kept.says, behaviour.kept.is_withheld) == ("", True)
    with pytest.raises(CloudError):
        act(simulator, {"device": "Kitchen lamp"})

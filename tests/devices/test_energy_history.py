"""What meters tell of past days and hours, in every spelling."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.energy_history import (
    Encoding,
    EnergyHistory,
    EnergyHistoryError,
    can_spell_four_chars,
    read_hundredths,
)
from custom_components.ewelink.devices.rows import TYPES

WITH_HISTORY = {5, 32, 126, 130, 182, 190, 226}
DIGITS = st.text("0123456789abcdefABCDEF", max_size=60)
NARROW, WIDE = 3, 4


@pytest.mark.parametrize(
    ("encoding", "text", "hundredths"),
    [
        pytest.param(Encoding.DECIMAL_BYTES, "000006", 6, id="A 0.06"),
        pytest.param(Encoding.DECIMAL_BYTES, "0a0007", 1007, id="A 10.07"),
        pytest.param(Encoding.DECIMAL_BYTES, "0c0304", 1234, id="A 12.34"),
        pytest.param(Encoding.DECIMAL_BYTES, "190101", 2511, id="A 25.11"),
        pytest.param(Encoding.DECIMAL_BYTES, "ff0909", 25599, id="A most"),
        pytest.param(Encoding.HEX_KWH, "000006", 6, id="B 0.06"),
        pytest.param(Encoding.HEX_KWH, "000a07", 1007, id="B 10.07"),
        pytest.param(Encoding.HEX_KWH, "000c22", 1234, id="B 12.34"),
        pytest.param(Encoding.HEX_KWH, "00190b", 2511, id="B 25.11"),
        pytest.param(Encoding.HEX_KWH, "190101", 640101, id="B not A"),
        pytest.param(Encoding.HEX_KWH, "FFFF63", 6553599, id="B most"),
        pytest.param(Encoding.CENTS, "0006", 6, id="C 0.06"),
        pytest.param(Encoding.CENTS, "0a07", 1007, id="C 10.07"),
        pytest.param(Encoding.CENTS, "0c34", 1234, id="C 12.34"),
        pytest.param(Encoding.CENTS, "1911", 2511, id="C 25.11"),
        pytest.param(Encoding.CENTS, "ff99", 25599, id="C most"),
    ],
)
def test_worked_examples(encoding: Encoding, text: str, hundredths: int) -> None:
    """A day is read to the hundredth."""
    assert read_hundredths(text, encoding) == (hundredths,)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("006", 6), ("a07", 1007), ("c34", 1234), ("f99", 1599)],
)
def test_hours_of_three_digits(text: str, hundredths: int) -> None:
    """An hour of three digits has one of kWh."""
    assert read_hundredths(text, Encoding.HOURS, asked=1) == (hundredths,)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("0006", 6), ("0a07", 1007), ("0c34", 1234), ("1911", 2511), ("ff99", 25599)],
)
def test_hours_of_four_digits(text: str, hundredths: int) -> None:
    """An hour of four digits has two of kWh."""
    assert read_hundredths(text, Encoding.HOURS, asked=1) == (hundredths,)


@pytest.mark.parametrize(
    ("encoding", "text", "hundredths"),
    [
        pytest.param(Encoding.CENTS, "003400741234", (34, 74, 1834), id="126"),
        pytest.param(Encoding.CENTS, "03880430", (388, 430), id="130"),
        pytest.param(Encoding.DECIMAL_BYTES, "010209020703", (129, 273), id="5"),
    ],
)
def test_recorded_days(
    encoding: Encoding, text: str, hundredths: tuple[int, ...]
) -> None:
    """What devices told is read, the newest first."""
    assert read_hundredths(text, encoding) == hundredths


def test_recorded_hours() -> None:
    """What a device told is read, the newest first."""
    assert read_hundredths("006007015", Encoding.HOURS, asked=3) == (6, 7, 15)
    full = "006007015" * 240
    assert read_hundredths(full, Encoding.HOURS, asked=720) == (6, 7, 15) * 240


@pytest.mark.parametrize(
    ("length", "asked", "is_four_chars", "count"),
    [
        pytest.param(720 * NARROW, 720, True, 720, id="full, three"),
        pytest.param(720 * WIDE, 720, False, 720, id="full, four"),
        pytest.param(2976, 4536, True, 744, id="short, four are possible"),
        pytest.param(2976, 4536, None, 744, id="short, nothing is denied"),
        pytest.param(2976, 4536, False, 992, id="short, four are denied"),
        pytest.param(9, 720, True, 3, id="only three fit"),
        pytest.param(8, 720, False, 2, id="only four fit"),
        pytest.param(2976, 800, False, 744, id="more than asked does not fit"),
    ],
)
def test_width_of_hours(
    length: int,
    asked: int,
    is_four_chars: bool | None,  # noqa: FBT001 - as it is asked for
    count: int,
) -> None:
    """A full answer tells the width; of a shorter one, what the device denies."""
    values = read_hundredths(
        "0" * length, Encoding.HOURS, asked=asked, is_four_chars=is_four_chars
    )
    assert len(values) == count


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize(
    "text",
    ["", " ", "0", "00000", "0x0000", "00000g", "-00001", "00 006", "\u0660" * 6, "\n"],
)
def test_no_history(encoding: Encoding, text: str) -> None:
    """What is no text of whole groups is refused as a whole."""
    with pytest.raises(EnergyHistoryError):
        read_hundredths(text, encoding, asked=2)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param(Encoding.DECIMAL_BYTES, "000a00", id="A tenths"),
        pytest.param(Encoding.DECIMAL_BYTES, "001000", id="A more than a digit"),
        pytest.param(Encoding.DECIMAL_BYTES, "00000a", id="A hundredths"),
        pytest.param(Encoding.DECIMAL_BYTES, "ffffff", id="A erased"),
        pytest.param(Encoding.HEX_KWH, "000064", id="B hundredths"),
        pytest.param(Encoding.HEX_KWH, "ffffff", id="B erased"),
        pytest.param(Encoding.CENTS, "000a", id="C"),
        pytest.param(Encoding.CENTS, "ffff", id="C erased"),
        pytest.param(Encoding.HOURS, "00a", id="D"),
    ],
)
def test_no_number(encoding: Encoding, text: str) -> None:
    """A group that no meter writes makes all of the text doubtful."""
    with pytest.raises(EnergyHistoryError):
        read_hundredths(text, encoding, asked=1)


@given(st.sampled_from(Encoding), DIGITS, st.none() | st.integers(0, 20))
def test_whatever_comes(encoding: Encoding, text: str, asked: int | None) -> None:
    """A text is read into sane numbers, or refused."""
    try:
        values = read_hundredths(text, encoding, asked=asked)
    except EnergyHistoryError:
        return
    assert values
    assert all(0 <= it <= 6553599 for it in values)
    assert len(text) % len(values) == 0


@given(st.lists(st.integers(0, 1599), min_size=1, max_size=40))
def test_written_and_read(values: list[int]) -> None:
    """What is spelt in any way is read again."""
    series = tuple(values)
    spelt = {
        Encoding.DECIMAL_BYTES: "".join(
            f"{it // 100:02x}{it // 10 % 10:02x}{it % 10:02x}" for it in series
        ),
        Encoding.HEX_KWH: "".join(f"{it // 100:04x}{it % 100:02x}" for it in series),
        Encoding.CENTS: "".join(f"{it // 100:02x}{it % 100:02}" for it in series),
    }
    for encoding, text in spelt.items():
        assert read_hundredths(text, encoding) == series
    narrow = "".join(f"{it // 100:x}{it % 100:02}" for it in series)
    for text in (narrow, spelt[Encoding.CENTS]):
        assert read_hundredths(text, Encoding.HOURS, asked=len(series)) == series


def test_types_with_a_history() -> None:
    """These are the types that keep one, and no other."""
    assert {uiid for uiid, it in TYPES.items() if it.history} == WITH_HISTORY


@pytest.mark.parametrize(
    ("uiid", "channel", "question", "answer"),
    [
        (5, None, {"hundredDaysKwh": "get"}, {"hundredDaysKwhData": "000006"}),
        (32, None, {"hundredDaysKwh": "get"}, {"hundredDaysKwhData": "000006"}),
        (182, None, {"hundredDaysKwh": "get"}, {"hundredDaysKwhData": "000006"}),
        (226, None, {"hundredDaysKwh": "get"}, {"hundredDaysKwhData": "000006"}),
        (126, 1, {"getKwh_01": 2}, {"kwhHistories_01": "0006"}),
        (130, 3, {"getKwh_03": 2}, {"kwhHistories_03": "0006"}),
    ],
)
def test_question_of_days(
    uiid: int,
    channel: int | None,
    question: dict[str, object],
    answer: dict[str, object],
) -> None:
    """Each type is asked in its own words, and answers in others."""
    history = _history_of(uiid)
    assert history.question(channel) == question
    assert history.values_in({"error": 0, "config": answer}, channel) == (6,)


def test_question_of_hours() -> None:
    """Hours are asked for by how far they lie back."""
    history = _history_of(190)
    assert history.question_of_hours(0, 719) == {
        "getHoursKwh": {"start": 0, "end": 719}
    }
    answer: dict[str, object] = {"config": {"hoursKwhData": "006007"}}
    assert history.values_in(answer, asked=2) == (6, 7)


@pytest.mark.parametrize(
    "answer",
    [
        {"config": {"h186DaysKwhData": "000006"}},
        {"params": {"config": {"h186DaysKwhData": "000006"}}},
        {"params": {"h186DaysKwhData": "000006"}},
    ],
)
def test_local_answer(answer: dict[str, object]) -> None:
    """A device that answers itself may do without the object around the text."""
    history = _history_of(182)
    assert history.local_question() == {"h186DaysKwh": "get"}
    assert history.values_in(answer) == (6,)


@pytest.mark.parametrize(
    "answer",
    [
        {"error": 0},
        {"config": None},
        {"config": {}},
        {"config": {"hundredDaysKwhData": None}},
        {"config": {"hundredDaysKwhData": ["000006"]}},
        {"config": {"hundredDaysKwhData": ""}},
        {"config": "000006"},
        {"params": {"hundredDaysKwh": "get"}},
    ],
)
def test_answer_without_history(answer: dict[str, object]) -> None:
    """An answer without a text is refused, though the device says that all is well."""
    with pytest.raises(EnergyHistoryError):
        _history_of(5).values_in(answer)


def test_what_is_kept() -> None:
    """More than a device keeps is none of its days."""
    answer: dict[str, object] = {"config": {"hundredDaysKwhData": "000006" * 130}}
    assert len(_history_of(5).values_in(answer)) == 100
    assert len(_history_of(182).values_in(answer)) == 130


def test_four_chars() -> None:
    """A device says what it cannot do."""
    assert can_spell_four_chars(frozenset())
    assert not can_spell_four_chars(frozenset({"formateKwhDataByFourChars"}))


def _history_of(uiid: int) -> EnergyHistory:
    history = TYPES[uiid].history
    assert history is not None
    return history

"""The answer to `GET /device`: what is taken for a device, and what is not."""

from contextlib import suppress
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.pairing.device import NewDevice, parse_device
from custom_components.ewelink.pairing.errors import PairingError, Reason

from ..api.strategies import ANYTHING

APIKEY: Final = "6f1ee4d5-0b76-4a4b-8a9c-2f6f4f2c1f10"
OLD: Final = {"deviceid": "100000788a", "apikey": APIKEY, "accept": "post"}
LATER: Final = {**OLD, "chipid": "00F3A1B2", "accept": " post"}


@pytest.mark.parametrize(
    ("answer", "chipid"),
    [(OLD, None), (LATER, "00F3A1B2"), ({**OLD, "chipid": ""}, None)],
)
def test_device(answer: object, chipid: str | None) -> None:
    """The plain answers of all years are understood."""
    expected = NewDevice(deviceid="100000788a", apikey=APIKEY, chipid=chipid)
    assert parse_device(answer) == expected


def test_id_in_capitals() -> None:
    """The id is the cloud's: in lower case."""
    assert parse_device({**OLD, "deviceid": "100000788A"}).deviceid == "100000788a"


def test_encrypted() -> None:
    """The second generation answers with a cipher only."""
    with pytest.raises(PairingError) as caught:
        parse_device({"data": "q83vASNFZ4k="})
    assert caught.value.reason is Reason.ENCRYPTED


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "<html>",
        [OLD],
        {},
        {**OLD, "deviceid": "10000078"},
        {**OLD, "deviceid": 1000007880},
        {**OLD, "apikey": ""},
        {**OLD, "apikey": None},
        {**OLD, "apikey": "k" * 65},
        {**OLD, "apikey": "\ud800"},
        {**OLD, "chipid": 7},
        {**OLD, "chipid": "c" * 65},
    ],
    ids=repr,
)
def test_something_else(answer: object) -> None:
    """What lacks an id or a key, or spells them oddly, is no device of ours."""
    with pytest.raises(PairingError) as caught:
        parse_device(answer)
    assert caught.value.reason is Reason.NOT_EWELINK


@given(
    ANYTHING
    | st.fixed_dictionaries(
        {"deviceid": st.just("100000788a") | ANYTHING, "apikey": ANYTHING},
        optional={"chipid": ANYTHING},
    )
)
def test_any_json(answer: object) -> None:
    """Whatever somebody answers gives a whole device or an error of ours."""
    with suppress(PairingError):
        assert len(parse_device(answer).digest) == 64


def test_no_secret_is_shown() -> None:
    """Neither the device's key nor its chip's id is in what may be logged."""
    shown = repr(parse_device(LATER))
    assert APIKEY not in shown
    assert "00F3A1B2" not in shown

"""What users paste: the command's line as terminals show it, and a browser's answer."""

from contextlib import suppress
import json
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.pairing.device import NewDevice
from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.guided.pasted import parse

from ..api.strategies import ANYTHING
from .commands import posix
from .plain_device import ANSWER

DEVICE: Final = NewDevice(
    deviceid=ANSWER["deviceid"], apikey=ANSWER["apikey"], chipid=ANSWER["chipid"]
)
PLAIN: Final = json.dumps(ANSWER)


def line(device: object = ANSWER, *, sent: object = True, error: object = None) -> str:
    """Return the line that the command prints."""
    fields = {"device": device, "sent": sent, "error": error}
    return "ewelink-pairing:" + json.dumps(fields, separators=(",", ":"))


LINE: Final = line()
PASTES: Final = {
    "as it is": LINE,
    "without the prefix": LINE.partition(":")[2],
    "with the lines around it": f"Sending ...\r\nCopy this:\r\n{LINE}\r\nme@home:~$ ",
    "after braces": f"PS C:\\{{1}}> {LINE}",
    "with the POSIX command": posix("10.10.7.1") + LINE,
    "broken at each 20": "\n".join(LINE[it : it + 20] for it in range(0, 300, 20)),
    "broken with blanks": "\n".join(LINE[it : it + 7] + " " for it in range(0, 300, 7)),
}


@pytest.mark.parametrize("text", PASTES.values(), ids=PASTES)
def test_line(text: str) -> None:
    """The line is found, however it was copied."""
    guided = parse(text)
    assert guided.device == DEVICE
    assert guided.sent


def test_not_sent() -> None:
    """The device was read, but did not take the Wi-Fi."""
    assert not parse(line(sent=False)).sent


@pytest.mark.parametrize("sent", [None, 1, "true"])
def test_sent_is_said_clearly(sent: object) -> None:
    """Only the word of the command counts."""
    assert not parse(line(sent=sent)).sent


@pytest.mark.parametrize(
    "text",
    [PLAIN, f"\n{PLAIN}\n", json.dumps(ANSWER, indent=4), f"Pretty-print {PLAIN}"],
)
def test_from_a_browser(text: str) -> None:
    """The answer in a tab is the device's, and the Wi-Fi was not sent."""
    guided = parse(text)
    assert guided.device == DEVICE
    assert not guided.sent


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        ('{"data":"q83vASNFZ4k="}', Reason.ENCRYPTED, None),
        (line({"data": "q83vASNFZ4k="}, sent=False), Reason.ENCRYPTED, None),
        (line(sent=False, error=3), Reason.REFUSED, 3),
        ("", Reason.NOT_A_LINE, None),
        ("No device answers.", Reason.NOT_A_LINE, None),
        ("<style>a {color: red}</style>", Reason.NOT_A_LINE, None),
        (LINE[:-40], Reason.NOT_A_LINE, None),
        (line(None), Reason.NOT_A_LINE, None),
        (" " * 4096 + LINE, Reason.NOT_A_LINE, None),
        ('{"a":' + "[" * 4000, Reason.NOT_A_LINE, None),
        ('{"a":' * 800, Reason.NOT_A_LINE, None),
        ('{"a":' + "9" * 4000 + "}", Reason.NOT_A_LINE, None),
    ],
)
def test_no_device(text: str, reason: Reason, code: int | None) -> None:
    """What is no device to be paired is told by its reason."""
    with pytest.raises(PairingError) as caught:
        parse(text)
    assert caught.value.reason is reason
    assert caught.value.code == code


@given(
    st.text()
    | st.text('{}[]":,\\ \n\ud8001eE+-ntf', max_size=60)
    | ANYTHING.map(json.dumps)
    | st.builds(line, ANYTHING | st.just(ANSWER), sent=ANYTHING, error=ANYTHING)
)
def test_any_text(text: str) -> None:
    """Whatever is pasted gives a device or an error of ours."""
    with suppress(PairingError):
        assert len(parse(text).device.digest) == 64


def test_no_secret_is_shown() -> None:
    """The device's key is not in what may be logged."""
    assert ANSWER["apikey"] not in repr(parse(LINE))

"""The command for the user's computer, where there is no device to be added."""

from base64 import b64encode
import json

import pytest

from .commands import NAME, NOBODY, posix, texts
from .plain_device import plain_device
from .terminal import Terminal


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b'{"data":"q83vASNFZ4k="}', "encrypted"),
        (b"<html><body>DIY</body></html>", "not an eWeLink device"),
    ],
)
def test_other_device(
    terminal: Terminal, socket_enabled: None, answer: bytes, message: str
) -> None:
    """A device that cannot be paired is told before anything is asked."""
    with plain_device(answer) as device:
        terminal.run("-c", posix(device.address))
        assert terminal.wait() == 1
    assert message in terminal.output
    assert NAME not in terminal.output
    assert len(device.requests) == 1


def test_second_generation_elsewhere(terminal: Terminal, socket_enabled: None) -> None:
    """A device at its other address is told at once, and only asked who it is."""
    answer = json.dumps({"data": b64encode(bytes(144)).decode()}).encode()
    with plain_device(answer) as device:
        terminal.run("-c", posix(NOBODY, other_address=device.address))
        assert terminal.wait() == 1
    assert texts()["encrypted"] in terminal.output
    assert [it.partition(b" ")[0] for it in device.requests] == [b"GET"]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"<html>Router</html>",
        b'{"code":404,"data":null,"msg":"not found"}',
        b'{"jsonrpc":"2.0","error":{"code":-1,"data":"AAAAAAAAAAAAAAAAAAAAAAAA"}}',
    ],
)
def test_somebody_else_elsewhere(
    terminal: Terminal, socket_enabled: None, answer: bytes | None
) -> None:
    """Whoever else has the other address is told nothing."""
    with plain_device(answer) as other:
        terminal.run("-c", posix(NOBODY, other_address=other.address))
        assert terminal.wait() == 1
    assert texts()["no_device"] in terminal.output
    assert other.bodies == []
    assert len(other.requests) == 2


def test_no_device(terminal: Terminal, socket_enabled: None) -> None:
    """Where nobody listens it stops after five tries."""
    terminal.run("-c", posix(NOBODY))
    assert terminal.wait() == 1
    assert "No device answers that can be added" in terminal.output
    assert terminal.started_with.count(b"--http1.1") == 7

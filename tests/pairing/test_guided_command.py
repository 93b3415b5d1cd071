"""The command for the user's computer, run as the user runs it."""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Final

import pytest

from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.guided.pasted import parse

from ..simulator import canaries
from .commands import LANGUAGES, NAME, PASSWORD, SERVER, posix, texts
from .plain_device import (
    ANSWER,
    GONE,
    HANGING,
    OK,
    REFUSAL,
    SILENCE,
    PlainDevice,
    plain_device,
)
from .terminal import SHELLS, Terminal

SECRET: Final = "secret123"
INTERACTIVE: Final = {"dash": "-i", "bash": "--norc -i", "zsh": "-f -i"}
NASTY: Final = [
    ("Home Net", "secret 123"),
    (" lead and trail ", "  two spaces  "),
    ('quo"te\\back\\\\', '\\"\\n\\u0041"\\'),
    ("it's $(touch pwned)", "`touch pwned`$HOME"),
    ("-n", "--data-binary"),
    ("%s%n%d", "%%100%s\\c"),
    ("Wlan übergroß ÁÂÃÄ", "pässwörterÁÈ€"),
    ("😀 café 家", "パスワード🔑"),
    ("END", "END;exit 1 # @-"),
    ("*?[a]~{b,c}", "!!&|<>;(){}#"),
    ("tab\there", "bell\aescape\x1b"),
    ("s" * 31, "p" * 63),
    ('"' * 31, "\\" * 63),
    ("open", ""),
]


@pytest.fixture
def device(socket_enabled: None) -> Iterator[PlainDevice]:
    """Return a device that takes the Wi-Fi at once."""
    with plain_device() as made:
        yield made


def keys(text: str) -> bytes:
    """Return what is to be pressed; control characters are quoted by control-V."""
    return "".join(it if it >= " " else f"\x16{it}" for it in text).encode() + b"\r"


def run(
    terminal: Terminal, address: str, ssid: str = "HomeNet", password: str = SECRET
) -> int:
    """Run the command and answer its questions."""
    terminal.run("-c", posix(address))
    terminal.wait_for(NAME)
    terminal.type(keys(ssid))
    terminal.wait_for(PASSWORD)
    terminal.type(keys(password))
    return terminal.wait()


@pytest.mark.parametrize(("ssid", "password"), NASTY)
def test_body(
    terminal: Terminal, device: PlainDevice, ssid: str, password: str
) -> None:
    """What the user types arrives as it is, in a request that a device can hold."""
    assert run(terminal, device.address, ssid, password) == 0
    expected = {"port": 443, "serverName": SERVER, "password": password, "ssid": ssid}
    (body,) = device.bodies
    assert json.loads(body) == expected
    assert (
        body
        == json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
        .replace("\\t", "\\u0009")
        .encode()
    )
    assert len(device.requests[-1]) < 500
    assert not list(terminal.folder.rglob("pwned"))


def test_line_to_paste(terminal: Terminal, device: PlainDevice) -> None:
    """The line that is printed tells the device, and that it has the Wi-Fi."""
    run(terminal, device.address)
    line = terminal.output.split()[-1]
    assert terminal.output.rstrip().endswith('"sent":true,"error":null}')
    guided = parse(terminal.output)
    assert guided.sent
    assert guided.device.deviceid == ANSWER["deviceid"]
    assert line in terminal.output


def test_headers(terminal: Terminal, device: PlainDevice) -> None:
    """The request has what devices look for, and nothing to stumble over."""
    run(terminal, device.address)
    head = device.requests[-1].partition(b"\r\n\r\n")[0].decode().split("\r\n")
    assert head[0] == "POST /ap HTTP/1.1"
    assert head[1:] == [
        f"Host: {device.address}",
        "Accept: */*",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(device.bodies[0])}",
    ]


@pytest.mark.parametrize("environment", [{}, {"password": "old", "body": "old"}])
def test_password_is_kept_apart(
    terminal: Terminal, device: PlainDevice, environment: dict[str, str]
) -> None:
    """It is neither shown nor given to a program as argument or environment."""
    terminal.run("-c", posix(device.address), **environment)
    terminal.wait_for(NAME)
    assert terminal.echoes()
    terminal.type(keys(canaries.WIFI_SSID))
    terminal.wait_for(PASSWORD)
    assert not terminal.echoes()
    terminal.type(keys(canaries.PASSWORD))
    assert terminal.wait() == 0
    assert canaries.PASSWORD.encode() in device.bodies[0]
    assert canaries.PASSWORD not in terminal.output
    assert b"--data-binary" in terminal.started_with
    assert canaries.PASSWORD.encode() not in terminal.started_with
    assert canaries.WIFI_SSID.encode() not in terminal.started_with
    assert terminal.echoes()


def test_interrupted(terminal: Terminal, device: PlainDevice) -> None:
    """A terminal that is interrupted shows again what is typed."""
    terminal.run("-c", posix(device.address))
    terminal.wait_for(NAME)
    terminal.type("HomeNet\r")
    terminal.wait_for(PASSWORD)
    assert not terminal.echoes()
    terminal.type("\x03")
    assert terminal.wait() != 0
    # The outer shell may end before the one that puts the terminal back.
    terminal.wait_for_echo()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pasted(terminal: Terminal, device: PlainDevice, language: str) -> None:
    """It works pasted at a prompt, in each language, with empty lines after it."""
    said = texts(language)
    command = posix(device.address, language=language)
    terminal.run(*INTERACTIVE[terminal.shell].split(), LC_ALL="C.UTF-8")
    terminal.type(command.replace("\n", "\r") + "\r\r")
    terminal.wait_for(f"\n{said['ask_name']}: ")
    terminal.type("HomeNet\r")
    terminal.wait_for(f"{said['ask_password']}: ")
    terminal.type("secret123\r")
    terminal.wait_for(f"\n{said['copy']}")
    terminal.wait_for('\newelink-pairing:{"device":')
    terminal.wait_for('"error":null}')
    terminal.type("exit\r")
    assert terminal.wait() == 0
    assert parse(terminal.output[-300:]).sent


@pytest.mark.parametrize(
    ("ssid", "password", "message"),
    [
        ("s" * 32, None, "too long"),
        ("é" * 16, None, "too long"),
        ("HomeNet", "seven77", "8 to 63"),
        ("HomeNet", "p" * 64, "8 to 63"),
        ("HomeNet", "é" * 32, "8 to 63"),
        ("\x01" * 31, "\x01" * 63, "too long"),
    ],
)
def test_too_long(
    terminal: Terminal,
    device: PlainDevice,
    ssid: str,
    password: str | None,
    message: str,
) -> None:
    """What does not fit into a device's fields is not sent."""
    terminal.run("-c", posix(device.address))
    terminal.wait_for(NAME)
    terminal.type(keys(ssid))
    if password is not None:
        terminal.wait_for(PASSWORD)
        terminal.type(keys(password))
    assert terminal.wait() == 1
    assert message in terminal.output
    assert device.bodies == []


@pytest.mark.parametrize(
    ("replies", "requests"),
    [
        ((REFUSAL, OK), "GPGP"),
        ((SILENCE, OK), "GPGP"),
        ((SILENCE, REFUSAL, OK), "GPGPGP"),
        ((GONE,), "GP"),
        ((REFUSAL, GONE), "GPGP"),
    ],
)
def test_sent_after_all(
    terminal: Terminal, socket_enabled: None, replies: tuple[bytes, ...], requests: str
) -> None:
    """It is sent again after the device was asked again; one that is gone has it."""
    with plain_device(None, *replies) as device:
        assert run(terminal, device.address) == 0
    assert "".join(chr(it[0]) for it in device.requests) == requests
    assert parse(terminal.output).sent


def test_answer_never_comes(tmp_path: Path, socket_enabled: None) -> None:
    """A device that went away before it answered has most likely taken it."""
    with plain_device(None, HANGING) as device, Terminal(SHELLS[0], tmp_path) as it:
        assert run(it, device.address) == 0
    assert len(device.bodies) == 1
    assert parse(it.output).sent


def test_refused(terminal: Terminal, socket_enabled: None) -> None:
    """After five refusals the device's number is told."""
    with plain_device(None, *[REFUSAL] * 5) as device:
        run(terminal, device.address)
    assert len(device.bodies) == 5
    with pytest.raises(PairingError) as caught:
        parse(terminal.output)
    assert caught.value.reason is Reason.REFUSED
    assert caught.value.code == 1


def test_never_answered(terminal: Terminal, socket_enabled: None) -> None:
    """A device that closes each time without a word did not take it."""
    with plain_device(None, *[SILENCE] * 5) as device:
        run(terminal, device.address)
    assert not parse(terminal.output).sent

"""What goes wrong with an account is counted, each kind for itself."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.health import Health, PastError

from .line import Line, keep_silent, refuse
from .stub import Answer, StubCloud

SILENCE: Final = EwelinkTimeoutError("silence")
LOSS: Final = EwelinkConnectionError("loss")


def _counts(health: Health) -> dict[str, int]:
    return {
        key: value
        for key, value in asdict(health).items()
        if isinstance(value, int) and not isinstance(value, bool) and value
    }


def test_timeouts() -> None:
    """Calls, commands and pongs time out apart from each other."""
    health = Health()
    for _ in range(3):
        health.call_failed(SILENCE)
    for _ in range(2):
        health.command_failed(SILENCE)
    health.went_down(SILENCE)

    assert _counts(health) == {
        "call_timeouts": 3,
        "command_timeouts": 2,
        "pong_timeouts": 1,
    }


def test_other_failures_are_no_timeouts() -> None:
    """They are the last error, no more."""
    health = Health()
    health.call_failed(LOSS)
    health.command_failed(LOSS)
    health.went_down(LOSS)

    assert _counts(health) == {}
    assert health.last_error is not None


def test_reconnects(freezer: FrozenDateTimeFactory) -> None:
    """The first connection is none; each later one is."""
    freezer.move_to("2026-10-04T12:00:00+00:00")
    health = Health()
    health.went_up()
    assert health.reconnects == 0
    freezer.tick(60)
    health.went_down(LOSS)
    assert health.reconnects == 0
    assert health.changed_at == datetime(2026, 10, 4, 12, 1, tzinfo=UTC)
    health.went_up()
    assert health.reconnects == 1


@pytest.mark.parametrize(
    ("err", "kind", "code"),
    [
        pytest.param(SILENCE, "timeout error", None, id="time-out"),
        pytest.param(EwelinkQuotaError("x", code=412), "quota error", 412, id="quota"),
        pytest.param(EwelinkAppIdError("x", code=407), "app id error", 407, id="APPID"),
    ],
)
def test_error_in_words(err: EwelinkError, kind: str, code: int | None) -> None:
    """An error is known by its kind and number."""
    past = PastError.of(err)
    assert (past.kind, past.code) == (kind, code)


async def test_frozen_socket(line: Line, stub: StubCloud) -> None:
    """A command and the pong after it time out, each in its own count."""
    stub.obey = keep_silent
    await line.up()
    stub.is_frozen = True
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"a": 1})
    await line.until_events("connected", "lost")
    assert not line.client.health.is_up
    stub.is_frozen = False
    await line.until_events("connected", "lost", "connected")

    assert _counts(line.client.health) == {
        "command_timeouts": 1,
        "pong_timeouts": 1,
        "reconnects": 1,
    }
    assert line.client.health.is_up


async def test_slow_call(client: EwelinkClient, stub: StubCloud) -> None:
    """A call that is not answered in time is counted."""
    stub.plan("GET /v2/family", Answer(delay=1))
    with pytest.raises(EwelinkTimeoutError):
        await client.homes()

    assert _counts(client.health) == {"call_timeouts": 1}


async def test_socket_that_does_not_open(line: Line, stub: StubCloud) -> None:
    """The last error tells why the account is not online."""
    stub.greet = refuse(500)
    line.start()
    with pytest.raises(EwelinkConnectionError):
        await line.socket.wait_connected(5)

    assert line.client.health.last_error is not None
    assert line.client.health.last_error.code == 500
    assert line.client.health.changed_at is None

"""Delays between attempts, and the interval of pings."""

from typing import Any

import pytest

from custom_components.ewelink.api.websocket.heartbeat import heartbeat_interval
from custom_components.ewelink.api.websocket.timing import BackOff, SocketTiming


@pytest.fixture
def ceilings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every delay be its ceiling."""
    monkeypatch.setattr("random.uniform", lambda _, ceiling: ceiling)


@pytest.mark.usefixtures("ceilings")
def test_delays_double_up_to_a_minute() -> None:
    """The first ones stay within two seconds, then they double."""
    back_off = BackOff(SocketTiming())
    delays = [back_off.next_delay() for _ in range(20)]
    assert delays[:6] == [1, 2, 2, 2, 2, 2]
    assert delays[6:11] == [4, 8, 16, 32, 60]
    assert delays[-1] == 60


@pytest.mark.usefixtures("ceilings")
def test_rests_double_up_to_five_minutes() -> None:
    """They begin as low."""
    back_off = BackOff(SocketTiming())
    rests = [back_off.next_rest() for _ in range(20)]
    assert rests[:6] == [1, 2, 2, 2, 2, 2]
    assert rests[6:14] == [4, 8, 16, 32, 64, 128, 256, 300]
    assert rests[-1] == 300


@pytest.mark.usefixtures("ceilings")
def test_reset_and_skip() -> None:
    """A connection that lasted starts again; a quota goes to the end."""
    back_off = BackOff(SocketTiming())
    back_off.skip_to_longest()
    assert back_off.next_rest() == 300
    assert back_off.next_delay() == 60
    back_off.reset()
    assert back_off.next_delay() == 1


def test_jitter_is_full() -> None:
    """A delay is anything between nothing and its ceiling."""
    delays = [BackOff(SocketTiming()).next_delay() for _ in range(200)]
    assert 0 <= min(delays) < 0.2
    assert 0.8 < max(delays) <= 1


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"hb": 1, "hbInterval": 145}, 130.5),
        ({"hbInterval": "100"}, 90),
        ({}, 90),
        (None, 90),
        ([], 90),
        ({"hbInterval": 15}, 13.5),
        ({"hbInterval": 14.9}, 13.5),
        ({"hbInterval": 0}, 13.5),
        ({"hbInterval": -1}, 13.5),
        ({"hbInterval": "-inf"}, 13.5),
        ({"hbInterval": 1e9}, 90),
        ({"hbInterval": "inf"}, 90),
        ({"hbInterval": "nan"}, 90),
        ({"hbInterval": None}, 90),
        ({"hbInterval": True}, 90),
    ],
)
def test_interval(config: Any, expected: float) -> None:
    """Pings come a little before the interval that the cloud asks for."""
    answer = {"error": 0, "config": config}
    assert heartbeat_interval(answer, SocketTiming()) == pytest.approx(expected)

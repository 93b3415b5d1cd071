"""Giving way to another client, for times that grow."""

import asyncio
from itertools import count, pairwise

import pytest

from custom_components.ewelink.api.auth.contention import Contention, RestTimes
from custom_components.ewelink.api.errors import EwelinkContestedError

_numbers = count()


class Clock:
    """A loop's clock that is set by hand."""

    def __init__(self) -> None:
        """Start at some time."""
        self.now = 1000.0

    def time(self) -> float:
        """Return the time in seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that is looked at."""
    clock = Clock()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)
    return clock


def lose(contention: Contention) -> None:
    """Lose a session that was never lost before."""
    contention.note_taken(f"token-{next(_numbers)}")


def rest(contention: Contention) -> float:
    """Return how long to give way from now on."""
    try:
        contention.check()
    except EwelinkContestedError as err:
        return err.retry_after
    return 0.0


def test_first_loss_is_no_contest(clock: Clock) -> None:
    """Somebody may sign in once."""
    contention = Contention()
    lose(contention)
    assert rest(contention) == 0


def test_second_loss_within_ten_minutes(clock: Clock) -> None:
    """The second loss within ten minutes is rested on for ten."""
    contention = Contention()
    lose(contention)
    clock.now += 599
    lose(contention)
    assert rest(contention) == 600
    clock.now += 600
    assert rest(contention) == 0


def test_one_loss_counts_once(clock: Clock) -> None:
    """A token that is tried again after it was taken tells nothing new."""
    contention = Contention()
    for _ in range(5):
        contention.note_taken("token")
        assert rest(contention) == 0


def test_second_loss_after_ten_minutes(clock: Clock) -> None:
    """A loss after that begins anew."""
    contention = Contention()
    lose(contention)
    clock.now += 600
    lose(contention)
    assert rest(contention) == 0


def test_rests_grow_to_an_hour(clock: Clock) -> None:
    """Each rest is twice as long, an hour at most, while losses follow soon."""
    contention = Contention()
    lose(contention)
    rests = []
    for _ in range(6):
        clock.now += 60
        lose(contention)
        rests.append(rest(contention))
        clock.now += rests[-1]
    assert rests == [600, 1200, 2400, 3600, 3600, 3600]


def test_peace_is_remembered(clock: Clock) -> None:
    """After ten minutes of peace that follow a rest, rests start short again."""
    contention = Contention()
    lose(contention)
    lose(contention)
    clock.now += 600 + 600
    lose(contention)
    assert rest(contention) == 0
    lose(contention)
    assert rest(contention) == 600


def test_sign_in_ends_a_rest(clock: Clock) -> None:
    """A new sign-in is used at once."""
    contention = Contention()
    lose(contention)
    lose(contention)
    contention.reset()
    assert rest(contention) == 0
    lose(contention)
    assert rest(contention) == 0


def test_endless_contest_stays_bounded(clock: Clock) -> None:
    """However long it lasts, the rest is an hour."""
    contention = Contention(RestTimes(first_rest=1, longest_rest=3600))
    rests = []
    for _ in range(50):
        lose(contention)
        rests.append(rest(contention))
    assert rests[-1] == 3600
    assert all(later >= sooner for sooner, later in pairwise(rests))

"""Tests of lists of homes that lack one, by pure logic."""

from typing import Final

from custom_components.ewelink.inventory.departures import (
    MANY_SECONDS,
    Departures,
    ListContent,
    Parting,
)
from custom_components.ewelink.inventory.withheld import HomeCount, Withheld

FLAT: Final = frozenset(f"flat {n}" for n in range(10))
CABIN: Final = frozenset(f"cabin {n}" for n in range(10))


class Account:
    """Two homes of ten devices, and lists of them."""

    def __init__(self) -> None:
        """Start with a list of both."""
        self.departures = Departures(Withheld())
        self.known = FLAT | CABIN
        self.now = 0.0
        self.listed(after=0, flat=FLAT, cabin=CABIN)

    def listed(self, after: float, **homes: frozenset[str]) -> Parting:
        """Take a list of some homes, and forget what is gone."""
        self.now += after
        content = ListContent(
            seen={it: {home} for home, ids in homes.items() for it in ids},
            homes=homes.keys(),
            counts={it: HomeCount(len(ids), len(ids)) for it, ids in homes.items()},
            is_complete=True,
        )
        parting = self.departures.after_list(content, self.known, self.now, self.now)
        self.known -= frozenset(parting.gone)
        return parting


def test_home_that_two_lists_lack() -> None:
    """Its devices stay, though they are not more than half."""
    account = Account()
    for _ in range(2):
        parting = account.listed(61, flat=FLAT)
        assert not parting.gone
        assert parting.is_doubtful


def test_home_that_stays_away() -> None:
    """Three lists over half an hour are enough."""
    account = Account()
    for _ in range(2):
        assert not account.listed(MANY_SECONDS / 2, flat=FLAT).gone
    assert set(account.listed(MANY_SECONDS / 2, flat=FLAT).gone) == CABIN


def test_home_that_is_there_again() -> None:
    """What it lacks now goes as from any home."""
    account = Account()
    account.listed(61, flat=FLAT)
    parting = account.listed(61, flat=FLAT, cabin=CABIN - {"cabin 1"})
    assert parting.gone == ("cabin 1",)


def test_device_of_a_home_that_stays() -> None:
    """It goes with the second list."""
    account = Account()
    lists = {"flat": FLAT - {"flat 1"}, "cabin": CABIN}
    account.listed(61, **lists)
    assert account.listed(61, **lists).gone == ("flat 1",)

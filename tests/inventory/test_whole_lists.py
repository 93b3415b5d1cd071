"""Tests of when a list is believed, by pure logic over made-up lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.inventory.departures import (
    MANY_SECONDS,
    Departures,
    ListContent,
    Parting,
)
from custom_components.ewelink.inventory.withheld import (
    SETTLED_SECONDS,
    HomeCount,
    Withheld,
)

HOUR: Final = 3600
TEN: Final = frozenset("abcdefghij")
FOUR: Final = frozenset("abcd")


@dataclass
class Account:
    """Devices that are known, and lists that come one after the other."""

    known: frozenset[str] = TEN
    now: float = 1_000_000.0
    leapt: float = 0.0
    departures: Departures = field(default_factory=lambda: Departures(Withheld()))
    removed: set[str] = field(default_factory=set)

    def listed(
        self,
        seen: frozenset[str],
        *,
        lacking: int | None = 0,
        after: float = 60,
        is_complete: bool = True,
    ) -> Parting:
        """Take a list of one home, and forget what is gone."""
        self.now += after
        total = None if lacking is None else len(seen) + lacking
        content = ListContent(
            seen={device_id: {"home"} for device_id in seen},
            homes={"home"},
            counts={"home": HomeCount(len(seen), total)},
            is_complete=is_complete,
        )
        for device_id in seen:
            self.departures.found(device_id)
        parting = self.departures.after_list(
            content, self.known, self.now, self.now + self.leapt
        )
        self.removed.update(parting.gone)
        self.known -= set(parting.gone)
        return parting

    def listed_for_a_day(self, seen: frozenset[str], *, lacking: int | None) -> None:
        """Take the same list every two hours."""
        for _ in range(12):
            self.listed(seen, lacking=lacking, after=2 * HOUR)

    def restart(self) -> None:
        """Forget all but what is stored."""
        stored = self.departures.withheld.to_dict()
        self.departures = Departures(Withheld(stored))


lacking = st.one_of(st.none(), st.integers(-3, 50).filter(bool))
subsets = st.frozensets(st.sampled_from(sorted(TEN)))
seconds = st.floats(1, 3600)


@given(
    known=st.sampled_from([TEN, FOUR]),
    lists=st.lists(st.tuples(seconds, subsets, lacking), max_size=23),
)
def test_lists_that_do_not_add_up_remove_nothing(
    known: frozenset[str], lists: Sequence[tuple[float, frozenset[str], int | None]]
) -> None:
    """In whatever order they come, within a day."""
    account = Account(known)
    for after, seen, lacks in lists:
        parting = account.listed(seen, lacking=lacks, after=after)
        assert not parting.newly_missing
    assert not account.removed


@given(lists=st.lists(st.tuples(st.floats(1, 20 * HOUR), subsets, st.integers(-1, 2))))
def test_what_is_lacking_counts_after_a_day_of_the_same(
    lists: Sequence[tuple[float, frozenset[str], int]],
) -> None:
    """A list that lacks things removes only if all of a day lacked as many."""
    account = Account()
    history: list[tuple[float, int]] = []
    for after, seen, lacks in lists:
        parting = account.listed(seen, lacking=lacks, after=after)
        history.append((account.now, lacks))
        if lacks and (parting.gone or parting.newly_missing):
            others = [it for it, other in history if other != lacks]
            [since, *_] = [it for it, _ in history if it > max(others, default=0)]
            assert account.now - since >= SETTLED_SECONDS


@given(lists=st.lists(st.tuples(st.floats(1, HOUR), subsets), max_size=30))
def test_many_never_go_at_once(
    lists: Sequence[tuple[float, frozenset[str]]],
) -> None:
    """Three lists over half an hour lack more than half, before that many go."""
    account = Account()
    lacking_many: list[float] = []
    for after, seen in lists:
        known = account.known
        is_many = len(known) >= 5 and 2 * len(known - seen) > len(known)
        parting = account.listed(seen, after=after)
        lacking_many = [*lacking_many, account.now] if is_many else []
        if is_many and parting.gone:
            assert len(lacking_many) >= 3
            assert account.now - lacking_many[0] >= MANY_SECONDS


def test_two_lists() -> None:
    """A device goes with the second list that lacks it, a minute after the first."""
    account = Account()
    assert account.listed(TEN - {"a"}).newly_missing == ("a",)
    assert not account.listed(TEN - {"a"}, after=59).gone
    assert account.listed(TEN - {"a"}, after=1).gone == ("a",)


def test_device_that_is_found_meanwhile() -> None:
    """It is missing anew after that."""
    account = Account()
    account.listed(TEN - {"a"})
    account.listed(TEN)
    assert not account.listed(TEN - {"a"}).gone


def test_all_go_in_the_end() -> None:
    """Somebody may have deleted them."""
    account = Account()
    for _ in range(2):
        parting = account.listed(frozenset(), after=MANY_SECONDS / 2)
        assert parting.is_doubtful
    parting = account.listed(frozenset(), after=MANY_SECONDS / 2)
    assert not parting.is_doubtful
    assert set(parting.gone) == TEN


@pytest.mark.parametrize(
    ("known", "seen"),
    [
        pytest.param(FOUR, frozenset[str](), id="fewer than five"),
        pytest.param(TEN, frozenset("abcde"), id="half"),
    ],
)
def test_not_many(known: frozenset[str], seen: frozenset[str]) -> None:
    """Two lists are enough."""
    account = Account(known)
    account.listed(seen)
    assert account.listed(seen).gone
    assert account.removed == known - seen


def test_incomplete_list() -> None:
    """It removes nothing, though it adds up as far as it goes."""
    account = Account()
    for _ in range(5):
        account.listed(TEN - {"a"}, is_complete=False)
    assert not account.removed


def test_withheld_over_a_restart() -> None:
    """The day goes on."""
    account = Account()
    account.listed(TEN, lacking=2)
    account.restart()
    account.listed_for_a_day(TEN, lacking=2)
    account.restart()
    account.listed(TEN - {"a"}, lacking=2)
    account.listed(TEN - {"a"}, lacking=2)
    assert account.removed == {"a"}


@pytest.mark.parametrize("changed", [0, 1, 3])
def test_withheld_that_changes(changed: int) -> None:
    """Nothing is removed for a day: it may be the list that is cut."""
    account = Account()
    account.listed(TEN, lacking=2)
    account.listed_for_a_day(TEN, lacking=2)
    for _ in range(24):
        account.listed(TEN - {"a"}, lacking=changed, after=HOUR)
        assert not account.removed
    account.listed(TEN - {"a"}, lacking=changed, after=HOUR)
    account.listed(TEN - {"a"}, lacking=changed, after=HOUR)
    assert account.removed == {"a"}


def test_one_list_that_was_cut() -> None:
    """The next one that adds up is believed."""
    account = Account()
    account.listed(frozenset(), lacking=10)
    account.listed(TEN - {"a"})
    account.listed(TEN - {"a"})
    assert account.removed == {"a"}


def test_clock_that_goes_back() -> None:
    """While Home Assistant runs, the wall clock counts for nothing."""
    withheld = Withheld()
    counts = {"home": HomeCount(1, 2)}
    for hour in range(24):
        assert not withheld.adds_up(counts, hour * HOUR, -hour * HOUR)
    assert withheld.adds_up(counts, 24 * HOUR, 0)


@pytest.mark.parametrize("leap", [25, 24 * 365 * 50])
@pytest.mark.parametrize("is_restarted", [False, True])
def test_clock_that_leaps(leap: float, *, is_restarted: bool) -> None:
    """Set, or unseen while Home Assistant was off: six hours of it count at most."""
    account = Account()
    account.listed(TEN - {"a"}, lacking=1)
    if is_restarted:
        account.restart()
    account.leapt = leap * HOUR
    for after in (1, 8, 8):
        account.listed(TEN - {"a"}, lacking=1, after=after * HOUR)
    assert not account.removed
    account.listed_for_a_day(TEN - {"a"}, lacking=1)
    assert account.removed == {"a"}


def test_every_home_counts() -> None:
    """One home that does not add up is enough."""
    counts = {"a": HomeCount(3, 3), "b": HomeCount(2, 3)}
    assert not Withheld().adds_up(counts, 1.0, 1.0)


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {"homes": 5},
        {"homes": {"home": None}},
        {"homes": {"home": {"lacking": "?", "since": "?", "usual": "?"}}},
    ],
)
def test_stored_nonsense(stored: object) -> None:
    """What cannot be read is found out anew."""
    assert Withheld(stored).adds_up({"home": HomeCount(1, 1)}, 5.0, 5.0)

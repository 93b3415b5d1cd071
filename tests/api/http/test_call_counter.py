"""Calls are counted by APPID, region and calendar month."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.http.call_counter import CallCounter

OCTOBER = "2026-10-01T00:00:00+00:00"


@pytest.fixture(autouse=True)
def _october(freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to("2026-10-31T23:59:59+00:00")


def test_count() -> None:
    """Each APPID has a count of its own in each region."""
    counter = CallCounter()
    for app, region in (("a", "eu"), ("a", "eu"), ("a", "us"), ("b", "eu")):
        counter.count(app, region)

    assert counter.counts == {("a", "eu"): 2, ("a", "us"): 1, ("b", "eu"): 1}
    assert counter.of("a", "eu") == 2
    assert counter.of("a", "cn") == 0


def test_month(freezer: FrozenDateTimeFactory) -> None:
    """A month of UTC has its first and its last second."""
    counter = CallCounter()
    counter.count("a", "eu")
    assert counter.since.isoformat() == OCTOBER
    assert counter.until.isoformat() == "2026-11-01T00:00:00+00:00"

    freezer.tick(1)
    assert counter.of("a", "eu") == 0
    assert counter.since.isoformat() == "2026-11-01T00:00:00+00:00"
    assert counter.until.isoformat() == "2026-12-01T00:00:00+00:00"


def test_first_call_of_a_month(freezer: FrozenDateTimeFactory) -> None:
    """A call after the turn does not count for the month before."""
    counter = CallCounter()
    counter.count("a", "eu")
    freezer.tick(1)
    counter.count("a", "eu")

    assert counter.counts == {("a", "eu"): 1}


def test_listeners() -> None:
    """Who listens hears of each call, until it listens no more."""
    counter, heard = CallCounter(), list[tuple[str, str]]()
    remove = counter.listen(lambda app, region: heard.append((app, region)))
    counter.count("a", "eu")
    counter.forget("a", "eu")
    remove()
    counter.count("a", "us")

    assert heard == [("a", "eu")] * 2


def test_forgotten() -> None:
    """What is forgotten is gone, and nothing else."""
    counter = CallCounter()
    counter.count("a", "eu")
    counter.count("a", "us")
    counter.forget("a", "eu")

    assert counter.counts == {("a", "us"): 1}


def test_restored() -> None:
    """What was stored goes on."""
    counter, other = CallCounter(), CallCounter()
    counter.count("a", "eu")
    counter.count("b", "us")
    other.restore(counter.to_dict())
    other.count("a", "eu")

    assert other.counts == {("a", "eu"): 2, ("b", "us"): 1}


def test_restored_in_another_month(freezer: FrozenDateTimeFactory) -> None:
    """The count of a month that is over says nothing."""
    counter = CallCounter()
    counter.count("a", "eu")
    stored = counter.to_dict()
    freezer.tick(1)
    counter = CallCounter()
    counter.restore(stored)

    assert counter.counts == {}


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="list"),
        pytest.param({}, id="empty"),
        pytest.param({"calls": {"a": {"eu": 3}}}, id="no month"),
        pytest.param({"month": 10, "calls": {"a": {"eu": 3}}}, id="odd month"),
        pytest.param({"month": OCTOBER}, id="no calls"),
        pytest.param({"month": OCTOBER, "calls": [1]}, id="odd calls"),
        pytest.param({"month": OCTOBER, "calls": {"a": 3}}, id="odd regions"),
        pytest.param({"month": OCTOBER, "calls": {"a": {"eu": "x"}}}, id="odd count"),
        pytest.param({"month": OCTOBER, "calls": {"a": {"eu": -3}}}, id="negative"),
    ],
)
def test_restored_from_what_is_broken(stored: Any) -> None:
    """What cannot be read counts nothing."""
    counter = CallCounter()
    counter.restore(stored)

    assert counter.of("a", "eu") == 0

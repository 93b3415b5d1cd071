"""Tests of how often the lists are read, by what that costs an APPID."""

import pytest

from custom_components.ewelink.inventory.list_calls import (
    HOURLY,
    LIST_INTERVAL,
    ListCalls,
)

QUOTA = 50_000


@pytest.mark.parametrize("calls", [1, 4, 6])
def test_cheap(calls: int) -> None:
    """Less than a tenth of the quota is spent."""
    list_calls = ListCalls()
    list_calls.set("entry", "app", calls)
    assert list_calls.interval("app", QUOTA) == HOURLY


@pytest.mark.parametrize("calls", [7, 100])
def test_expensive(calls: int) -> None:
    """As many calls are made less often."""
    list_calls = ListCalls()
    list_calls.set("entry", "app", calls)
    assert list_calls.interval("app", QUOTA) == LIST_INTERVAL


def test_accounts_of_one_app_share_its_quota() -> None:
    """Those of others do not count, nor does one that is gone."""
    list_calls = ListCalls()
    list_calls.set("one", "app", 4)
    list_calls.set("other", "another app", 4)
    assert list_calls.interval("app", QUOTA) == HOURLY
    list_calls.set("two", "app", 3)
    assert list_calls.interval("app", QUOTA) == LIST_INTERVAL
    assert list_calls.interval("another app", QUOTA) == HOURLY

    list_calls.forget("two")
    assert list_calls.interval("app", QUOTA) == HOURLY


def test_last_read_counts() -> None:
    """A list may shrink."""
    list_calls = ListCalls()
    list_calls.set("entry", "app", 9)
    list_calls.set("entry", "app", 2)
    assert list_calls.interval("app", QUOTA) == HOURLY

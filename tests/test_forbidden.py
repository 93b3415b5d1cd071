"""Tests of an HTTP 403 that some program on the way answers, or the cloud itself."""

from typing import Final

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.helpers import issue_registry as ir

from .home import Home

FAMILY: Final = "GET /v2/family"
QUOTA_USED_UP: Final = "quota_used_up"


def _issues(home: Home) -> set[str | None]:
    issues = ir.async_get(home.hass).issues.values()
    return {it.translation_key for it in issues if it.domain == DOMAIN}


@pytest.mark.parametrize(
    ("made", "issues"),
    [
        pytest.param(0, set[str](), id="calls are left"),
        pytest.param(47_500, {QUOTA_USED_UP}, id="hardly a call is left"),
    ],
)
async def test_barred(home: Home, made: int, issues: set[str]) -> None:
    """It is the quota only where the count of the month comes near it."""
    data = {**home.entry.data, "auth_implementation": DOMAIN}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.set_up()
    shared, account = home.hass.data[DATA_SHARED], home.simulator.account
    for _ in range(made):
        shared.calls.count(account.app_id, account.region)
    home.simulator.fail_next(FAMILY, status=403)
    await home.coordinator.async_refresh()
    assert _issues(home) == issues


async def test_barred_without_a_known_quota(home: Home) -> None:
    """Where nobody knows the quota, only the cloud's own word counts."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=403)
    await home.coordinator.async_refresh()
    assert _issues(home) == set()
    home.simulator.fail_next(FAMILY, status=403, error=403)
    await home.coordinator.async_refresh()
    assert _issues(home) == {QUOTA_USED_UP}

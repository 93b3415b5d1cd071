"""Tokens run out, or somebody else signs in."""

from collections.abc import Callable

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import SOURCE_REAUTH

from ..home import Home
from ..simulator import Simulator
from .test_connection import announcements, change_unseen, is_fresh
from .waiting import until

REFRESH = "POST /v2/user/refresh"

type Change = Callable[[Simulator], object]


def is_asked_to_sign_in(home: Home) -> bool:
    """Return whether the user is asked to sign in again."""
    flows = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return [it["context"]["source"] for it in flows] == [SOURCE_REAUTH]


def stored_access(home: Home) -> str:
    """Return the access token that is in the entry."""
    stored: str = home.entry.data["tokens"]["access"]
    return stored


async def test_token_expires_before_a_reconnect(home: Home) -> None:
    """The pair is renewed once, and the account is connected with the new one."""
    await home.set_up()
    before = stored_access(home)
    home.simulator.expire_access_tokens()
    home.simulator.drop_sockets()
    change_unseen(home)

    await until(lambda: is_fresh(home), patience=12)
    assert home.called(REFRESH) == 1
    assert stored_access(home) != before
    (live,) = home.simulator.cloud.tokens.live()
    assert stored_access(home) == live.access
    assert not is_asked_to_sign_in(home)


async def test_token_expires_before_a_list(home: Home) -> None:
    """The pair is renewed once, and the list is read with the new one."""
    await home.set_up()
    home.simulator.expire_access_tokens()
    change_unseen(home)
    await home.coordinator.async_refresh()

    assert is_fresh(home)
    assert home.called(REFRESH) == 1
    assert not is_asked_to_sign_in(home)


@pytest.mark.parametrize(
    ("replace", "announced"),
    [
        pytest.param(Simulator.sign_in, 1, id="signed in elsewhere"),
        pytest.param(Simulator.kill_tokens, 2, id="killed"),
    ],
)
async def test_token_replaced(home: Home, replace: Change, announced: int) -> None:
    """One renewal is tried; it is refused, so the user is asked to sign in.

    A token that the cloud said to be dead is not announced again.
    """
    await home.set_up()
    replace(home.simulator)
    home.simulator.drop_sockets()

    await until(lambda: is_asked_to_sign_in(home))
    assert home.called(REFRESH) == 1
    assert announcements(home) == announced
    assert home.simulator.sessions == 0


async def test_both_tokens_expired(home: Home) -> None:
    """What cannot be renewed is not tried again and again."""
    await home.set_up()
    home.simulator.expire_access_tokens()
    home.simulator.expire_refresh_tokens()
    await home.coordinator.async_refresh()

    await until(lambda: is_asked_to_sign_in(home))
    assert home.called(REFRESH) == 1


async def test_signing_in_again_cures(home: Home) -> None:
    """After the sign-in the devices are back, with one entry as before."""
    await home.set_up()
    home.simulator.kill_tokens()
    home.simulator.drop_sockets()
    await until(lambda: is_asked_to_sign_in(home))
    change_unseen(home)

    account, flow = home.simulator.account, home.hass.config_entries.flow
    (progress,) = flow.async_progress_by_handler(DOMAIN)
    typed = {"username": account.username, "password": account.password}
    result = await flow.async_configure(progress["flow_id"], typed)
    assert result["reason"] == "reauth_successful"
    await until(lambda: is_fresh(home))
    assert len(home.hass.config_entries.async_entries(DOMAIN)) == 1

"""Timers are told and set by the cloud, wherever the device is."""

import pytest

from homeassistant.exceptions import HomeAssistantError
from tests.test_timer_actions import OTHERS, act, add, timers

from .local_home import LAMP, LocalHome


async def test_by_the_cloud(local: LocalHome) -> None:
    """The device in its network is asked for nothing, and nothing is lost."""
    await local.set_up()
    home = local.home
    home.sim(LAMP).params["timers"] = [OTHERS[0]]
    timer_id = await add(home)
    assert [it["mId"] for it in timers(home)] == ["app", timer_id]
    assert home.sent(LAMP) == [{"timers": timers(home)}]
    assert await act(home, "get_timers", LAMP) == {"timers": timers(home)}
    assert await local.requests(LAMP, path="timers") == []


async def test_local_only(local: LocalHome) -> None:
    """Where the user lets no command go by the cloud, that is told."""
    await local.set_up(way="local")
    with pytest.raises(HomeAssistantError, match="local network"):
        await add(local.home)
    assert timers(local.home) == []
    assert local.home.sent(LAMP) == local.home.sent(LAMP, "query") == []

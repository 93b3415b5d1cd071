"""Meters that move from one account to another are asked as before."""

from custom_components.ewelink.api.lan.polling import LivePoll
from tests.home import Home
from tests.inventory.two_accounts import disable, is_shown_by, other, share
from tests.lan_simulator.process import LanSimulator
from tests.local_home import connect, network_of
from tests.simulator.accounts import NEIGHBOUR

METER = "Washing machine"
ASKED = LivePoll(word="sledOnline")


def _asked(home: Home) -> LivePoll | None:
    poll = network_of(home).lan.polling._polls.get(home.sim(METER).device_id)
    return None if poll is None else poll.how


async def test_meter_that_moves(home: Home, lan: LanSimulator) -> None:
    """Whose entities are gone does not end what those of another want."""
    connect(home, lan)
    share(home, METER, NEIGHBOUR)
    neighbour = other(home)
    await neighbour.set_up()
    assert is_shown_by(neighbour, METER)
    assert _asked(home) == ASKED
    await home.set_up()
    await home.hass.async_block_till_done()
    assert is_shown_by(home, METER)
    assert _asked(home) == ASKED
    await disable(home)
    assert is_shown_by(neighbour, METER)
    assert _asked(home) == ASKED
    await home.hass.config_entries.async_unload(neighbour.entry.entry_id)

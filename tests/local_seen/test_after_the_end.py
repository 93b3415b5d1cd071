"""What was asked before an account is unloaded may be answered after that."""

from tests.home import Home
from tests.lan_simulator.process import LanSimulator
from tests.local_home import heard, peer_of

LAMP = "Kitchen lamp"


async def test_answer_that_asks_for_a_key(local_home: Home, lan: LanSimulator) -> None:
    """Nobody waits for it any more, or looks after it."""
    home = local_home
    await heard(home, lan, LAMP)
    peer, coordinator = peer_of(home, LAMP), home.coordinator
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    peer.ask_for_key()
    assert coordinator.wrong_keys._cancel is None
    assert coordinator.inventory._refresh._cancel is None

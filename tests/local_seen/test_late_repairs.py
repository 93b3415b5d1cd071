"""A repair whose list comes when the account is loaded anew."""

import asyncio
from typing import Any

from custom_components.ewelink.repairs import WrongKeyFlow
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import peer_of

LAMP = "Kitchen lamp"


async def test_account_that_is_loaded_anew_meanwhile(
    local_home: Home, lan: LanSimulator
) -> None:
    """The list that was read for it changes nothing any more."""
    home = local_home
    flow: Any = WrongKeyFlow(home.entry.entry_id)
    flow.hass, flow.issue_id, flow.handler, flow.flow_id = home.hass, "", "", ""
    home.simulator.delay(0.5, "GET /v2/device/thing")
    before = home.lists_read
    repairing = asyncio.ensure_future(flow.async_step_confirm({}))
    await until(lambda: home.lists_read > before)
    await home.reload()
    result = await repairing
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
    link: Any = home.coordinator.link
    assert peer_of(home, LAMP).events is link._lan_events

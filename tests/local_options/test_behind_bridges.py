"""What is behind a bridge goes the way of the bridge."""

from tests.home import Home
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.rows import OF_STACK, STACK, add_stack
from tests.local_home import connect, network_of

LOAD, BRIDGE = OF_STACK.name, STACK.name


async def test_bridge_that_goes_by_the_cloud_alone(
    home: Home, lan: LanSimulator
) -> None:
    """Neither it nor what is behind it is listened to, or asked."""
    bridge, child = add_stack(home.simulator)
    options = {"local_control": {"devices": {bridge.device_id: "cloud"}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    connect(home, lan)
    await home.set_up()
    local = network_of(home).lan
    assert local.peer(bridge.device_id) is None
    assert local.peer(child.device_id) is None
    await home.hass.config_entries.async_unload(home.entry.entry_id)

"""Stacked meters in DIY mode: their figures are asked for, one unit after the other."""

import pytest

from custom_components.ewelink.api.lan.polling import Poll
from custom_components.ewelink.domain_data import DATA_SHARED
from tests.home import until

from .network import DiyNetwork

pytestmark = pytest.mark.usefixtures("everything_enabled")


async def _meter(network: DiyNetwork) -> tuple[str, str]:
    """Show a meter; return its main unit and itself."""
    main = await network.start("meter")
    return main, network.ids[1]


def _poll(network: DiyNetwork, meter: str) -> Poll:
    lan = network.hass.data[DATA_SHARED].local_network.lan
    return lan.polling._polls[meter]


async def test_figures(network: DiyNetwork) -> None:
    """They come by an answer where no report does, and nothing else is asked for."""
    main, meter = await _meter(network)
    await network.lan.multicast(on=False)
    await network.lan.set(meter, actPow_02=4200, voltage_02=23012)
    await network.lan.do("clear")
    await _poll(network, meter).run()
    assert network.state("sensor", meter, "power_2") == "42.0"
    assert network.state("sensor", meter, "voltage_2") == "230.12"
    [request] = await network.lan.requests(main, "getState")
    assert request["data"] == {"subDevId": meter}
    paths = {it["path"] for it in await network.lan.requests()}
    assert paths.isdisjoint({"monitor", "statistics", "uiActive"})


async def test_button(network: DiyNetwork) -> None:
    """Whoever does not want to wait presses it."""
    _, meter = await _meter(network)
    await network.lan.multicast(on=False)
    await network.lan.set(meter, actPow_00=700)
    await network.lan.do("clear")
    button = network.entity_id("button", meter, "live_readings_0")
    target = {"entity_id": button}
    await network.hass.services.async_call("button", "press", target, blocking=True)
    assert network.state("sensor", meter, "power_0") == "7.0"
    assert await network.lan.requests(path="getState")
    assert not await network.lan.requests(path="uiActive")


async def test_meter_that_is_asked_too_soon(network: DiyNetwork) -> None:
    """Its error is no refusal for good, neither of figures nor of commands."""
    main, meter = await _meter(network)
    await network.lan.fault(main, refused={"getState": 400})
    poll = _poll(network, meter)
    await poll.run()
    assert poll.failures == 1
    assert poll.peer.refused == {}
    await network.lan.heal(main)
    await poll.run()
    assert poll.failures == 0


async def test_main_unit_without_a_state(network: DiyNetwork) -> None:
    """It names its children all the same, which need not announce themselves."""
    await network.play("meter")
    main, meter = network.ids
    await network.lan.fault(main, refused={"info": 404, "getState": 404}, quiet=True)
    await network.set_up()
    host, port = network.lan.address(main)
    options = {"local_control": {"addresses": {main: f"{host}:{port}"}}}
    network.hass.config_entries.async_update_entry(network.entry, options=options)
    await network.coordinator.async_refresh()
    await until(lambda: meter in network.coordinator.data)
    await network.appears(meter)
    assert network.registered(meter) is not None

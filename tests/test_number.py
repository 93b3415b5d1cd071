"""Tests of the numbers."""

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.const import DOMAIN
from homeassistant.const import Platform
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .entities import compare, sent_by, set_up_all
from .home import Home, until

LAMP = "Kitchen lamp"
RELAYS = "Hall switch"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    for device in home.simulator.devices.values():
        params = device.params
        entries = (*params.get("pulses", ()), params.get("pulseConfig", {}))
        for told in (params, *entries):
            if "pulse" in told:
                told["pulse"] = "on"
    await compare(home, Platform.NUMBER, snapshot)


async def test_inching_time_of_a_channel(home: Home) -> None:
    """The device is told the inching of all its channels, and nothing else."""
    home.sim(RELAYS).params["pulses"][0]["width"] = 3000
    target = (RELAYS, "inching_time_0")
    sent = await sent_by(home, target, "number.set_value", value=2.5)
    assert sent == [
        {
            "pulses": [
                {"outlet": 0, "pulse": "off", "width": 2500},
                {"outlet": 1, "pulse": "off", "width": 1000},
                {"outlet": 2, "pulse": "off", "width": 1000},
                {"outlet": 3, "pulse": "off", "width": 1000},
            ]
        }
    ]


async def test_inching_time_while_inching_is_off(home: Home) -> None:
    """The device would not take it, so it is told to the user."""
    home.sim(LAMP).params["pulseWidth"] = 3000
    await set_up_all(home)
    number = home.entity_id(LAMP, "inching_time")
    with pytest.raises(ServiceValidationError, match=LAMP):
        await home.call("set_value", number, domain="number", value=3)

    assert home.sent(LAMP) == []


@pytest.mark.usefixtures("everything_enabled")
async def test_inching_time_comes_with_inching(home: Home) -> None:
    """A channel that never inched has none; it is there as soon as it does."""
    await home.set_up()
    assert home.find_entity(LAMP, "inching_time") is None

    home.simulator.push(LAMP, {"pulse": "on"})
    await until(lambda: home.find_entity(LAMP, "inching_time"))
    await home.becomes(LAMP, "0.5", "inching_time")
    home.simulator.push(LAMP, {"pulse": "off", "pulseWidth": 1000})
    await home.becomes(LAMP, "1.0", "inching_time")


@pytest.mark.usefixtures("everything_enabled")
async def test_inching_time_comes_with_the_list(home: Home) -> None:
    """Inching that was switched on while nothing was pushed is there all the same."""
    await home.set_up()
    home.sim(LAMP).params["pulse"] = "on"
    await home.coordinator.async_refresh()
    await home.becomes(LAMP, "0.5", "inching_time")


@pytest.mark.usefixtures("everything_enabled")
@pytest.mark.parametrize(
    ("platform", "key", "state"),
    [
        (Platform.NUMBER, "inching_time", "0.5"),
        (Platform.SELECT, "power_on_state", "unknown"),
        (Platform.SWITCH, "led", "unknown"),
        (Platform.SWITCH, "inching", "off"),
    ],
)
async def test_what_is_registered_stays_of_use(
    home: Home,
    entity_registry: er.EntityRegistry,
    platform: Platform,
    key: str,
    state: str,
) -> None:
    """A setting that is registered is there, though its device tells none."""
    for param in ("sledOnline", "startup"):
        home.sim(LAMP).params.pop(param, None)
    unique_id = f"{home.sim(LAMP).device_id}_{key}"
    entity_registry.async_get_or_create(
        platform, DOMAIN, unique_id, config_entry=home.entry
    )
    await home.set_up()

    assert home.state(LAMP, key) == state

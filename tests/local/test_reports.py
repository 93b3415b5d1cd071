"""What devices tell in their network, beside what the cloud tells."""

import pytest

from .local_home import LAMP, LocalHome


async def test_report_by_the_network_alone(local: LocalHome) -> None:
    """A device that the cloud does not hear tells what happens to it."""
    await local.set_up()
    await local.lan.cloud(LAMP, there=False)
    before = local.home.state(LAMP)
    await local.lan.press(LAMP)
    await local.home.becomes(LAMP, "off" if before == "on" else "on")


async def test_report_by_both_ways_is_written_once(local: LocalHome) -> None:
    """The second way tells nothing new."""
    await local.set_up()
    written = local.listen(LAMP)
    before = local.home.state(LAMP)
    await local.lan.press(LAMP)
    await local.home.becomes(LAMP, "off" if before == "on" else "on")
    await local.told_by_cloud()
    assert len(written) == 1


async def test_old_value_of_the_cloud(local: LocalHome) -> None:
    """The cloud is late, and tells what was so before a command in the network."""
    await local.set_up()
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    await local.told_by_cloud()
    written = local.listen(LAMP)
    await local.home.call("turn_off", local.home.entity_id(LAMP))
    local.push_old(LAMP, {"switch": "on", "alarm": 9})
    await local.told_by_cloud()
    assert written == ["off"]
    device = local.home.coordinator.data[local.id(LAMP)]
    assert device.params["alarm"] == 9


async def test_first_record_is_no_event(local: LocalHome) -> None:
    """What a radio bridge heard long ago is not told at the start."""
    bridge = "RF bridge"
    await local.lan.press(bridge, "0")
    await local.set_up(bridge)
    states = [it.state for it in local.home.hass.states.async_all("event")]
    assert set(states) <= {"unknown", "unavailable"}


@pytest.mark.usefixtures("everything_enabled")
async def test_setting_that_comes_by_the_network(local: LocalHome) -> None:
    """A setting is there as soon as the device tells it, whoever hears that."""
    await local.set_up()
    assert local.home.find_entity(LAMP, "inching_time") is None
    await local.lan.cloud(LAMP, there=False)
    await local.lan.set(LAMP, pulse="on", pulseWidth=2000)
    await local.home.becomes(LAMP, "2.0", "inching_time")

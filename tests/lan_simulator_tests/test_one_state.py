"""One device has one state, whichever side it is changed at."""

import asyncio

import pytest

from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.rows import of_type
from tests.simulator import SimDevice, Simulator
from tests.simulator.device_side import Why
from tests.simulator.wire import Json

from .client import Client, until

LAMP = "Kitchen lamp"
ON: Json = {"switch": "on"}
OFF: Json = {"switch": "off"}


async def test_change_at_the_cloud(client: Client, simulator: Simulator) -> None:
    """A press, a report and a command at the cloud are multicast at once."""
    client.forget()
    simulator.press(LAMP)
    simulator.push(LAMP, {"startup": "off"})
    device = simulator.device(LAMP)
    side = simulator.cloud.devices
    side.publish(device, side.command(device, OFF, simulator.account, None))
    states = await client.until_told(LAMP, 3)
    assert [it["switch"] for it in states] == ["on", "on", "off"]
    assert [it["startup"] for it in states] == ["stay", "off", "off"]
    assert [it["seq"] for it in client.texts(LAMP)] == ["2", "3", "4"]


async def test_cloud_command_that_changes_nothing(
    client: Client, simulator: Simulator
) -> None:
    """It is multicast as well."""
    client.forget()
    device = simulator.device(LAMP)
    side = simulator.cloud.devices
    side.publish(device, side.command(device, OFF, simulator.account, None))
    assert (await client.until_told(LAMP, 1))[0]["switch"] == "off"


async def test_change_here_is_a_report(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """The cloud hears it once, from the device, and it is multicast once."""
    reports: list[Json] = []

    def watch(_device: SimDevice, params: Json, _why: Why) -> None:
        reports.append(params)

    simulator.cloud.watchers.add(watch)
    client.forget()
    await lan.press(LAMP)
    await until(lambda: bool(reports))
    await lan.press("Coffee machine")
    await until(lambda: len(reports) > 1)
    assert reports == [ON, ON]
    assert len(client.states(LAMP)) == 1
    assert simulator.device(LAMP).history[0]["userAgent"] == "device"


async def test_both_at_the_same_time(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """Whatever crosses on the wire, both sides end with the same."""
    for _ in range(10):
        simulator.press(LAMP)
        told = asyncio.create_task(lan.press(LAMP))
        await asyncio.sleep(0)
        simulator.press(LAMP)
        await told
        simulator.press(LAMP)
    await lan.set(LAMP, startup="on")
    await until(lambda: simulator.device(LAMP).params["startup"] == "on")
    state = await lan.state(LAMP)
    assert state["params"] == simulator.device(LAMP).params


async def test_without_the_cloud(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """Devices go on, and the cloud has it all when it is back."""
    await simulator.stop()
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
    assert (await client.until_says(LAMP, **ON))["switch"] == "on"
    await lan.press("Coffee machine")
    assert simulator.device(LAMP).params["switch"] == "off"
    simulator.press("Hall switch", "1")
    await simulator.start()
    await until(lambda: simulator.device(LAMP).params["switch"] == "on")
    await until(lambda: simulator.device("Coffee machine").params["switch"] == "on")
    await until(lambda: bool(client.last("Hall switch")))
    await until(lambda: client.last("Hall switch")["switches"][1]["switch"] == "on")


async def test_device_without_contact_to_the_cloud(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """It is offline there and works here; what happened is told later."""
    await lan.cloud(LAMP, there=False)
    device = simulator.device(LAMP)
    await until(lambda: not device.online)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
    simulator.press("Coffee machine")
    await client.until_says("Coffee machine", **ON)
    assert device.params["switch"] == "off"
    simulator.press(LAMP)
    await client.until_says(LAMP, **OFF)
    await client.tell(LAMP, "switch", ON)
    await lan.cloud(LAMP, there=True)
    await until(lambda: device.online and device.params["switch"] == "on")


async def test_inching_of_the_cloud_side(client: Client, simulator: Simulator) -> None:
    """What follows from a local command by and by follows there."""
    await client.tell(LAMP, "pulse", {"pulse": "on", "pulseWidth": 1000})
    await client.tell(LAMP, "switch", ON)
    await until(lambda: simulator.device(LAMP).params["switch"] == "on")
    simulator.tick(1)
    await client.until_says(LAMP, **OFF)


async def test_motor_of_the_cloud_side(client: Client, simulator: Simulator) -> None:
    """A motor moves by and by."""
    simulator.add_device(of_type(126))
    await client.lan.until_there("Dual relay")
    await client.tell("Dual relay", "location", {"location": 0})
    await until(lambda: {"motorTurn": 2} in client.states("Dual relay"))
    for _ in range(60):
        simulator.tick(1)
    await until(
        lambda: {"motorTurn": 0, "currLocation": 0} in client.states("Dual relay")
    )


async def test_new_devices_and_keys(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """A device that is added is there; one that is paired again has a new key."""
    simulator.add_like(LAMP, "Second lamp")
    simulator.change_key(LAMP, "another-key")
    await lan.until_there("Second lamp")
    while lan.device(LAMP)["key"] != "another-key":
        await lan.refresh()
    assert (await client.tell("Second lamp", "switch", ON))["error"] == 0


@pytest.mark.parametrize("device", ["Front door", "Stairs"])
async def test_not_everything_is_here(lan: LanSimulator, device: str) -> None:
    """Zigbee devices are behind their bridge."""
    with pytest.raises(StopIteration):
        lan.device(device)

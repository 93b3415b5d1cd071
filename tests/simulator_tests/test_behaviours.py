"""Devices that live: meters, sensors, thermostat, curtain, lamps, RF."""

from tests.simulator import Simulator, demo_home

from .client import Client


async def test_meter_that_obeys(client: Client) -> None:
    """Readings come while `uiActive` asks, follow the relay, then stop."""
    name = "Washing machine"
    simulator, socket = client.simulator, await client.online()
    simulator.tick(30)
    assert await socket.pending(name) == []
    assert (await socket.command(name, {"uiActive": 60}))["error"] == 0
    simulator.tick(1)
    simulator.tick(5)
    first, second = await socket.pending(name)
    assert set(first) == {"power", "voltage", "current"}
    assert all(isinstance(value, str) for value in first.values())
    assert second["power"] != first["power"]
    await socket.command(name, {"switch": "off"})
    assert [item["power"] for item in await socket.pending(name)] == ["0.00"]
    simulator.tick(60)
    await socket.pending(name)
    simulator.press(name)
    simulator.tick(60)
    assert await socket.pending(name) == [{"switch": "on"}]
    assert "uiActive" not in simulator.device(name).params


async def test_meter_that_stays_silent(client: Client) -> None:
    """The other one accepts `uiActive` and says nothing."""
    simulator, socket = client.simulator, await client.online()
    assert (await socket.command("Desk", {"uiActive": 60}))["error"] == 0
    for _ in range(10):
        simulator.tick(1)
    assert await socket.quiet()


async def test_energy_by_itself(client: Client) -> None:
    """Energy of the day is reported as it grows by a hundredth."""
    simulator, socket = client.simulator, await client.online()
    simulator.tick(700)
    assert await socket.pending("Desk") == [{"dayKwh": 85, "monthKwh": 2146}]


async def test_history(client: Client) -> None:
    """The history arrives in `config` of the answer."""
    socket = await client.online()
    answer = await socket.command("Washing machine", {"hundredDaysKwh": "get"})
    assert len(answer["config"]["hundredDaysKwhData"]) == 600


async def test_numbers_as_strings(client: Client) -> None:
    """One device writes its numbers as strings."""
    socket = await client.online()
    await socket.command("Freezer", {"uiActive": 5})
    client.simulator.tick(1)
    params = (await socket.receive())["params"]
    assert all(value.isdigit() for value in params.values())


async def test_sensors(client: Client) -> None:
    """Door, motion, button and water report when they are touched."""
    simulator, socket = client.simulator, await client.online()
    seen = []
    for name, button in (
        ("Front door", "0"),
        ("Stairs", "0"),
        ("Bedside button", "2"),
        ("Under the sink", "0"),
    ):
        simulator.press(name, button)
        params = (await socket.receive())["params"]
        assert len(params.pop("trigTime")) == 13
        seen.append(params)
    assert seen == [{"lock": 1}, {"motion": 1}, {"key": 2}, {"water": 1}]
    simulator.tick(60)
    pushes = [(await socket.receive())["params"] for _ in range(2)]
    assert any(params.get("motion") == 0 for params in pushes)


async def test_drift() -> None:
    """A thermometer drifts; a thermostat keeps its targets."""
    simulator = Simulator(demo_home())
    heater = simulator.device("Nursery heater")
    heater.params |= {"deviceType": "temperature", "mainSwitch": "on"}
    seen = set()
    for _ in range(3600):
        simulator.tick(1)
        seen.add(float(heater.params["currentTemperature"]))
    assert min(seen) >= 18
    assert max(seen) <= 24
    assert simulator.device("Living room climate").params["temperature"] != "2210"


async def test_curtain(client: Client, phone: Client) -> None:
    """Others hear the command of an app, then the device that stands again."""
    socket, other = await client.online(), await phone.online()
    name = "Bedroom curtain"
    await socket.command(name, {"setclose": 50})
    heard = await other.receive()
    assert heard["userAgent"] == "app"
    assert heard["sequence"]
    assert heard["params"] == {"setclose": 50}
    assert client.simulator.device(name).params["setclose"] == 0
    client.simulator.tick(2)
    assert await socket.quiet()
    await socket.command(name, {"switch": "pause"})
    arrived = await socket.receive()
    assert arrived["userAgent"] == "device"
    assert arrived["params"] == {"switch": "pause", "setclose": 20}
    client.simulator.tick(10)
    assert await socket.pending(name) == []


async def test_lamps(client: Client) -> None:
    """Lamps take what belongs together."""
    socket = await client.online()
    devices = client.simulator.devices
    together = {"switch": "on", "brightness": 40, "mode": 0}
    assert (await socket.command("Dining table", together))["error"] == 0
    colour = {"ltype": "color", "color": {"br": 9, "r": 1, "g": 2, "b": 3}}
    assert (await socket.command("Reading lamp", colour))["error"] == 0
    ignored = {"channel0": "80", "channel1": "80"}
    assert (await socket.command("Shelf light", ignored))["error"] == 0
    params = {device.name: device.params for device in devices.values()}
    assert params["Dining table"]["brightness"] == 40
    assert params["Reading lamp"]["color"] == colour["color"]
    assert params["Shelf light"]["channel0"] == "159"


async def test_rf_bridge(client: Client) -> None:
    """Codes are sent, heard and learned."""
    simulator, socket = client.simulator, await client.online()
    transmit = {"cmd": "transmit", "rfChl": 1}
    assert (await socket.command("RF bridge", transmit))["error"] == 0
    simulator.press("RF bridge", "0")
    assert (await socket.receive())["params"]["cmd"] == "trigger"
    await socket.command("RF bridge", {"cmd": "capture", "rfChl": 5})
    simulator.press("RF bridge", "learn")
    learned = (await socket.receive())["params"]["rfList"]
    assert [item["rfChl"] for item in learned] == [0, 1, 2, 5]


async def test_unknown_type(client: Client) -> None:
    """A device of an unknown type takes everything."""
    socket = await client.online()
    answer = await socket.command("Mystery box", {"anything": [1, 2]})
    assert answer["error"] == 0

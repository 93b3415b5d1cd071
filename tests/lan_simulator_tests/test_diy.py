"""Devices in DIY mode, of an account or of none."""

from collections.abc import AsyncGenerator

from aiohttp import ClientSession
import pytest

from tests.lan_simulator.diy import KINDS
from tests.lan_simulator.fixtures import reach_devices
from tests.lan_simulator.process import LanProcess, LanSimulator
from tests.simulator.wire import Json

from .client import Client

ON: Json = {"switch": "on"}
CHANNEL: Json = {"switches": [{"outlet": 0, "switch": "on"}]}


@pytest.fixture
async def alone(
    socket_enabled: None, lan_process: LanProcess
) -> AsyncGenerator[Client]:
    """Play one of each kind, and no cloud."""
    reach_devices()
    async with lan_process.playing(None, *KINDS) as lan, ClientSession() as session:
        yield Client(lan, session)


def _one(client: Client, kind: str, key: str) -> str:
    """Return the id of a device of a type whose params have a key."""
    return next(
        str(it["id"])
        for it in client.lan.devices.values()
        if it["type"] == kind and key in it["params"]
    )


@pytest.mark.parametrize(
    ("kind", "key", "path", "data"),
    [
        ("diy_plug", "switch", "switch", ON),
        ("diy_plug", "switches", "switches", CHANNEL),
        (
            "diy_plug",
            "switches",
            "startups",
            {"startups": [{"outlet": 0, "startup": "on"}]},
        ),
        ("strip", "switches", "switches", CHANNEL),
        ("diylight", "switches", "switches", CHANNEL),
        (
            "diylight",
            "brightness",
            "dimmable",
            {"switch": "on", "brightness": 9, "mode": 0},
        ),
        (
            "diy_light",
            "ltype",
            "dimmable",
            {"ltype": "white", "white": {"br": 1, "ct": 2}},
        ),
    ],
)
async def test_kinds(alone: Client, kind: str, key: str, path: str, data: Json) -> None:
    """Everything is plain: what is told, asked and multicast."""
    device = _one(alone, kind, key)
    alone.forget()
    answer = await alone.tell_plainly(device, path, data)
    assert answer["error"] == 0
    [state] = await alone.until_told(device, 1)
    assert path in state or data.items() <= state.items()
    [text] = alone.texts(device)
    assert "encrypt" not in text
    assert "iv" not in text
    answer = await alone.tell_plainly(device, "info", {})
    assert answer["data"]["fwVersion"] == "3.7.6"
    answer = await alone.tell_plainly(device, "signal_strength", {})
    assert answer["data"] == {"signalStrength": -58}
    answer = await alone.tell_plainly(device, "deviceid", {})
    assert answer["data"] == {"deviceid": device}


async def test_meter(alone: Client) -> None:
    """Its child is told of by the main unit, and monitored one outlet at a time."""
    main = next(
        it["id"]
        for it in alone.lan.devices.values()
        if it["type"] == "diy_meter" and not it["parent"]
    )
    answer = await alone.tell_plainly(main, "subDevList", {})
    [listed] = answer["data"]["subDevList"]
    child = listed["subDevId"]
    data = {**CHANNEL, "subDevId": child}
    assert (await alone.tell_plainly(main, "switches", data))["error"] == 0
    await alone.until_says(child, switches=_switches("on"))
    answer = await alone.tell_plainly(main, "getState", {"subDevId": child})
    assert answer["data"]["switches"] == _switches("on")
    monitor = {"url": "http://127.0.0.1", "port": 80, "outlet": 0, "time": 60}
    for time, error in ((60, 0), (3601, 422)):
        data = {**monitor, "time": time, "subDevId": child}
        assert (await alone.tell_plainly(main, "monitor", data))["error"] == error


def _switches(first: str) -> list[Json]:
    states = (first, "off", "off", "off")
    return [{"outlet": it, "switch": state} for it, state in enumerate(states)]


@pytest.mark.parametrize(
    ("version", "device_id", "error"),
    [("3.7.6", "", 422), ("3.6.0", "", 0), ("3.6.0", "1", 422)],
)
async def test_device_id(
    alone: Client, version: str, device_id: str, error: int
) -> None:
    """Newer firmware wants the right one."""
    device = _one(alone, "diy_plug", "switch")
    await alone.lan.set(device, fwVersion=version)
    answer = await alone.post(device, "switch", {"deviceid": device_id, "data": ON})
    assert answer["error"] == error


async def test_own_id(alone: Client) -> None:
    """It is told to whoever does not know it."""
    device = _one(alone, "diy_plug", "switch")
    answer = await alone.post(device, "deviceid", {"deviceid": "", "data": {}})
    assert answer["data"] == {"deviceid": device}


async def test_data_in_a_text(alone: Client) -> None:
    """Old firmware answers an object in a string."""
    device = _one(alone, "diy_plug", "switch")
    await alone.lan.set(device, fwVersion="3.3.0")
    answer = await alone.tell_plainly(device, "info", {})
    assert answer["data"].startswith("{")
    assert (await alone.tell_plainly(device, "switch", {"switch": 1}))["error"] == 422
    body = {"deviceid": device, "data": "on"}
    assert (await alone.post(device, "switch", body))["error"] == 400


async def test_listed_device(client: Client, lan: LanSimulator) -> None:
    """A device of an account may be put into DIY mode, and back."""
    await lan.diy("Kitchen lamp", on=True)
    client.forget()
    assert (await client.tell_plainly("Kitchen lamp", "switch", ON))["error"] == 0
    await client.until_says("Kitchen lamp", **ON)
    assert client.texts("Kitchen lamp")[0]["type"] == "plug"
    await lan.diy("Kitchen lamp", on=False)
    assert (await client.tell("Kitchen lamp", "switch", ON))["error"] == 0


async def test_later(client: Client, lan: LanSimulator) -> None:
    """A device may come later, with an id of one's choice."""
    assert await lan.do("add", kind="plug", device_id="1001799999") == ["1001799999"]
    await lan.refresh()
    assert (await client.tell_plainly("1001799999", "switch", ON))["error"] == 0

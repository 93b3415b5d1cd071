"""Who is at an address, as a device in DIY mode tells it."""

from typing import Any

import pytest

from custom_components.ewelink.api.errors import (
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from custom_components.ewelink.api.lan.network import LanNetwork

from .stub import StubDevice, obeyed, page, telling

NO_PATH = {"error": 404}
NAMED = obeyed(data={"deviceid": "1000ABCDEF"})


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        pytest.param({"switch": "on"}, "diy_plug", id="relay"),
        pytest.param(
            {"switches": [{"outlet": 0, "switch": "on"}]}, "diy_plug", id="outlets"
        ),
        pytest.param({"switch": "on", "brightness": 7}, "diylight", id="dimmer"),
        pytest.param({"switch": "on", "ltype": "white"}, "diy_light", id="bulb"),
    ],
)
async def test_kinds(
    network: LanNetwork, device: StubDevice, state: dict[str, Any], kind: str
) -> None:
    """What it tells shows what it is."""
    told = {**state, "signalStrength": -50, "ssid": "mine"}
    device.answers.extend([NAMED, obeyed(data=told)])
    found = await network.introduce(device.host, device.port)
    assert (found.device_id, found.kind) == ("1000abcdef", kind)
    assert found.params == {**state, "rssi": -50}
    assert device.paths == ["deviceid", "info"]
    assert [it.body["deviceid"] for it in device.received] == ["", "1000abcdef"]
    assert "switch" not in repr(found)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        pytest.param([obeyed(data={"subDevList": []})], "diy_meter", id="main unit"),
        pytest.param([NO_PATH], "diy", id="unknown"),
    ],
)
async def test_device_without_a_state(
    network: LanNetwork, device: StubDevice, answers: list[Any], kind: str
) -> None:
    """A main unit has children; nobody knows what else it is."""
    device.answers.extend([NAMED, NO_PATH, page(), *answers])
    found = await network.introduce(device.host, device.port)
    assert (found.kind, found.params) == (kind, {})
    assert device.paths == ["deviceid", "info", "getState", "subDevList"]


async def test_id_among_the_state(network: LanNetwork, device: StubDevice) -> None:
    """Older firmware tells it there, in a text."""
    text = '{"switch":"off","deviceid":"1000abcdef"}'
    device.answers.extend([NO_PATH, obeyed(data=text), obeyed(data=text)])
    found = await network.introduce(device.host, device.port)
    assert (found.device_id, found.kind) == ("1000abcdef", "diy_plug")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([NO_PATH, NO_PATH], id="refused"),
        pytest.param([page(), page()], id="pages"),
        pytest.param([obeyed(), obeyed(data={"deviceid": "a\n"})], id="no id"),
        pytest.param([obeyed(data="x"), obeyed(data=7)], id="no object"),
        pytest.param([telling({"deviceid": "1"}), obeyed()], id="sealed"),
        pytest.param([obeyed(data={"deviceid": "a" * 65}), obeyed()], id="too long"),
    ],
)
async def test_nobody_known(
    network: LanNetwork, device: StubDevice, told: list[Any]
) -> None:
    """Whoever does not tell who it is cannot be shown."""
    device.answers.extend(told)
    with pytest.raises(EwelinkRefusedError):
        await network.introduce(device.host, device.port)
    assert device.paths == ["deviceid", "info"]


async def test_device_with_a_key(network: LanNetwork, device: StubDevice) -> None:
    """One of an account wants to be spoken to sealed."""
    device.answers.append({"error": 401})
    with pytest.raises(EwelinkWrongKeyError):
        await network.introduce(device.host, device.port)


async def test_nobody_there(network: LanNetwork, device: StubDevice) -> None:
    """Nothing listens at the address."""
    with pytest.raises(EwelinkUndeliveredError):
        await network.introduce("127.0.0.1", 9)
    assert not list(network.peers)

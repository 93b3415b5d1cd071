"""The internet and the local network are drawn at the cloud's control side."""

from typing import Any

from aiohttp import ClientConnectorError, ServerDisconnectedError
import pytest

from tests.lan_simulator.process import LanSimulator
from tests.simulator import Simulator

from .client import Client, until

LAMP = "Kitchen lamp"


async def _get(client: Client, simulator: Simulator, path: str) -> Any:
    async with client.session.get(f"{simulator.base_url}{path}") as answer:
        return await answer.json()


async def _post(client: Client, simulator: Simulator, path: str, **body: Any) -> None:
    url = f"{simulator.base_url}/sim/{path}"
    async with client.session.post(url, json=body) as answer:
        assert answer.status == 200


async def test_internet(client: Client, simulator: Simulator) -> None:
    """The cloud is not reached; devices and the control side are."""
    await _post(client, simulator, "internet", there=False)
    for path in ("/v2/family", "/eu/v2/family", "/api/ws"):
        with pytest.raises(ServerDisconnectedError):
            await _get(client, simulator, path)
    assert (await client.tell(LAMP, "switch", {"switch": "on"}))["error"] == 0
    assert (await _get(client, simulator, "/sim/state"))["summary"]["drawn"]
    await _post(client, simulator, "internet", there=True)
    assert (await _get(client, simulator, "/v2/family"))["error"] == 403


async def test_local_network(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """Where devices are is told, until they are away; all are, or one."""
    host, port = lan.address(LAMP)
    lamp, desk = (simulator.device(it).device_id for it in (LAMP, "Desk"))
    places = simulator.cloud.places
    await until(lambda: places.get(lamp) == f"{host}:{port}")
    await _post(client, simulator, "local", there=False)
    await until(lambda: set(places.values()) == {""})
    with pytest.raises(ClientConnectorError):
        await client.tell(LAMP, "switch", {"switch": "on"})
    await _post(client, simulator, "local", there=True, device="Desk")
    await until(lambda: bool(places[desk]))
    assert not places[lamp]
    state = await _get(client, simulator, "/sim/state")
    shown = {it["name"]: it["local"] for it in state["devices"]}
    assert shown[LAMP] == ""
    assert shown["Desk"] == places[desk]
    assert shown["Front door"] is None


async def test_keys(client: Client, lan: LanSimulator, simulator: Simulator) -> None:
    """The control side tells the keys that the list tells."""
    keys = await _get(client, simulator, "/sim/keys")
    assert keys[lan.device(LAMP)["id"]] == lan.device(LAMP)["key"]

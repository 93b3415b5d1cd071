"""Sessions that end, freeze, or hear nonsense."""

import asyncio

from tests.simulator import Simulator

from .client import Client


async def test_kicked(client: Client) -> None:
    """A newer sign-in throws the older socket out."""
    socket = await client.online()
    await client.login()
    assert (await socket.receive())["error"] == 406
    assert await socket.closed()


async def test_renewal_keeps_the_socket(client: Client) -> None:
    """Refreshing tokens is no new sign-in."""
    socket = await client.online()
    await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert await socket.quiet()


async def test_drop(client: Client) -> None:
    """Sockets can be closed."""
    socket = await client.online()
    client.simulator.drop_sockets()
    assert await socket.closed()


async def test_abort(client: Client) -> None:
    """Sockets can be cut."""
    socket = await client.online()
    client.simulator.abort_sockets()
    assert await socket.closed()
    await asyncio.sleep(0.01)
    assert client.simulator.sessions == 0


async def test_freeze(client: Client) -> None:
    """Frozen sockets stay open, hear and say nothing."""
    socket = await client.online()
    client.simulator.freeze_sockets()
    client.simulator.press("Kitchen lamp")
    await socket.socket.send_str("ping")
    await asyncio.sleep(0.05)
    assert client.simulator.frames[-1].action == "ping"
    client.simulator.thaw_sockets()
    assert await socket.quiet()


async def test_frozen_socket_does_not_stop_the_end(
    simulator: Simulator, client: Client
) -> None:
    """A frozen session whose client says goodbye ends with the simulator."""
    socket = await client.online()
    simulator.freeze_sockets()
    closing = asyncio.create_task(socket.socket.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    await simulator.stop()
    await closing


async def test_garbage(client: Client) -> None:
    """Raw texts and huge frames go out as they are."""
    socket = await client.online()
    client.simulator.push_text("{garbage")
    assert await socket.socket.receive_str() == "{garbage"
    client.simulator.push_huge(2_000_000)
    assert len(await socket.socket.receive_str()) == 2_000_000


async def test_garbage_in(client: Client) -> None:
    """What is no JSON object is answered 400."""
    socket = await client.online()
    for text in ("{", "[]", "1"):
        await socket.socket.send_str(text)
        assert (await socket.receive())["error"] == 400


async def test_restart_on_the_same_port(client: Client) -> None:
    """Changes made while it is down are there afterwards; tokens live on."""
    simulator = client.simulator
    port = simulator.port
    await client.online()
    await simulator.stop()
    simulator.device("Kitchen lamp").params["switch"] = "on"
    await simulator.start()
    assert simulator.port == port
    socket = await client.online()
    answer = await socket.command("Kitchen lamp", ["switch"], action="query")
    assert answer["params"] == {"switch": "on"}


async def test_upgrade(client: Client) -> None:
    """The newest firmware is asked for, sent, and reported by the device."""
    lamp = client.simulator.device("Kitchen lamp")
    info = {"deviceid": lamp.device_id, "model": "PSF-B01-GL", "version": "3.7.1"}
    body = {"deviceInfoList": [info]}
    answer = await client.call("POST", "/v2/device/ota/query", body)
    (found,) = answer["data"]["otaInfoList"]
    socket = await client.online()
    params = {
        "model": info["model"],
        "version": found["version"],
        "binList": found["binList"],
    }
    answer = await socket.command("Kitchen lamp", params, action="upgrade")
    assert answer["error"] == 0
    messages = [await socket.receive() for _ in range(3)]
    assert messages[-1]["params"]["fwVersion"] == found["version"]

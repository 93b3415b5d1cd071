"""The WebSocket: signing on, commands, questions, pushes."""

from typing import Any

import pytest

from tests.simulator import CommandFault

from .client import Client, Json


async def test_hello(client: Client) -> None:
    """The answer carries the heartbeat and the sequence."""
    socket = await client.socket()
    answer = await socket.user_online(sequence="17")
    assert answer == {
        "error": 0,
        "apikey": client.account.apikey,
        "config": {"hb": 1, "hbInterval": 145},
        "sequence": "17",
    }
    assert await socket.quiet()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"at": "nonsense"}, id="token"),
        pytest.param({"apikey": "somebody"}, id="apikey"),
        pytest.param({"appid": "SimulatorAppidOfOauthKind0000002"}, id="appid"),
    ],
)
async def test_bad_hello(client: Client, changes: Json) -> None:
    """A token that does not fit is answered 406, then the socket closes."""
    socket = await client.socket()
    answer = await socket.user_online(**changes)
    assert answer["error"] == 406
    assert answer["reason"]
    assert await socket.closed()


async def test_command_before_hello(client: Client) -> None:
    """Nobody commands without signing on."""
    socket = await client.socket()
    await socket.send("Kitchen lamp", {"switch": "on"})
    assert (await socket.receive())["error"] == 406
    assert await socket.closed()


@pytest.mark.parametrize("sequence", ["1764000000001", 1764000000001])
async def test_sequence_is_echoed(client: Client, sequence: Any) -> None:
    """Unchanged, also when it is a number."""
    socket = await client.online()
    answer = await socket.command("Kitchen lamp", {"switch": "on"}, sequence=sequence)
    assert answer == {
        "error": 0,
        "deviceid": client.simulator.device("Kitchen lamp").device_id,
        "apikey": client.account.apikey,
        "sequence": sequence,
    }


async def test_others_are_told(client: Client, phone: Client) -> None:
    """The sender gets no push of its own command, other sessions do."""
    sender, other = await client.online(), await phone.online()
    assert (await sender.command("Kitchen lamp", {"switch": "on"}))["error"] == 0
    push = await other.receive()
    assert (push["action"], push["params"]) == ("update", {"switch": "on"})
    assert await sender.quiet()
    assert client.simulator.device("Kitchen lamp").params["switch"] == "on"


async def test_own_button(client: Client) -> None:
    """A press is pushed by the device, without a sequence."""
    socket = await client.online()
    client.simulator.press("Kitchen lamp")
    push = await socket.receive()
    assert push["userAgent"] == "device"
    assert push["params"] == {"switch": "on"}
    assert "sequence" not in push


async def test_four_entries(client: Client) -> None:
    """A multi-channel switch takes one outlet and reports four."""
    socket = await client.online()
    one = {"switches": [{"outlet": 2, "switch": "on"}]}
    assert (await socket.command("Garden relay", one))["error"] == 0
    client.simulator.press("Garden relay", "0")
    states = [item["switch"] for item in (await socket.receive())["params"]["switches"]]
    assert states == ["on", "on", "on", "off"]


@pytest.mark.parametrize(
    ("name", "params"),
    [
        pytest.param("Kitchen lamp", {"switch": True}, id="switch"),
        pytest.param("Kitchen lamp", {"pulseWidth": 1000}, id="width alone"),
        pytest.param("Kitchen lamp", {"pulse": "on", "pulseWidth": 700}, id="step"),
        pytest.param("Kitchen lamp", [], id="list"),
        pytest.param("Kitchen lamp", None, id="nothing"),
        pytest.param(
            "Hall switch", {"switches": [{"outlet": 7, "switch": "on"}]}, id="outlet"
        ),
        pytest.param(
            "Hall switch", {"switches": [{"outlet": 0, "switch": "on"}] * 2}, id="twice"
        ),
        pytest.param("Dining table", {"brightness": 50}, id="brightness alone"),
        pytest.param("Front door", {"lock": 1}, id="sensor"),
        pytest.param("RF bridge", {"cmd": "transmit", "rfChl": "0"}, id="text channel"),
    ],
)
async def test_refused_by_device(client: Client, name: str, params: Any) -> None:
    """The device answers 400 and nothing changes."""
    before = dict(client.simulator.device(name).params)
    socket = await client.online()
    assert (await socket.command(name, params))["error"] == 400
    assert client.simulator.device(name).params == before


async def test_inching(client: Client) -> None:
    """A relay with inching goes off by itself."""
    socket = await client.online()
    params = {"pulse": "on", "pulseWidth": 1500, "switch": "on"}
    assert (await socket.command("Kitchen lamp", params))["error"] == 0
    client.simulator.tick(1)
    assert await socket.quiet()
    client.simulator.tick(1)
    assert (await socket.receive())["params"] == {"switch": "off"}


async def test_interlock(client: Client) -> None:
    """With interlock two channels cannot be on."""
    socket = await client.online()
    assert (await socket.command("Hall switch", {"lock": 1}))["error"] == 0
    both: Json = {"switches": [{"outlet": 1, "switch": "on"}]}
    assert (await socket.command("Hall switch", both))["error"] == 400
    both["switches"].append({"outlet": 0, "switch": "off"})
    assert (await socket.command("Hall switch", both))["error"] == 0


async def test_query(client: Client) -> None:
    """Some keys, or all with an empty list."""
    socket = await client.online()
    answer = await socket.command("Kitchen lamp", ["switch", "nothing"], action="query")
    assert answer["params"] == {"switch": "off"}
    answer = await socket.command("Kitchen lamp", [], action="query")
    assert answer["params"] == client.simulator.device("Kitchen lamp").params


@pytest.mark.parametrize("action", ["update", "query"])
async def test_shared_device(client: Client, action: str) -> None:
    """The owner's apikey and the user's own are both needed."""
    socket = await client.online()
    me = client.account.apikey
    params: Any = {"switch": "on"} if action == "update" else []
    options = {"action": action}
    name = "Neighbour's gate"
    fine = await socket.command(name, params, selfApikey=me, **options)
    assert fine["error"] == 0
    assert fine["apikey"] == client.simulator.device(name).apikey
    for wrong in ({}, {"selfApikey": "x"}, {"apikey": me, "selfApikey": me}):
        answer = await socket.command(name, params, **options, **wrong)
        assert answer["error"] == 406


async def test_own_device_with_own_key(client: Client) -> None:
    """`selfApikey` may be sent for own devices too."""
    socket = await client.online()
    params = {"switch": "on"}
    me = client.account.apikey
    answer = await socket.command("Kitchen lamp", params, selfApikey=me)
    assert answer["error"] == 0


async def test_owner_sees_it(client: Client) -> None:
    """A shared device's push reaches owner and guest."""
    simulator = client.simulator
    owner = Client(simulator, client.session)
    owner.account = simulator.world.accounts[1]
    await owner.login()
    sockets = [await client.online(), await owner.online()]
    for name in ("Neighbour's gate", "Parents' porch"):
        simulator.press(name)
        for socket in sockets:
            assert (await socket.receive())["action"] == "update"
    simulator.press("Kitchen lamp")
    assert await sockets[1].quiet()
    await owner.close()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"deviceid": "1000000000"}, 405, id="unknown"),
        pytest.param({"deviceid": None}, 400, id="no device"),
        pytest.param({"action": "dance"}, 400, id="action"),
        pytest.param({"apikey": "x"}, 406, id="apikey"),
    ],
)
async def test_bad_frame(client: Client, changes: Json, error: int) -> None:
    """Each mistake has its number."""
    socket = await client.online()
    answer = await socket.command("Kitchen lamp", {"switch": "on"}, **changes)
    assert answer["error"] == error


async def test_offline(client: Client) -> None:
    """Offline devices answer 503; going and coming is a `sysmsg`."""
    socket = await client.online()
    answer = await socket.command("Attic light", {"switch": "on"})
    assert answer["error"] == 503
    client.simulator.set_online("Attic light", online=True)
    message = await socket.receive()
    assert (message["action"], message["params"]) == ("sysmsg", {"online": True})
    assert (await socket.receive())["params"]["switch"] == "on"


async def test_pressed_while_offline(client: Client) -> None:
    """What happens out of the cloud's sight is told when the device is back."""
    simulator, socket = client.simulator, await client.online()
    simulator.press("Attic light")
    assert await socket.quiet()
    assert simulator.device("Attic light").params["switch"] == "on"
    simulator.set_online("Attic light", online=True)
    await socket.receive()
    assert (await socket.receive())["params"]["switch"] == "off"


async def test_new_device(client: Client) -> None:
    """A device that was added comes online and reports; it is on the list."""
    simulator, socket = client.simulator, await client.online()
    device = simulator.add_like("Kitchen lamp", "Second lamp", "Kitchen")
    message = await socket.receive()
    assert (message["action"], message["deviceid"]) == ("sysmsg", device.device_id)
    assert (await socket.receive())["params"]["switch"] == "off"
    first = (await client.things(num=1))["thingList"][0]
    assert first["itemData"]["name"] == "Second lamp"


async def test_bridge_takes_children(client: Client) -> None:
    """Children of a bridge go without a message each."""
    socket = await client.online()
    client.simulator.set_online("Zigbee bridge", online=False)
    assert (await socket.receive())["params"] == {"online": False}
    assert await socket.quiet()
    assert not client.simulator.device("Front door").online
    client.simulator.set_online("Zigbee bridge", online=True)
    assert client.simulator.device("Front door").online


@pytest.mark.parametrize("obeys", [False, True])
async def test_no_answer(
    client: Client,
    obeys: bool,  # noqa: FBT001
) -> None:
    """504 can mean done."""
    simulator = client.simulator
    simulator.fail_device("Kitchen lamp", CommandFault(error=504, obeys=obeys, times=1))
    socket = await client.online()
    assert (await socket.command("Kitchen lamp", {"switch": "on"}))["error"] == 504
    lamp = simulator.device("Kitchen lamp")
    assert lamp.params["switch"] == ("on" if obeys else "off")
    assert (await socket.command("Kitchen lamp", {"switch": "on"}))["error"] == 0


async def test_silence_and_delay(client: Client) -> None:
    """A device never answers, or late."""
    simulator = client.simulator
    simulator.fail_device("Kitchen lamp", CommandFault(silent=True, times=1))
    socket = await client.online()
    await socket.send("Kitchen lamp", {"switch": "on"})
    assert await socket.quiet()
    simulator.fail_device("Kitchen lamp", CommandFault(delay=0.05))
    await socket.send("Kitchen lamp", {"switch": "on"})
    assert (await socket.command("Hall switch", [], action="query"))["error"] == 0
    assert (await socket.receive())["error"] == 0

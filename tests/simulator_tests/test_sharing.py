"""Sharing devices with other users."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import ClientSession
import pytest

from tests.simulator.accounts import NEIGHBOUR

from .client import Client, Json
from .conftest import Clock

SHARE = "/v2/device/share"
PERMIT = "/v2/device/share/permit"
LAMP = "Kitchen lamp"


@pytest.fixture
async def neighbour(client: Client, session: ClientSession) -> AsyncIterator[Client]:
    """Return the neighbour, who has signed in."""
    made = Client(client.simulator, session)
    made.account = client.simulator.world.accounts[1]
    await made.login()
    yield made
    await made.close()


def _wanted(client: Client, *names: str, **changes: Any) -> Json:
    """Return the body that shares devices with the neighbour."""
    neighbour = client.simulator.world.accounts[1]
    return {
        "deviceidList": [client.simulator.device(name).device_id for name in names],
        "user": {"email": neighbour.username},
        "permit": 9,
        **changes,
    }


async def _listed(client: Client, name: str) -> Json | None:
    things = (await client.things(num=0))["thingList"]
    return next((it for it in things if it["itemData"].get("name") == name), None)


async def test_share(client: Client, neighbour: Client, clock: Clock) -> None:
    """The devices appear with the other user, who may use them and hears of them."""
    socket = await neighbour.online()
    body = _wanted(client, LAMP, "Desk", comment="for the party")
    answer = await client.call("POST", SHARE, body)
    [lamp, _] = answer["data"]["updatedThingList"]
    assert lamp["itemType"] == 1
    [to] = lamp["itemData"]["shareTo"]
    assert to["apikey"] == NEIGHBOUR
    expected = (9, "for the party", int(clock.now * 1000))
    assert (to["permit"], to["comment"], to["shareTime"]) == expected
    shared = await _listed(neighbour, LAMP)
    assert shared is not None
    assert shared["itemType"] == 2
    by = shared["itemData"]["sharedBy"]
    assert (by["apikey"], by["permit"]) == (client.account.apikey, 9)
    client.simulator.press(LAMP)
    assert (await socket.receive())["params"] == {"switch": "on"}


@pytest.mark.parametrize("field", ["phone", "both"])
async def test_share_by_phone(client: Client, neighbour: Client, field: str) -> None:
    """A phone number counts before an e-mail."""
    user = {"countryCode": "+65", "phoneNumber": neighbour.account.phone}
    if field == "both":
        user["email"] = "nobody@example.com"
    answer = await client.call("POST", SHARE, _wanted(client, LAMP, user=user))
    assert answer["error"] == 0
    assert await _listed(neighbour, LAMP) is not None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"deviceidList": []}, 400, id="no devices"),
        pytest.param({"deviceidList": [1]}, 400, id="no ids"),
        pytest.param({"deviceidList": ["1000000000"]}, 405, id="unknown device"),
        pytest.param({"user": None}, 400, id="no user"),
        pytest.param({"user": {}}, 400, id="nobody"),
        pytest.param({"user": {"phoneNumber": "+6590004486"}}, 400, id="no country"),
        pytest.param({"user": {"email": "x@example.com"}}, 30008, id="unknown user"),
        pytest.param({"permit": None}, 400, id="no permit"),
        pytest.param({"permit": 16}, 400, id="permit"),
        pytest.param({"shareType": 2}, 400, id="type"),
    ],
)
async def test_share_refused(client: Client, changes: Json, error: int) -> None:
    """Each wrong parameter has its number."""
    body = _wanted(client, LAMP, **changes)
    assert (await client.call("POST", SHARE, body))["error"] == error
    assert client.simulator.device(LAMP).shares == {}


async def test_share_with_another_region(client: Client) -> None:
    """A user of another region is none of this one."""
    european = client.simulator.world.accounts[2]
    body = _wanted(client, LAMP, user={"email": european.username})
    assert (await client.call("POST", SHARE, body))["error"] == 30008


async def test_share_with_oneself(client: Client) -> None:
    """Nobody shares with oneself."""
    body = _wanted(client, LAMP, user={"email": client.account.username})
    assert (await client.call("POST", SHARE, body))["error"] == 400


@pytest.mark.parametrize("name", ["Neighbour's gate", "Parents' porch"])
async def test_share_of_others(client: Client, name: str) -> None:
    """What is somebody else's is not shared any further, nor is the rest."""
    body = _wanted(client, LAMP, name)
    assert (await client.call("POST", SHARE, body))["error"] == 406
    assert client.simulator.device(LAMP).shares == {}


async def test_change_permit(client: Client) -> None:
    """The permission changes, the note stays; nobody else has one to change."""
    await client.call("POST", SHARE, _wanted(client, LAMP, comment="mine"))
    body = {
        "deviceid": client.simulator.device(LAMP).device_id,
        "apikey": NEIGHBOUR,
        "permit": 15,
    }
    answer = await client.call("POST", PERMIT, body)
    [to] = answer["data"]["updatedThing"]["itemData"]["shareTo"]
    assert (to["permit"], to["comment"]) == (15, "mine")
    assert (await client.call("POST", PERMIT, {**body, "permit": -1}))["error"] == 400
    body["apikey"] = "nobody"
    assert (await client.call("POST", PERMIT, body))["error"] == 405


async def test_end_sharing(client: Client, neighbour: Client) -> None:
    """The device leaves the other user's list."""
    await client.call("POST", SHARE, _wanted(client, LAMP))
    query: Json = {
        "deviceid": client.simulator.device(LAMP).device_id,
        "apikey": NEIGHBOUR,
    }
    answer = await client.call("DELETE", SHARE, **query)
    assert answer["data"]["updatedThing"]["itemData"]["shareTo"] == []
    assert await _listed(neighbour, LAMP) is None
    assert (await client.call("DELETE", SHARE, **query))["error"] == 405

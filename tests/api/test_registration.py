"""Adding devices to an account and taking them out."""

import re

import orjson
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkConnectionError,
    EwelinkResponseError,
)
from custom_components.ewelink.api.registration import (
    Permission,
    Registration,
    add,
    listed,
    permission,
    remove,
)

from .stub import Answer, StubCloud, ok, refusal

ADD = "POST /v2/device/add"
LISTED = "POST /v2/device/thing"
DELETE = "DELETE /v2/device"
THING = {"itemType": 1, "itemData": {"deviceid": "100000788a", "online": True}}
DEVICE = Registration(deviceid="100000788a", digest="d", name="Plug")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(refusal(407), Permission.REFUSED, id="no permission"),
        pytest.param(Answer(status=407), Permission.REFUSED, id="as a status"),
        pytest.param(refusal(30010), Permission.GIVEN, id="bad id"),
        pytest.param(refusal(30018), Permission.GIVEN, id="no such device"),
        pytest.param(refusal(400), Permission.UNCLEAR, id="bad request"),
        pytest.param(refusal(412), Permission.UNCLEAR, id="quota"),
        pytest.param(Answer(status=502), Permission.UNCLEAR, id="down"),
        pytest.param(ok({}), Permission.UNCLEAR, id="added"),
    ],
)
async def test_permission(
    client: EwelinkClient, stub: StubCloud, answer: Answer, expected: Permission
) -> None:
    """What the cloud says to a device that cannot exist tells whether one may add."""
    stub.plan(ADD, answer)
    assert await permission(client) is expected


async def test_permission_asks_for_no_device(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """The id that is asked for is none."""
    stub.plan(ADD, refusal(30010))
    await permission(client)
    [call] = stub.calls_of(ADD)
    assert not re.fullmatch("[0-9a-f]{10}", orjson.loads(call.body)["deviceid"])


async def test_what_is_not_known_is_left_out(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """Old devices tell no chip, and a home need not be chosen."""
    await add(client, DEVICE)
    [call] = stub.calls_of(ADD)
    assert orjson.loads(call.body) == {
        "name": "Plug",
        "deviceid": "100000788a",
        "digest": "d",
    }


async def test_all_that_is_known_is_sent(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """Chip, home and room go with it, in the region of the account."""
    device = Registration(
        deviceid="100000788a",
        digest="d",
        name="Plug",
        chipid="c",
        home_id="h",
        room_id="r",
    )
    await add(client, device)
    [call] = stub.calls_of(ADD)
    body = orjson.loads(call.body)
    assert (body["chipid"], body["familyid"], body["roomid"]) == ("c", "h", "r")
    assert call.region == "eu"


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refusal(407), EwelinkAppIdError, 407),
        (refusal(30017), EwelinkResponseError, 30017),
        (Answer(status=500), EwelinkConnectionError, 500),
    ],
)
async def test_refusals(
    client: EwelinkClient,
    stub: StubCloud,
    answer: Answer,
    error: type[Exception],
    code: int,
) -> None:
    """A refusal keeps its number."""
    stub.plan(ADD, answer)
    with pytest.raises(error) as raised:
        await add(client, DEVICE)
    assert getattr(raised.value, "code", None) == code


async def test_remove(client: EwelinkClient, stub: StubCloud) -> None:
    """A device is taken out by its id."""
    await remove(client, "100000788a")
    [call] = stub.calls_of(DELETE)
    assert call.query == {"deviceid": "100000788a"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(ok({"thingList": [THING]}), True, id="there"),
        pytest.param(ok({"thingList": []}), False, id="empty"),
        pytest.param(refusal(405), False, id="no such device"),
    ],
)
async def test_listed(
    client: EwelinkClient, stub: StubCloud, answer: Answer, *, expected: bool
) -> None:
    """A device is known to be the account's, or not to be."""
    stub.plan(LISTED, answer)
    found = await listed(client, "100000788a")
    assert (found is not None and found.online) is expected


async def test_listed_may_stay_unknown(client: EwelinkClient, stub: StubCloud) -> None:
    """Any other answer is no answer."""
    stub.plan(LISTED, refusal(500))
    with pytest.raises(EwelinkConnectionError):
        await listed(client, "100000788a")


async def test_secrets_are_not_shown() -> None:
    """What proves possession is not for everybody."""
    device = Registration(deviceid="1", digest="secret", name="x", chipid="secret")
    assert "secret" not in repr(device)

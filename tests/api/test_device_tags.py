"""Reading and setting the tags of a device."""

from typing import Any

import orjson
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.device_tags import merge_tags, read_tags
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkResponseError,
)

from ..devices.common import thing
from .stub import Answer, StubCloud, ok, refusal

THINGS = "POST /v2/device/thing"
TAGS = "POST /v2/device/tags"
BRIDGE = thing(28, deviceid="100000788a")


def _item(deviceid: object = "100000788a", **data: Any) -> dict[str, Any]:
    return {"itemType": 1, "itemData": {"deviceid": deviceid, **data}}


@pytest.mark.parametrize("item_type", [1, 2, 5])
async def test_one_device_is_asked_for(
    client: EwelinkClient, stub: StubCloud, item_type: int
) -> None:
    """It is asked for as what it was listed as: own, or somebody else's."""
    stub.plan(THINGS, ok({"thingList": [_item(tags={"a": 1})]}))
    bridge = thing(28, deviceid="100000788a", item_type=item_type)
    assert await read_tags(client, bridge) == {"a": 1}
    [call] = stub.calls_of(THINGS)
    assert orjson.loads(call.body) == {
        "thingList": [{"itemType": item_type, "id": "100000788a"}]
    }


@pytest.mark.parametrize(
    ("items", "tags"),
    [
        pytest.param([_item()], {}, id="none"),
        pytest.param([_item(tags=None)], {}, id="null"),
        pytest.param(
            [None, {}, _item("other"), _item(tags={"b": 2})], {"b": 2}, id="b"
        ),
    ],
)
async def test_tags(
    client: EwelinkClient, stub: StubCloud, items: list[Any], tags: dict[str, Any]
) -> None:
    """A device may have none at all."""
    stub.plan(THINGS, ok({"thingList": items}))
    assert await read_tags(client, BRIDGE) == tags


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(ok({"thingList": []}), EwelinkResponseError, id="no device"),
        pytest.param(ok({}), EwelinkResponseError, id="no list"),
        pytest.param(ok({"thingList": 7}), EwelinkResponseError, id="odd list"),
        pytest.param(
            ok({"thingList": [_item("other", tags={})]}),
            EwelinkResponseError,
            id="another device",
        ),
        pytest.param(
            ok({"thingList": [_item(tags="[]")]}), EwelinkResponseError, id="odd tags"
        ),
        pytest.param(refusal(405), EwelinkResponseError, id="not found"),
        pytest.param(refusal(407), EwelinkAppIdError, id="not permitted"),
        pytest.param(Answer(status=502), EwelinkConnectionError, id="down"),
    ],
)
async def test_tags_that_are_not_told(
    client: EwelinkClient, stub: StubCloud, answer: Answer, error: type[EwelinkError]
) -> None:
    """No answer without the device is taken for one without tags."""
    stub.plan(THINGS, answer)
    with pytest.raises(error):
        await read_tags(client, BRIDGE)


async def test_merge(client: EwelinkClient, stub: StubCloud) -> None:
    """Only what is given is set."""
    stub.plan(TAGS, ok({}))
    await merge_tags(client, "100000788a", {"zyx_info": []})
    [call] = stub.calls_of(TAGS)
    assert orjson.loads(call.body) == {
        "deviceid": "100000788a",
        "type": "merge",
        "tags": {"zyx_info": []},
    }


async def test_merge_refused(client: EwelinkClient, stub: StubCloud) -> None:
    """An APPID may not be permitted to."""
    stub.plan(TAGS, refusal(407))
    with pytest.raises(EwelinkAppIdError):
        await merge_tags(client, "100000788a", {})

"""Homes and things of an account."""

import logging
from typing import Any

import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkResponseError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.models import ThingPage

from .stub import Answer, StubCloud, ok, refusal

FAMILY = "GET /v2/family"
THINGS = "GET /v2/device/thing"
REFRESH = "POST /v2/user/refresh"
LOGOUT = "DELETE /v2/user/logout"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})


def thing(number: int) -> dict[str, Any]:
    """Return an item of the list."""
    data = {"deviceid": f"d{number}", "name": f"n{number}", "apikey": "me"}
    return {"itemType": 1, "index": number, "itemData": data}


def page(*numbers: int, total: Any = None) -> Answer:
    """Return a page of things."""
    return ok({"thingList": [thing(number) for number in numbers], "total": total})


async def read(client: EwelinkClient) -> list[ThingPage]:
    """Read all pages of a home."""
    return [item async for item in client.things("home")]


async def test_homes(client: EwelinkClient, stub: StubCloud) -> None:
    """Homes are listed; one without an id is left out."""
    homes = [{"id": "h1", "name": "A", "apikey": "me"}, {"name": "B"}]
    stub.plan(FAMILY, ok({"familyList": homes, "currentFamilyId": "h1"}))
    assert [home.id for home in await client.homes()] == ["h1"]


@pytest.mark.parametrize("data", [{}, {"familyList": None}, {"familyList": {}}])
async def test_homes_that_are_no_list(
    client: EwelinkClient, stub: StubCloud, data: dict[str, Any]
) -> None:
    """A missing list is an error and not an empty list."""
    stub.plan(FAMILY, ok(data))
    with pytest.raises(EwelinkConnectionError):
        await client.homes()


async def test_one_page(client: EwelinkClient, stub: StubCloud) -> None:
    """A short list is read in one call."""
    stub.plan(THINGS, page(1, 2, total=2))
    (only,) = await read(client)
    assert [item.deviceid for item in only.things] == ["d1", "d2"]
    (call,) = stub.calls
    assert call.query == {"familyid": "home", "num": "100"}


async def test_empty_home(client: EwelinkClient, stub: StubCloud) -> None:
    """An empty home is read in one call, even when the cloud counts hidden things."""
    stub.plan(THINGS, page(total=4))
    assert [item.received for item in await read(client)] == [0]
    assert len(stub.calls) == 1


async def test_many_pages(client: EwelinkClient, stub: StubCloud) -> None:
    """Each page begins behind the last index of the one before."""
    stub.plan(
        THINGS,
        page(*range(100), total=230),
        page(*range(100, 200), total=230),
        page(*range(200, 230), total=230),
    )
    pages = await read(client)
    assert [item.received for item in pages] == [100, 100, 30]
    assert [call.query.get("beginIndex") for call in stub.calls] == [None, "99", "199"]


async def test_pages_shorter_than_asked(client: EwelinkClient, stub: StubCloud) -> None:
    """A cloud that hands out less than asked is asked on while it counts more."""
    stub.plan(THINGS, page(1, 2, total=3), page(3, total=3))
    assert [item.received for item in await read(client)] == [2, 1]


async def test_hidden_things(client: EwelinkClient, stub: StubCloud) -> None:
    """Things that are counted and never shown cost one call."""
    stub.plan(THINGS, page(1, 2, total=9), page(total=9))
    assert [item.received for item in await read(client)] == [2, 0]
    assert len(stub.calls) == 2


async def test_page_without_progress(client: EwelinkClient, stub: StubCloud) -> None:
    """A cloud that repeats its page is not asked for ever."""
    stub.plan(THINGS, page(*range(100), total=500))
    assert len(await read(client)) == 2


async def test_full_page_without_index(client: EwelinkClient, stub: StubCloud) -> None:
    """A full page without any index cannot be told from the whole list."""
    items = [{"itemData": {"deviceid": f"d{n}"}} for n in range(100)]
    stub.plan(THINGS, ok({"thingList": items}))
    with pytest.raises(EwelinkResponseError):
        await read(client)


async def test_short_page_without_index(client: EwelinkClient, stub: StubCloud) -> None:
    """A short page without any index is the last."""
    stub.plan(THINGS, ok({"thingList": [{"itemData": {"deviceid": "d"}}], "total": 7}))
    assert len(await read(client)) == 1


async def test_list_without_end(client: EwelinkClient, stub: StubCloud) -> None:
    """A list that does not end is given up."""
    pages = [page(*range(n * 100, n * 100 + 100)) for n in range(201)]
    stub.plan(THINGS, *pages)
    with pytest.raises(EwelinkResponseError):
        await read(client)
    assert len(stub.calls) == 200


@pytest.mark.parametrize(
    "balk",
    [
        Answer(content=b"<html>", status=504),
        refusal(500),
        refusal(400),
        Answer(content={}, delay=1),
    ],
)
async def test_smaller_pages(
    client: EwelinkClient, stub: StubCloud, balk: Answer
) -> None:
    """A cloud that balks at large pages is asked for small ones from then on."""
    client.http.timeout = 0.1
    stub.plan(THINGS, balk, page(*range(30)), page(30))
    assert [item.received for item in await read(client)] == [30, 1]
    assert [call.query["num"] for call in stub.calls] == ["100", "30", "30"]
    await client.things_page("other")
    assert stub.calls[-1].query["num"] == "30"


async def test_cloud_that_is_down(client: EwelinkClient, stub: StubCloud) -> None:
    """When small pages fail too, large ones are tried again the next time."""
    stub.plan(THINGS, refusal(500), refusal(500), page(1))
    with pytest.raises(EwelinkConnectionError):
        await client.things_page("home")
    await client.things_page("home")
    assert [call.query["num"] for call in stub.calls] == ["100", "30", "100"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(412), EwelinkQuotaError),
        (refusal(405), EwelinkResponseError),
        (Answer(content=b"<html>"), EwelinkConnectionError),
        (ok({"thingList": None}), EwelinkConnectionError),
    ],
)
async def test_refused_page(
    client: EwelinkClient, stub: StubCloud, answer: Answer, kind: type[EwelinkError]
) -> None:
    """What has nothing to do with the size of a page is not asked again."""
    stub.plan(THINGS, answer)
    with pytest.raises(kind):
        await client.things_page("home")
    assert len(stub.calls) == 1


async def test_small_pages_that_fail(client: EwelinkClient, stub: StubCloud) -> None:
    """Pages do not become smaller than small."""
    client.http.timeout = 0.1
    slow = Answer(content={}, delay=0.5)
    stub.plan(THINGS, refusal(400), page(1), slow)
    await client.things_page("home")
    with pytest.raises(EwelinkTimeoutError):
        await client.things_page("home")
    assert len(stub.calls) == 3


async def test_broken_items_are_told_once(
    client: EwelinkClient, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """Broken items are skipped with one line that holds none of their values."""
    caplog.set_level(logging.DEBUG, "custom_components.ewelink.api")
    broken = {"itemData": {"name": "hidden-name", "deviceid": None}}
    odd = thing(2)
    odd["itemData"]["tags"] = "hidden-tags"
    items = [thing(1), None, broken, odd, "hidden-item"]
    stub.plan(THINGS, ok({"thingList": items}))
    found = await client.things_page("home")
    assert [item.deviceid for item in found.things] == ["d1", "d2"]
    assert found.skipped == 3
    said = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    ]
    assert said == ["Skipped 3 of 5 things; fields not understood in others: tags"]


@pytest.mark.parametrize("code", [401, 402, 406])
async def test_refused_token(client: EwelinkClient, stub: StubCloud, code: int) -> None:
    """A refused token is renewed once, and the call repeated with the new one."""
    stub.plan(FAMILY, refusal(code), ok({"familyList": []}))
    stub.plan(REFRESH, RENEWED)
    await client.homes()
    assert [call.headers["Authorization"] for call in stub.calls_of(FAMILY)] == [
        "Bearer access-1",
        "Bearer access-2",
    ]


async def test_token_refused_twice(client: EwelinkClient, stub: StubCloud) -> None:
    """A renewed token that is refused too is not renewed again."""
    stub.plan(FAMILY, refusal(402))
    stub.plan(REFRESH, RENEWED)
    with pytest.raises(EwelinkAuthError):
        await client.homes()
    assert len(stub.calls_of(REFRESH)) == 1
    assert len(stub.calls_of(FAMILY)) == 2


@pytest.mark.parametrize("answer", [ok({}), refusal(401), refusal(402)])
async def test_sign_out(client: EwelinkClient, stub: StubCloud, answer: Answer) -> None:
    """The session ends at the cloud; one that has ended already is no error."""
    stub.plan(LOGOUT, answer)
    await client.sign_out()
    (call,) = stub.calls
    assert call.headers["Authorization"] == "Bearer access-1"

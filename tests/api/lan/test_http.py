"""One request: what is sent, and what each answer and failure means."""

import asyncio

import aiohttp
import pytest

from custom_components.ewelink.api.errors import (
    EwelinkBusyError,
    EwelinkError,
    EwelinkMalformedError,
    EwelinkNoAnswerError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from custom_components.ewelink.api.lan.crypto import LanKey
from custom_components.ewelink.api.lan.http import (
    LanHttp,
    LanRequest,
    Sequence,
    answer_data,
    request_body,
)

from .announcing import KEY, OTHER_KEY, sealed
from .conftest import FAST
from .stub import StubDevice, obeyed, page

# Nobody listens there.
CLOSED_PORT = 9


@pytest.fixture
def http(session: aiohttp.ClientSession) -> LanHttp:
    """Return what posts to a device."""
    return LanHttp(session, FAST)


def request(
    params: dict[str, object] | None = None, *, is_repeatable: bool = True
) -> LanRequest:
    """Return a request to switch a plug."""
    return LanRequest(
        path="switch",
        body=request_body("1000000001", params or {"switch": "on"}, LanKey(KEY), "17"),
        is_repeatable=is_repeatable,
        answer_seconds=0.6,
    )


async def test_what_is_sent(http: LanHttp, device: StubDevice) -> None:
    """The body is sealed, and the connection is not kept."""
    answer = await http.post(request(), ((device.host, device.port),))

    assert answer["error"] == 0
    [received] = device.received
    assert received.path == "switch"
    assert received.data == {"switch": "on"}
    assert received.body["deviceid"] == "1000000001"
    assert received.body["sequence"] == "17"
    assert received.body["selfApikey"] == "123"
    assert received.body["encrypt"] is True
    assert received.headers["connection"] == "close"
    assert received.headers["content-type"] == "application/json"
    assert "transfer-encoding" not in received.headers
    assert http.answered_at == device.host


async def test_written(session: aiohttp.ClientSession, device: StubDevice) -> None:
    """It is told when a request goes out, and not where there is nobody."""
    written: list[int] = []
    http = LanHttp(session, FAST, lambda: written.append(len(device.received)))
    with pytest.raises(EwelinkUndeliveredError):
        await http.post(request(), ((device.host, CLOSED_PORT),))
    assert written == []

    await http.post(request(), ((device.host, device.port),))
    assert set(written) == {0}


async def test_in_the_clear(http: LanHttp, device: StubDevice) -> None:
    """In DIY mode the data are the object itself."""
    body = request_body("1000000001", {"switch": "on"}, None, "17")
    plain = LanRequest(path="switch", body=body, answer_seconds=0.3)

    await http.post(plain, ((device.host, device.port),))

    [received] = device.received
    assert received.body["data"] == {"switch": "on"}
    assert "encrypt" not in received.body


def test_sequences_rise() -> None:
    """No two requests have the same."""
    sequence = Sequence()

    made = [int(sequence.next()) for _ in range(100)]

    assert made == sorted(set(made))


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        pytest.param({"error": 400}, EwelinkRefusedError, 400, id="400"),
        pytest.param({"error": 404}, EwelinkRefusedError, 404, id="404"),
        pytest.param({"error": "422"}, EwelinkRefusedError, 422, id="as text"),
        pytest.param({"error": 500}, EwelinkRefusedError, 500, id="500"),
        pytest.param({"error": 401}, EwelinkWrongKeyError, 401, id="401"),
        pytest.param({"seq": 1}, EwelinkRefusedError, None, id="no number"),
        pytest.param(page(), EwelinkRefusedError, None, id="page"),
        pytest.param(page("404 Not Found"), EwelinkRefusedError, 404, id="no page"),
        pytest.param(
            page("302 Found\r\nLocation: http://example.com/"),
            EwelinkRefusedError,
            302,
            id="redirect",
        ),
        pytest.param(
            page(body=b"x" * 70_000), EwelinkRefusedError, None, id="too large"
        ),
        pytest.param(b"nonsense\r\n\r\n", EwelinkNoAnswerError, None, id="no HTTP"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
            EwelinkNoAnswerError,
            None,
            id="cut off",
        ),
    ],
)
async def test_answers(
    http: LanHttp,
    device: StubDevice,
    answer: dict[str, object] | bytes,
    kind: type[EwelinkError],
    code: int | None,
) -> None:
    """What is raised tells what happened, and nothing of what was sent."""
    device.answers.append(answer)

    with pytest.raises(EwelinkError) as raised:
        await http.post(request(), ((device.host, device.port),))

    assert type(raised.value) is kind
    assert raised.value.code == code
    assert raised.value.__cause__ is None
    assert len(device.received) == 1
    assert device.host not in str(raised.value)


async def test_resets_are_tried_again(http: LanHttp, device: StubDevice) -> None:
    """A device resets what comes while it is busy."""
    device.answers.extend([None] * 4)

    await http.post(request(), ((device.host, device.port),))

    assert http.resets == 4
    assert len(device.received) == 1


async def test_resets_after_reading(http: LanHttp, device: StubDevice) -> None:
    """It may have read what it resets, which does no harm."""
    device.answers.extend([0.001, None, 0.001, None])

    await http.post(request(), ((device.host, device.port),))

    assert len(device.received) == 3


async def test_endless_resets(http: LanHttp, device: StubDevice) -> None:
    """Ten are enough, and somebody is there."""
    device.answers.extend([None] * 40)

    with pytest.raises(EwelinkBusyError):
        await http.post(request(), ((device.host, device.port),))

    assert http.resets == 11


async def test_slow_resets(http: LanHttp, device: StubDevice) -> None:
    """Who waits is not kept for longer than for an answer and one more."""
    device.answers.extend([0.2, None] * 11)

    with pytest.raises(EwelinkBusyError):
        await http.post(request(), ((device.host, device.port),))

    assert http.resets <= 5


async def test_what_may_not_be_repeated(http: LanHttp, device: StubDevice) -> None:
    """It is not written again, and nobody knows what came of it."""
    device.answers.extend([0.001, None])

    with pytest.raises(EwelinkNoAnswerError):
        await http.post(request(is_repeatable=False), ((device.host, device.port),))

    assert len(device.received) == 1


async def test_silence(http: LanHttp, device: StubDevice) -> None:
    """What was delivered and not answered may have been obeyed."""
    device.answers.append(2.0)

    with pytest.raises(EwelinkNoAnswerError):
        await http.post(request(), ((device.host, device.port),))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(("127.0.0.1", CLOSED_PORT), id="nobody listens"),
        pytest.param(("no such host", 80), id="no address"),
    ],
)
async def test_nobody_there(http: LanHttp, address: tuple[str, int]) -> None:
    """Nothing was delivered, so that it may go by another way."""
    with pytest.raises(EwelinkUndeliveredError) as raised:
        await http.post(request(), (address,))

    assert type(raised.value) is EwelinkUndeliveredError


async def test_no_address(http: LanHttp) -> None:
    """Without an address nothing is delivered."""
    with pytest.raises(EwelinkUndeliveredError):
        await http.post(request(), ())


async def test_next_address(http: LanHttp, device: StubDevice) -> None:
    """An address of a former lease is passed over."""
    await http.post(request(), (("127.0.0.1", CLOSED_PORT), (device.host, device.port)))

    assert len(device.received) == 1


async def test_silence_is_not_tried_elsewhere(
    http: LanHttp, device: StubDevice
) -> None:
    """Another address may be the same device, which may have obeyed."""
    device.answers.append(2.0)

    with pytest.raises(EwelinkNoAnswerError):
        await http.post(request(), ((device.host, device.port),) * 2)

    assert len(device.received) == 1


async def test_trickling_answer(http: LanHttp, session: aiohttp.ClientSession) -> None:
    """An answer that comes byte by byte ends in time."""
    serving: list[asyncio.Task[None] | None] = []

    async def _trickle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        serving.append(asyncio.current_task())
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.02)

    server = await asyncio.start_server(_trickle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    with pytest.raises(EwelinkNoAnswerError):
        await http.post(request(), (("127.0.0.1", port),))

    server.close()
    [task] = serving
    assert task is not None
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_data_of_answers() -> None:
    """Newer chips answer with their state, sealed or as an object or a text."""
    data, iv = sealed({"switch": "on", "ssid": "home"})

    key = LanKey(KEY)
    assert answer_data({"encrypt": True, "iv": iv, "data": data}, key) == {
        "switch": "on"
    }
    assert answer_data({"data": {"switch": "on", "ssid": "home"}}, None) == {
        "switch": "on"
    }
    assert answer_data({"data": '{"switch":"on"}'}, None) == {"switch": "on"}
    assert answer_data({"data": ""}, None) == {}
    assert answer_data({}, key) == {}
    assert answer_data({"encrypt": True, "data": data}, None) == {}


def test_data_that_cannot_be_read() -> None:
    """What is no state is told from that."""
    data, iv = sealed({"switch": "on"})

    with pytest.raises(EwelinkWrongKeyError):
        answer_data({"encrypt": True, "iv": iv, "data": data}, LanKey(OTHER_KEY))
    with pytest.raises(EwelinkMalformedError):
        answer_data({"encrypt": True, "data": data}, LanKey(KEY))
    with pytest.raises(ValueError, match="object"):
        answer_data({"data": "[]"}, None)


def test_data_nested_too_deeply() -> None:
    """What is kept of a device must be readable again."""
    data: object = "deep"
    for _ in range(300):
        data = {"in": data}

    with pytest.raises(ValueError, match="nested"):
        answer_data({"data": data}, None)


def test_body_is_not_shown() -> None:
    """Nothing shows what is sent."""
    assert "switch" not in repr(request()).replace("path='switch'", "")
    assert obeyed() == {"seq": 1, "sequence": "1", "error": 0}

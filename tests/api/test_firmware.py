"""Tests of what the cloud offers as firmware, and what a device is told."""

from typing import Any, Final, cast

from hypothesis import given
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkError,
    call_error,
)
from custom_components.ewelink.api.firmware import (
    Installed,
    Offer,
    ask_for_firmware,
    is_newer,
    is_not_permitted,
)

from .strategies import ANYTHING

FILES: Final = [
    {"name": "1.bin", "downloadUrl": "https://a/1", "digest": "d1", "size": 7},
    {"name": "2.bin", "downloadUrl": "https://a/2"},
]


class _Cloud:
    """Answers every call alike, and keeps what was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[Any] = []
        self.refuses: dict[str, int] = {}

    async def call(self, method: str, path: str, body: Any) -> Any:
        assert (method, path) == ("POST", "/v2/device/ota/query")
        self.asked.append(body["deviceInfoList"])
        for it in body["deviceInfoList"]:
            if (code := self.refuses.get(it["deviceid"])) is not None:
                raise call_error(code)
        return self.answer


async def _offers(answer: Any, count: int = 1) -> tuple[dict[str, Offer], _Cloud]:
    cloud = _Cloud(answer)
    devices = [Installed(f"d{n}", "PSF", "3.7.1") for n in range(count)]
    found = await ask_for_firmware(cast("EwelinkClient", cloud), devices)
    return found, cloud


def _item(device_id: str = "d0", version: Any = "3.8.0", files: Any = FILES) -> Any:
    return {"deviceid": device_id, "version": version, "binList": files, "type": ""}


async def test_offer_goes_as_it_came() -> None:
    """The values of the files are not touched; what is no part of a command stays."""
    offers, cloud = await _offers({"otaInfoList": [_item()]})
    assert cloud.asked == [[{"deviceid": "d0", "model": "PSF", "version": "3.7.1"}]]
    assert offers["d0"].params("PSF") == {
        "model": "PSF",
        "version": "3.8.0",
        "binList": [
            {"downloadUrl": "https://a/1", "digest": "d1", "name": "1.bin"},
            {"downloadUrl": "https://a/2", "name": "2.bin"},
        ],
    }


@pytest.mark.parametrize(
    ("refuses", "is_told"),
    [
        pytest.param({"d40": 400}, True, id="one"),
        pytest.param({"d3": 400, "d40": 400}, False, id="all"),
        pytest.param({"d40": 407}, False, id="for good"),
    ],
)
async def test_calls_that_are_refused(
    refuses: dict[str, int], *, is_told: bool
) -> None:
    """What the other calls told counts, where the APPID may ask at all."""
    cloud = _Cloud({"otaInfoList": [_item("d0")]})
    cloud.refuses = refuses
    devices = [Installed(f"d{n}", "PSF", "3.7.1") for n in range(41)]
    asking = ask_for_firmware(cast("EwelinkClient", cloud), devices)
    if is_told:
        assert (await asking).keys() == {"d0"}
    else:
        with pytest.raises(EwelinkError):
            await asking


@pytest.mark.parametrize(
    ("count", "calls"),
    [(0, []), (1, [1]), (30, [30]), (31, [30, 1]), (65, [30, 30, 5])],
)
async def test_thirty_at_once(count: int, calls: list[int]) -> None:
    """One call asks for thirty devices at most."""
    _, cloud = await _offers({"otaInfoList": []}, count)
    assert [len(it) for it in cloud.asked] == calls


@pytest.mark.parametrize(
    "item",
    [
        _item(version="3.7.1"),
        _item(version="3.6.9"),
        _item(version=""),
        _item(files=[]),
        _item(files=None),
        _item(files=["x"]),
        _item("stranger"),
        None,
        7,
    ],
)
async def test_no_offer(item: Any) -> None:
    """What is not newer, has no file or is for nobody is no offer."""
    offers, _ = await _offers({"otaInfoList": [item]})
    assert offers == {}


@given(raw=ANYTHING)
async def test_anything(raw: Any) -> None:
    """Whatever the cloud answers never raises."""
    await _offers({"otaInfoList": raw})
    await _offers({"otaInfoList": [raw, _item(version=raw), _item(files=raw)]})
    offers, _ = await _offers({"otaInfoList": [_item(files=[raw, *FILES])]})
    assert offers["d0"].params("PSF")


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("3.8.0", "3.7.1", True),
        ("3.10.0", "3.9.9", True),
        ("3.7.1", "3.7.1", False),
        ("3.7.0", "3.7.1", False),
        ("1.0.0", "", True),
        ("2.0", "1.9.9", True),
        ("3.7.1.1", "3.7.1", True),
        ("b", "a", True),
        ("v2", "v1", True),
    ],
)
def test_is_newer(version: str, than: str, newer: bool) -> None:  # noqa: FBT001
    """Versions compare number by number."""
    assert is_newer(version, than) is newer


@pytest.mark.parametrize(
    ("err", "refused"),
    [
        (call_error(407), True),
        (call_error(406), False),
        (call_error(403), True),
        (call_error(500), False),
        (call_error(412), False),
        (EwelinkConnectionError("403", code=403), False),
    ],
)
def test_is_not_permitted(err: EwelinkError, refused: bool) -> None:  # noqa: FBT001
    """Only a refusal of the APPID is one for good."""
    assert is_not_permitted(err) is refused

"""Tests of what is kept of an account, as it is written."""

from typing import Any

from hypothesis import given, strategies as st
import orjson
import pytest

from custom_components.ewelink.api.known import Known, without_private
from custom_components.ewelink.api.lan.models import LanMemory
from custom_components.ewelink.api.models import Home, Thing

from .strategies import ANYTHING

HOME = Home(
    id="h1",
    name="My home",
    rooms={"r1": "Kitchen"},
    apikey="owner",
    is_own=True,
    is_current=True,
)
THING = Thing(
    deviceid="1001",
    name="Lamp",
    apikey="owner",
    devicekey="key of the lamp",
    uiid=1,
    model="PSF",
    brand="SONOFF",
    manufacturer="CoolKit",
    product_model="MINI",
    mac="02:00:00:00:00:01",
    firmware="3.7.1",
    params={"switch": "on", "switches": [{"outlet": 0, "switch": "off"}]},
    tags={"ck_channel_name": {"0": "Left"}},
    dev_config={"lowVolAlarm": "2.3"},
    home_id="h1",
    room_id="r1",
    shared=True,
    parent_id="1000",
    item_type=2,
)
MEMORY = LanMemory(
    host_id="1001",
    addresses=("192.168.1.2", "fd00::2"),
    port=8082,
    type="strip",
    is_plain=True,
)
KNOWN = Known(saved_at=1.5, homes=(HOME,), things=(THING,), memories={"1001": MEMORY})


def _read(**changes: object) -> Known | None:
    raw: dict[str, Any] = orjson.loads(KNOWN.to_json())
    return Known.from_json(orjson.dumps({**raw, **changes}))


def test_all_comes_back() -> None:
    """What is written is read again, also by way of what drops secrets."""
    assert Known.from_json(KNOWN.to_json()) == KNOWN
    assert Known.from_json(without_private(KNOWN.to_json())) == KNOWN


def test_whether_it_was_online_is_not_kept() -> None:
    """Nobody knows how it is after a start."""
    online = Known(saved_at=0, things=(Thing(deviceid="1", name="", apikey=""),))
    [thing] = (Known.from_json(online.to_json()) or KNOWN).things
    assert not thing.online


def test_little_is_enough() -> None:
    """What a thing, a home or a memory does not tell is as in a list."""
    known = _read(
        things=[{"deviceid": 7}], homes=[{"id": "h"}], memories={"7": {"host_id": "7"}}
    )
    assert known is not None
    assert known.things == (Thing(deviceid="7", name="7", apikey=""),)
    assert known.homes == (Home(id="h", name=""),)
    assert known.memories == {"7": LanMemory(host_id="7")}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"{}", id="no version"),
        pytest.param(b'{"version": 2, "saved_at": 1}', id="a later version"),
        pytest.param(b'{"version": 1}', id="no time"),
        pytest.param(b'{"version": 1, "saved_at": true}', id="odd time"),
        pytest.param(b'{"version": 1, "saved_at": "1"}', id="time as text"),
    ],
)
def test_what_is_not_known(content: bytes) -> None:
    """What another version has written is nothing."""
    assert Known.from_json(content) is None


@pytest.mark.parametrize("part", ["homes", "things", "memories"])
@given(value=ANYTHING)
def test_odd_parts(part: str, value: object) -> None:
    """A part that cannot be read is as if it were not there."""
    for odd in (value, [value], {"1": value}):
        known = _read(**{part: odd})
        assert known is not None
        assert known.saved_at == KNOWN.saved_at


@pytest.mark.parametrize("field", orjson.loads(KNOWN.to_json())["things"][0])
@given(value=ANYTHING)
def test_odd_fields(field: str, value: object) -> None:
    """A field that cannot be read costs nothing but itself."""
    raw = orjson.loads(KNOWN.to_json())["things"][0]
    known = _read(things=[{**raw, field: value}])
    assert known is not None
    assert len(known.things) == 1 or field == "deviceid"


@pytest.mark.parametrize("part", ["params", "tags", "dev_config"])
@pytest.mark.parametrize(
    "name",
    [
        *("ssid", "SSID", "wifiSsid", "bssid", "staMac", "password", "wifiPassword"),
        *("pwd", "psk", "token", "email", "phoneNumber", "selfApikey", "P2PKey", "ip"),
        "pass",
    ],
)
def test_private_params(part: str, name: str) -> None:
    """What a device tells of Wi-Fi and people is not written, however deep."""
    hidden = {name: "canary", "a": {name: ["canary"]}, "b": [{name: {"x": "canary"}}]}
    raw = orjson.loads(KNOWN.to_json())
    raw["things"][0][part] = {**hidden, "switch": "on"}
    written = without_private(orjson.dumps(raw))

    assert b"canary" not in written
    [thing] = orjson.loads(written)["things"]
    assert thing[part] == {"a": {}, "b": [{}], "switch": "on"}


@pytest.mark.parametrize("name", ["localKeyPass", "passive", "zyx_info", "rfList"])
def test_kept_params(name: str) -> None:
    """What a feature reads is kept."""
    raw = orjson.loads(KNOWN.to_json())
    raw["things"][0]["params"] = {name: 1}
    [thing] = orjson.loads(without_private(orjson.dumps(raw)))["things"]
    assert thing["params"] == {name: 1}


@given(st.dictionaries(st.text(max_size=9), ANYTHING, max_size=4))
def test_whatever_params_come_back(params: dict[str, object]) -> None:
    """Params of any kind are written as they are."""
    thing = Thing(deviceid="1", name="x", apikey="", params=params)
    known = Known(saved_at=0, things=(thing,))
    assert Known.from_json(known.to_json()) == known


def test_repr_tells_no_secret() -> None:
    """Nothing that a traceback may print tells keys or addresses."""
    assert "key of the lamp" not in repr(KNOWN)
    assert "192.168" not in repr(KNOWN)

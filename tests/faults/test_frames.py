"""The cloud says what nobody understands."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from ..clock import passing
from ..home import Home
from .test_connection import LAMP, announcements
from .waiting import let_pass, until

LIST_SOON_SECONDS: Final = 6
HUGE: Final = 3 * 1024 * 1024
UPDATE: Final = '"action":"update","deviceid":"{device}"'
GARBAGE: Final = [
    pytest.param("", id="empty"),
    pytest.param("{", id="cut"),
    pytest.param("pong pong", id="words"),
    pytest.param("null", id="null"),
    pytest.param('"update"', id="text"),
    pytest.param("[]", id="list"),
    pytest.param("[" * 100_000, id="deep"),
    pytest.param("1e999", id="infinite"),
    pytest.param("\x00\x01\x02", id="binary"),
    pytest.param("{}", id="nothing"),
    pytest.param('{"action":null}', id="action null"),
    pytest.param('{"action":["update"]}', id="action a list"),
    pytest.param('{"action":"sysmsg"}', id="sysmsg of nobody"),
    pytest.param('{"action":"update"}', id="update of nobody"),
    pytest.param('{"action":"update","deviceid":null}', id="device null"),
    pytest.param('{"action":"update","deviceid":{"a":1}}', id="device an object"),
    pytest.param("{" + UPDATE + "}", id="params missing"),
    pytest.param("{" + UPDATE + ',"params":null}', id="params null"),
    pytest.param("{" + UPDATE + ',"params":[1]}', id="params a list"),
    pytest.param("{" + UPDATE + ',"params":"on"}', id="params a text"),
    pytest.param("{" + UPDATE + ',"params":{"switch":null}}', id="switch null"),
    pytest.param("{" + UPDATE + ',"params":{"switch":{"on":1}}}', id="switch odd"),
    pytest.param("{" + UPDATE + ',"params":{"rssi":[[]]}}', id="reading odd"),
    pytest.param('{"error":0,"sequence":"1"}', id="answer to nobody"),
    pytest.param('{"error":0,"sequence":{}}', id="answer odd"),
]


@pytest.fixture(name="frame")
def _frame(request: pytest.FixtureRequest, home: Home) -> str:
    text: str = request.param
    return text.replace("{device}", home.sim(LAMP).device_id)


@pytest.mark.parametrize("frame", GARBAGE, indirect=True)
async def test_garbage_is_ignored(home: Home, frame: str) -> None:
    """What comes after it is read, on the same connection."""
    await home.set_up()
    home.simulator.push_text(frame)
    home.simulator.push(LAMP, {"switch": "on"})

    await until(lambda: home.has_state(LAMP, "on"))
    assert announcements(home) == 1


async def test_huge_frame(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A frame of 3 MB neither ends the connection nor puts off what follows."""
    await passing(freezer, home.set_up())
    home.simulator.push_huge(HUGE)
    home.simulator.push(LAMP, {"switch": "on"})

    await home.becomes(LAMP, "on")
    assert announcements(home) == 1


async def test_huge_update(home: Home) -> None:
    """A device may report 3 MB of something; the rest of it counts."""
    await home.set_up()
    home.simulator.push(LAMP, {"filler": "x" * HUGE, "switch": "on"})

    await until(lambda: home.has_state(LAMP, "on"))
    assert announcements(home) == 1


@pytest.mark.parametrize(
    "params",
    [pytest.param({"switch": "on"}, id="switch"), pytest.param({}, id="empty")],
)
async def test_push_for_an_unknown_device(home: Home, params: dict[str, Any]) -> None:
    """The list is read again after a while, and the device is there."""
    await home.set_up()
    home.simulator.add_like(LAMP, "New lamp", "Kitchen")
    home.simulator.push("New lamp", params)
    await home.delivered()
    assert home.lists_read == 1

    let_pass(home.hass, LIST_SOON_SECONDS)
    await until(lambda: home.find_entity("New lamp"))
    assert home.lists_read == 2
    await until(lambda: not home.is_reading)


async def test_push_for_a_device_that_is_never_listed(home: Home) -> None:
    """However often it reports, the list is not read for it again and again."""
    await home.set_up()
    for _ in range(50):
        home.simulator.push_text(
            '{"action":"update","deviceid":"1000999999","params":{"switch":"on"}}'
        )
    await home.delivered()
    let_pass(home.hass, LIST_SOON_SECONDS)
    await until(lambda: home.lists_read == 2)
    await until(lambda: not home.is_reading)
    for _ in range(50):
        home.simulator.push_text(
            '{"action":"sysmsg","deviceid":"1000999999","params":{"online":true}}'
        )
    await home.delivered()
    let_pass(home.hass, LIST_SOON_SECONDS)
    await home.delivered()
    assert home.lists_read == 2

"""Actions on the timers that a device runs by itself."""

import asyncio
from datetime import timedelta
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import orjson
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.timer_memory import async_timer_memory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from .home import Home, until
from .simulator import CommandFault
from .simulator.behaviours import Behaviour
from .simulator.factory import Row
from .simulator.model import ShareTerms

LAMP: Final = "Kitchen lamp"
RELAY: Final = "Garden relay"
GATE: Final = "Neighbour's gate"
PORCH: Final = "Parents' porch"
# What somebody else made, of which nothing may ever become other.
OTHERS: Final[list[Any]] = [
    {"enabled": 1, "mId": "app", "type": "repeat", "at": "1 2 * * 3", "do": {"x": 1.5}},
    {"type": "sunset", "mId": "odd", "at": "later", "outlet": 0, "more": [None, True]},
    {"type": "sunset", "mId": "even", "at": "later", "outlet": 0},
]


async def act(
    home: Home, action: str, device: str, channel: int | None = None, **data: Any
) -> Any:
    """Call an action for a device, or for a channel; return its response."""
    return await home.hass.services.async_call(
        DOMAIN,
        action,
        {"device_id": home.device(device, channel).id, **data},
        blocking=True,
        return_response=action != "remove_timer",
    )


async def add(
    home: Home, device: str = LAMP, channel: int | None = None, **data: Any
) -> str:
    """Add a timer; return its ID."""
    if not data.keys() & {"time", "at", "weekdays"}:
        data.setdefault("after", {"minutes": 30})
    data.setdefault("turn", "off")
    response = await act(home, "add_timer", device, channel, **data)
    return str(response["timer_id"])


def timers(home: Home, device: str = LAMP) -> list[Any]:
    """Return the timers that a device has."""
    return list(home.sim(device).params.get("timers", []))


@pytest.fixture
async def berlin(hass: HomeAssistant) -> None:
    """Let Home Assistant be in Berlin."""
    await hass.config.async_set_time_zone("Europe/Berlin")


async def test_repeat(home: Home, berlin: None, freezer: FrozenDateTimeFactory) -> None:
    """A local time of some weekdays is given in UTC."""
    freezer.move_to("2026-01-15T12:00:00+00:00")
    await home.set_up()
    timer_id = await add(home, time="00:30", weekdays=["mon", "fri"], turn="on")
    assert timers(home) == [
        {
            "mId": timer_id,
            "type": "repeat",
            "at": "30 23 * * 0,4",
            "coolkit_timer_type": "repeat",
            "enabled": 1,
            "do": {"switch": "on"},
        }
    ]
    assert home.sent(LAMP) == [{"timers": timers(home)}]


async def test_once_and_delay(
    home: Home, berlin: None, freezer: FrozenDateTimeFactory
) -> None:
    """A date, with a zone or in that of Home Assistant, and some minutes from now."""
    freezer.move_to("2026-07-15T12:00:00+00:00")
    await home.set_up()
    made = [
        await add(home, at="2026-07-15 15:00:00"),
        await add(home, at="2026-07-15T15:00:00+00:00"),
        await add(home, after={"hours": 1, "minutes": 15}),
    ]
    assert [it["mId"] for it in timers(home)] == made
    assert [it["at"] for it in timers(home)] == [
        "2026-07-15T13:00:00.000Z",
        "2026-07-15T15:00:00.000Z",
        timers(home)[2]["at"],
    ]
    delay = timers(home)[2]
    assert delay["at"].startswith("2026-07-15T13:15:")
    assert delay["period"] == "75"
    assert [it["type"] for it in timers(home)] == ["once"] * 3
    assert delay["coolkit_timer_type"] == "delay"


@pytest.mark.parametrize("turn", ["on", "off", True, False])
async def test_turn(home: Home, turn: Any) -> None:
    """On and off are what YAML makes of them, too."""
    await home.set_up()
    await add(home, turn=turn)
    is_on = turn in ("on", True)
    assert timers(home)[0]["do"] == {"switch": "on" if is_on else "off"}


async def test_channel(home: Home) -> None:
    """A channel's device says which of them is meant; the device itself does not."""
    await home.set_up()
    timer_id = await add(home, RELAY, 2)
    [entry] = timers(home, RELAY)
    assert entry["do"] == {"switch": "off", "outlet": 2}
    with pytest.raises(ServiceValidationError, match="channels"):
        await add(home, RELAY)
    told = await act(home, "get_timers", RELAY, 0)
    assert told == {"timers": [entry]}
    await act(home, "remove_timer", RELAY, 1, timer_id=timer_id)
    assert timers(home, RELAY) == []


async def test_child_of_a_bridge(home: Home) -> None:
    """A Zigbee plug is given its timer under its own name."""
    row = Row(
        name="Zigbee plug",
        uiid=1009,
        parent=next(
            it.device_id for it in home.simulator.devices.values() if it.uiid == 168
        ),
        params={"switch": "on", "timers": []},
        behaviour=Behaviour,
    )
    home.simulator.add_device(row)
    await home.set_up()
    await add(home, "Zigbee plug")
    assert timers(home, "Zigbee plug")[0]["do"] == {"switch": "off"}


async def test_others_stay(home: Home) -> None:
    """Entries of others stay to the byte and in order, whatever comes and goes."""
    await home.set_up()
    home.sim(LAMP).params["timers"] = list(OTHERS)
    before = orjson.dumps(OTHERS)
    made = [await add(home) for _ in range(3)]
    assert orjson.dumps(timers(home)[:3]) == before
    for timer_id in (made[1], made[0], made[2]):
        await act(home, "remove_timer", LAMP, timer_id=timer_id)
        assert orjson.dumps(timers(home)[:3]) == before
    assert len(timers(home)) == 3
    told = await act(home, "get_timers", LAMP)
    assert orjson.dumps(told["timers"]) == before
    await act(home, "remove_timer", LAMP, timer_id="odd")
    assert timers(home) == [OTHERS[0], OTHERS[2]]


async def test_two_at_once_and_one_by_the_app(home: Home) -> None:
    """Neither is lost, nor is what the app makes at any moment in between."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.05))
    adding = [home.hass.async_create_task(add(home)) for _ in range(2)]
    await until(lambda: home.sent(LAMP, "query"))
    home.simulator.send_by_app(LAMP, {"timers": [OTHERS[0]]})
    await until(lambda: home.sent(LAMP))
    made = await asyncio.gather(*adding)
    assert {it["mId"] for it in timers(home)} == {*made, "app"}
    assert timers(home)[0] == OTHERS[0]
    home.simulator.send_by_app(LAMP, {"timers": [*timers(home), OTHERS[1]]})
    last = await add(home)
    assert [it["mId"] for it in timers(home)][-2:] == ["odd", last]


async def test_made_between_question_and_command(home: Home) -> None:
    """What an app makes while the timers are read is in what is sent."""
    await home.set_up()
    lock = asyncio.Event()
    link = home.coordinator.link
    read = link.read

    async def _slow(device: Any) -> Any:
        answer = await read(device)
        await lock.wait()
        return answer

    link.read = _slow  # type: ignore[method-assign]
    adding = home.hass.async_create_task(add(home))
    await until(lambda: home.sent(LAMP, "query"))
    home.simulator.send_by_app(LAMP, {"timers": [OTHERS[0]]})
    device = home.coordinator.data[home.sim(LAMP).device_id]
    await until(lambda: device.params.get("timers"))
    lock.set()
    timer_id = await adding
    assert [it["mId"] for it in timers(home)] == ["app", timer_id]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({"after": "00:10:00"}, "on or off", id="no turn"),
        pytest.param({"turn": "on"}, "exactly one", id="no time"),
        pytest.param(
            {"turn": "on", "after": "00:10:00", "at": "2030-01-01 00:00:00"},
            "exactly one",
            id="two times",
        ),
        pytest.param(
            {"turn": "on", "after": "00:10:00", "weekdays": ["mon"]},
            "exactly one",
            id="weekdays of a duration",
        ),
        pytest.param({"turn": "on", "time": "07:00"}, "weekday", id="no weekdays"),
        pytest.param(
            {"turn": "on", "time": "07:00", "weekdays": []}, "weekday", id="no weekday"
        ),
        pytest.param({"turn": "on", "weekdays": ["mon"]}, "time", id="no time of day"),
        pytest.param(
            {"turn": "on", "time": "07:00:30", "weekdays": ["mon"]},
            "whole minutes",
            id="seconds",
        ),
        pytest.param({"turn": "on", "after": "00:00:30"}, "whole", id="short"),
        pytest.param({"turn": "on", "after": "-00:10:00"}, "whole", id="negative"),
        pytest.param({"turn": "on", "after": {"days": 400}}, "whole", id="long"),
        pytest.param({"turn": "on", "at": "2020-01-01 00:00:00"}, "future", id="past"),
        pytest.param(
            {"turn": "on", "at": "9999-12-31T23:59:59-12:00"}, "future", id="no date"
        ),
    ],
)
async def test_contradictions(home: Home, data: dict[str, Any], message: str) -> None:
    """What is wanted must be clear; nothing is asked before it is."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match=message) as raised:
        await act(home, "add_timer", LAMP, **data)
    assert raised.value.translation_domain == DOMAIN
    assert home.sent(LAMP) == home.sent(LAMP, "query") == []


async def test_nothing_to_remove(home: Home) -> None:
    """A timer that is not there, or not named, cannot be removed."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="no timer with this ID"):
        await act(home, "remove_timer", LAMP, timer_id="other")
    with pytest.raises(ServiceValidationError, match="Give the ID"):
        await act(home, "remove_timer", LAMP)
    assert home.sent(LAMP) == []


async def test_nothing_to_switch(home: Home) -> None:
    """A sensor is switched by no timer."""
    await home.set_up()
    devices = home.simulator.devices.values()
    thermometer = next(it.name for it in devices if it.uiid == 1770)
    with pytest.raises(ServiceValidationError, match="turn on or off"):
        await add(home, thermometer)


@pytest.mark.parametrize("action", ["get_timers", "add_timer", "remove_timer"])
async def test_offline(home: Home, action: str) -> None:
    """A device that is offline is not asked."""
    home.sim(LAMP).online = False
    await home.set_up()
    data: dict[str, Any] = {
        "add_timer": {"turn": "on", "after": "00:10:00"},
        "remove_timer": {"timer_id": "a"},
    }.get(action, {})
    with pytest.raises(HomeAssistantError, match="offline") as raised:
        await act(home, action, LAMP, **data)
    assert raised.value.translation_domain == DOMAIN
    assert home.sent(LAMP, "query") == []


async def test_too_many(home: Home) -> None:
    """A device that is full says so; what was there stays."""
    await home.set_up()
    home.sim(LAMP).timer_limit = 2
    made = [await add(home) for _ in range(2)]
    with pytest.raises(HomeAssistantError, match="as many as it can hold") as raised:
        await add(home)
    assert raised.value.translation_key == "timers_full"
    assert [it["mId"] for it in timers(home)] == made
    await act(home, "remove_timer", LAMP, timer_id=made[0])
    await add(home)


async def test_silent(home: Home) -> None:
    """It is an error where nobody answers; what the device has is found out."""
    await home.set_up()
    await add(home)
    home.simulator.fail_device(LAMP, CommandFault(error=504))
    with pytest.raises(HomeAssistantError, match="did not answer"):
        await add(home)
    assert len(timers(home)) == 1


async def test_obeyed_without_an_answer(home: Home) -> None:
    """What is there all the same is ours, and known, though it was an error."""
    await home.set_up()
    await add(home)
    device = home.coordinator.data[home.sim(LAMP).device_id]
    fault = CommandFault(error=504, obeys=True)
    read = home.coordinator.link.read

    async def _then_fail(device: Any) -> Any:
        answer = await read(device)
        home.simulator.fail_device(LAMP, fault)
        home.coordinator.link.read = read  # type: ignore[method-assign]
        return answer

    home.coordinator.link.read = _then_fail  # type: ignore[method-assign]
    with pytest.raises(HomeAssistantError, match="did not answer"):
        await add(home)
    home.simulator.fail_device(LAMP)
    assert len(timers(home)) == 2
    memory = async_timer_memory(home.hass, home.entry.entry_id)
    assert memory.of(device.id).keys() == {it["mId"] for it in timers(home)}


async def test_connection_is_lost(home: Home) -> None:
    """What was sent and not answered by then may be there, and is ours then."""
    await home.set_up()
    read = home.coordinator.link.read

    async def _then_silent(device: Any) -> Any:
        answer = await read(device)
        home.simulator.fail_device(LAMP, CommandFault(silent=True))
        return answer

    home.coordinator.link.read = _then_silent  # type: ignore[method-assign]
    adding = home.hass.async_create_task(add(home))
    await until(lambda: home.sent(LAMP))
    home.simulator.abort_sockets()
    with pytest.raises(HomeAssistantError):
        await adding
    [[sent]] = [it["timers"] for it in home.sent(LAMP)]
    memory = async_timer_memory(home.hass, home.entry.entry_id)
    assert memory.of(home.sim(LAMP).device_id).keys() == {sent["mId"]}


async def test_question_is_refused(home: Home) -> None:
    """It is not taken for a device that is full."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=400))
    with pytest.raises(HomeAssistantError) as raised:
        await add(home)
    assert raised.value.translation_key == "device_refused"


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(("timers",), id="timers are missing"),
        pytest.param(None, id="nothing is told"),
    ],
)
async def test_not_told(home: Home, told: Any) -> None:
    """An answer that lacks timers that were there wipes nothing."""
    await home.set_up()
    await add(home)
    sim = home.sim(LAMP)
    kept = dict(sim.params)
    if told is None:
        sim.params.clear()
    else:
        del sim.params["timers"]
    home.simulator.clear_counters()
    with pytest.raises(ServiceValidationError, match="nothing was changed"):
        await add(home)
    assert home.sent(LAMP) == []
    sim.params.update(kept)


@pytest.mark.parametrize(
    ("permit", "allowed"),
    [(0, set()), (1, {"add"}), (4, {"remove"}), (10, set()), (15, {"add", "remove"})],
)
async def test_shared(home: Home, permit: int, allowed: set[str]) -> None:
    """What the owner of a device does not let be done is refused before it is sent."""
    sim = home.sim(GATE)
    sim.params["timers"] = [OTHERS[0]]
    terms = ShareTerms(permit=permit, comment="", at=0)
    sim.share_terms[home.simulator.account.apikey] = terms
    await home.set_up()
    assert await act(home, "get_timers", GATE) == {"timers": [OTHERS[0]]}
    home.simulator.clear_counters()
    wanted: dict[str, dict[str, Any]] = {
        "add": {"turn": "on", "after": "00:10:00"},
        "remove": {"timer_id": "app"},
    }
    for name, data in wanted.items():
        if name in allowed:
            await act(home, f"{name}_timer", GATE, **data)
            continue
        with pytest.raises(ServiceValidationError, match="does not let you"):
            await act(home, f"{name}_timer", GATE, **data)
    assert len(home.sent(GATE)) == len(allowed)


async def test_device_of_a_shared_home(home: Home) -> None:
    """No bits are told for it: the cloud decides."""
    await home.set_up()
    await add(home, PORCH)
    assert len(timers(home, PORCH)) == 1


async def test_spent_timers_go(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """One of ours that has run leaves with the next one; those of others stay."""
    await home.set_up()
    home.sim(LAMP).timer_limit = 3
    over = {**OTHERS[0], "type": "once", "at": "2020-01-01T00:00:00.000Z"}
    home.sim(LAMP).params["timers"] = [over]
    first = await add(home, after="00:10:00")
    kept = await add(home, at=(dt_util.utcnow() + timedelta(days=30)).isoformat())
    freezer.tick(15 * 60)
    async_fire_time_changed(home.hass)
    last = await add(home)
    assert [it["mId"] for it in timers(home)] == ["app", kept, last]
    assert first not in {kept, last}


async def test_parked_timers_are_left(home: Home) -> None:
    """What the app has put aside is no timer of the device's."""
    home.sim(LAMP).tags["disable_timers"] = [OTHERS[0]]
    await home.set_up()
    await add(home)
    assert await act(home, "get_timers", LAMP) == {"timers": timers(home)}
    assert home.sim(LAMP).tags["disable_timers"] == [OTHERS[0]]
    assert home.called("POST /v2/device/update-info") == 0

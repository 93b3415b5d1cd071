"""Tests of radio bridges as remotes: sending, and learning by an action."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.devices.features.radio import transmission
from homeassistant.components.remote.const import RemoteEntityFeature
from homeassistant.const import EVENT_STATE_CHANGED, Platform
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr

from .clock import passing, turns
from .entities import compare
from .home import Home, until
from .radio import (
    CANCEL,
    FREE,
    LEARNED,
    RADIO,
    SECRET,
    TAGS,
    add_radio,
    capture,
    caught,
    radio,
    rf_list,
    sent,
    zyx_info,
)
from .simulator import CommandFault


async def _act(home: Home, service: str, **data: Any) -> None:
    await home.call(service, home.entity_id(RADIO, "remote"), domain="remote", **data)


async def _send(home: Home, *command: str, **data: Any) -> None:
    await _act(home, "send_command", command=list(command), **data)


def _learn(home: Home, *command: str, **data: Any) -> asyncio.Task[None]:
    data = {"device": "TV", "command": list(command), **data}
    return home.hass.async_create_task(_act(home, "learn_command", **data))


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each bridge, its entry in the registry and its state."""
    add_radio(home)
    await compare(home, Platform.REMOTE, snapshot)


@pytest.mark.parametrize("uiid", [28, 90, 98])
async def test_it_is_the_bridge(home: Home, uiid: int) -> None:
    """Each type of bridge has one, called as the bridge and able to learn."""
    add_radio(home, uiid=uiid, learned=(), zyx_info=())
    await home.set_up()
    state = home.hass.states.get(home.entity_id(RADIO, "remote"))
    assert state is not None
    assert state.name == RADIO
    assert state.state == "on"
    assert state.attributes["supported_features"] == RemoteEntityFeature.LEARN_COMMAND


async def test_always_on(home: Home) -> None:
    """It can be turned on, as it is, and cannot be turned off."""
    add_radio(home)
    await home.set_up()
    await _act(home, "turn_on")
    for service in ("turn_off", "toggle"):
        with pytest.raises(ServiceValidationError, match="Radio only sends"):
            await _act(home, service)
    assert home.state(RADIO, "remote") == "on"
    assert home.sent(RADIO) == []


SENT: list[Any] = [
    pytest.param(["Close"], {}, [1], id="name"),
    pytest.param([" cLOSE "], {}, [1], id="small and large letters"),
    pytest.param(["0"], {}, [0], id="channel"),
    pytest.param(["007"], {"device": "TV"}, [], id="channel not learned"),
    pytest.param(["4"], {}, [4], id="channel without a name"),
    pytest.param(["3"], {}, [3], id="sensor by its channel"),
    pytest.param(["1"], {}, [1], id="channel rather than name"),
    pytest.param(["9"], {}, [5], id="name that is no channel"),
    pytest.param(["1"], {"device": "Numbers"}, [6], id="name rather than channel"),
    pytest.param(["4"], {"device": "Gate"}, [4], id="channel beside a remote"),
    pytest.param(["Open"], {"device": "TV"}, [2], id="key of two remotes"),
    pytest.param(["open"], {"device": "gate"}, [0], id="of the other"),
    pytest.param(["Close", "4", "Close"], {}, [1, 4, 1], id="several"),
    pytest.param(["Close"], {"num_repeats": 0}, [], id="not at all"),
]


@pytest.mark.parametrize(("command", "data", "channels"), SENT)
async def test_send(
    home: Home,
    freezer: FrozenDateTimeFactory,
    command: list[str],
    data: dict[str, Any],
    channels: list[int],
) -> None:
    """What is meant is sent, each as a frame of its own, and nothing else."""
    add_radio(home)
    await home.set_up()
    sending = passing(freezer, _send(home, *command, **data))
    if command == ["007"]:
        with pytest.raises(ServiceValidationError):
            await sending
    else:
        await sending
    assert home.sent(RADIO) == [transmission(it) for it in channels]
    assert {"cmd", "rfChl"}.isdisjoint(radio(home).params)


UNKNOWN: list[Any] = [
    pytest.param(["Off"], {}, r"called Off.*Gate: Open \(0\).*, 3, 4, ", id="name"),
    pytest.param(["8"], {}, "called 8.*Gate: Close", id="channel"),
    pytest.param(["Alarm"], {}, "called Alarm.*TV: Open", id="sensor by its name"),
    pytest.param(["7"], {}, "called 7.*TV: Open", id="named, not learned"),
    pytest.param(["Up"], {"device": "Blind"}, "called Up.* -$", id="likewise"),
    pytest.param([""], {}, "Gate: Open", id="blank"),
    pytest.param(["9" * 5000], {}, "Gate: Open", id="endless"),
    pytest.param(["-1"], {}, "Gate: Open", id="negative"),
    pytest.param(["Close"], {"device": "TV"}, r"knows: TV: Open \(2\)", id="other's"),
    pytest.param(
        ["Close"],
        {"device": "Lamp"},
        "no remote called Lamp.*Gate, TV, Numbers, Blind",
        id="remote",
    ),
    pytest.param(["Alarm"], {"device": "Smoke"}, "called Smoke", id="sensor"),
    pytest.param(
        ["Open"], {}, r"several keys.*Gate: Open \(0\), TV: Open \(2\)", id="ambiguous"
    ),
]


@pytest.mark.parametrize("first", [[], ["Close"]], ids=["alone", "behind a known one"])
@pytest.mark.parametrize(("command", "data", "message"), UNKNOWN)
async def test_nothing_is_sent(
    home: Home, first: list[str], command: list[str], data: dict[str, Any], message: str
) -> None:
    """All is known before the first is sent, and an error lists what is known."""
    add_radio(home)
    await home.set_up()
    commands = [*(first if not data else []), *command]
    with pytest.raises(ServiceValidationError, match=message) as raised:
        await _send(home, *commands, **data)
    assert home.sent(RADIO) == []
    assert SECRET not in str(raised.value)


async def test_repeats_and_delay(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The whole is repeated, with a pause between any two and none at the end."""
    add_radio(home)
    await home.set_up()
    sending = home.hass.async_create_task(
        _send(home, "Close", "4", num_repeats=2, delay_secs=2)
    )
    for count, channel in enumerate([1, 4, 1, 4], start=1):
        assert (await sent(home, count))[-1] == transmission(channel)
        await turns()
        freezer.tick(1.9)
        await turns()
        assert len(home.sent(RADIO)) == count
        freezer.tick(0.2)
    await until(sending.done)
    assert len(home.sent(RADIO)) == 4


async def test_usual_delay(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Without a delay of its own it is Home Assistant's, which may be none at all."""
    add_radio(home)
    await home.set_up()
    sending = home.hass.async_create_task(_send(home, "1", "1"))
    await until(lambda: home.sent(RADIO))
    await turns()
    freezer.tick(0.3)
    await turns()
    assert len(home.sent(RADIO)) == 1
    freezer.tick(0.2)
    await until(sending.done)
    for delay in (0, -5):
        await _send(home, "1", "1", delay_secs=delay)
    assert len(home.sent(RADIO)) == 6


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param({"error": 400}, "400", id="refused"),
        pytest.param({"error": 504}, "did not answer", id="no answer"),
        pytest.param({"silent": True}, "did not answer in time", id="time-out"),
    ],
)
async def test_error_stops_the_rest(
    home: Home, freezer: FrozenDateTimeFactory, fault: dict[str, Any], message: str
) -> None:
    """What failed is not sent once more, and nothing behind it."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_device(RADIO, CommandFault(times=1, **fault))
    with pytest.raises(HomeAssistantError, match=message):
        await passing(freezer, _send(home, "Close", "4", num_repeats=3))
    await home.pass_time(freezer, 15)
    assert home.sent(RADIO) == [transmission(1)]


async def test_offline(home: Home) -> None:
    """A bridge that cannot hear is sent nothing."""
    add_radio(home)
    await home.set_up()
    remote = home.hass.data["entity_components"]["remote"].get_entity(
        home.entity_id(RADIO, "remote")
    )
    home.simulator.set_online(RADIO, False)
    await home.becomes(RADIO, "unavailable", "remote")
    with pytest.raises(HomeAssistantError, match="Radio is offline"):
        await remote.async_send_command(["Close"])
    with pytest.raises(HomeAssistantError, match="Radio is offline"):
        await remote.async_learn_command(device="TV", command=["Mute"])
    assert home.sent(RADIO) == []


async def test_sent_by_others(home: Home) -> None:
    """What an app sends is no state, on a bridge that has learned nothing too."""
    add_radio(home, learned=(), zyx_info=())
    await home.set_up()
    before = dict(radio(home).params)
    home.simulator.push_text(
        '{"action": "update", "userAgent": "app", "params": {"cmd": "capture", '
        f'"rfChl": 0}}, "deviceid": "{radio(home).id}", "apikey": "k"}}'
    )
    await home.delivered()
    assert radio(home).params == before


async def test_learn(home: Home) -> None:
    """Each key gets the lowest free channel, and has a name at once."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", " Louder ", device="tv")
    await caught(home, learning, FREE, FREE + 1)
    await learning
    assert home.sent(RADIO) == [capture(FREE), capture(FREE + 1)]
    assert zyx_info(home)[1] == {
        "remote_type": "3",
        "name": "TV",
        "buttonName": [{"2": "Open"}, {"8": "Mute"}, {"9": "Louder"}],
    }
    assert home.find_entity(RADIO, "rf_9") is not None
    await _send(home, "louder", device="TV")
    assert home.sent(RADIO)[-1] == transmission(9)


async def test_state_stays_while_it_learns(home: Home) -> None:
    """What is learned makes no other remote of it."""
    add_radio(home)
    await home.set_up()
    events = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    entity_id = home.entity_id(RADIO, "remote")
    learning = _learn(home, "Mute")
    await caught(home, learning, FREE)
    await home.delivered()
    assert entity_id not in {it.data["entity_id"] for it in events}


async def test_learn_a_new_remote(home: Home) -> None:
    """A name that no remote has is that of a new one, which is a device of its own."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Up", device="Awning")
    await caught(home, learning, FREE)
    await learning
    assert zyx_info(home)[-1] == {
        "remote_type": "1",
        "name": "Awning",
        "buttonName": [{"8": "Up"}],
    }
    registry = dr.async_get(home.hass)
    child = registry.async_get_child_device_by_identifier(
        ("ewelink", f"{radio(home).id}_rf8"), home.entry.entry_id
    )
    assert child is not None
    assert child.name == "Awning"


async def test_learn_once_more(home: Home) -> None:
    """A key that the remote has is learned into the channel that it has."""
    add_radio(home)
    await home.set_up()
    before = zyx_info(home)
    learning = _learn(home, "OPEN", "Mute")
    await caught(home, learning, 2, FREE)
    await learning
    assert zyx_info(home)[0] == before[0]
    assert zyx_info(home)[1]["buttonName"] == [{"2": "Open"}, {"8": "Mute"}]


async def test_what_was_caught_stays(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A key that is not pressed in time undoes nothing."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", "Louder", "Softer", timeout=5)
    await until(lambda: home.sent(RADIO))
    home.simulator.press(RADIO, "learn")
    await until(lambda: len(home.sent(RADIO)) == 2)
    await turns()
    with pytest.raises(HomeAssistantError, match="received no code"):
        await passing(freezer, learning)
    assert home.sent(RADIO) == [capture(8), capture(9), CANCEL]
    assert zyx_info(home)[1]["buttonName"] == [{"2": "Open"}, {"8": "Mute"}]


async def test_learn_without_the_cloud(home: Home) -> None:
    """Where the cloud takes no names, they are kept here and work all the same."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_next(TAGS, error=407, times=None)
    learning = _learn(home, "Mute", "Louder")
    await caught(home, learning, 8, 9)
    await learning
    await _send(home, "Louder", device="TV")
    assert home.sent(RADIO)[-1] == transmission(9)
    await home.reload()
    await home.later_pages()
    await _send(home, "Mute")
    assert home.sent(RADIO)[-1] == transmission(8)
    assert len(zyx_info(home)[1]["buttonName"]) == 1


async def test_no_free_channel(home: Home) -> None:
    """A bridge knows 64 channels."""
    add_radio(home, learned=tuple(range(64)), zyx_info=())
    await home.set_up()
    with pytest.raises(HomeAssistantError, match="no free channel"):
        await _learn(home, "Mute")
    assert home.sent(RADIO) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({"device": ""}, "Name the remote", id="no remote"),
        pytest.param({"command": []}, "Name the remote", id="no key"),
        pytest.param({"command": ["Mute", " "]}, "Name the remote", id="blank key"),
        pytest.param({"command_type": "ir"}, "radio codes only", id="infrared"),
    ],
)
async def test_learn_refused(home: Home, data: dict[str, Any], message: str) -> None:
    """It is said what is missing, before anything is learned."""
    add_radio(home)
    await home.set_up()
    with pytest.raises(ServiceValidationError, match=message):
        await _learn(home, "Mute", **data)
    assert home.sent(RADIO) == []


async def test_learn_needs_a_remote(home: Home) -> None:
    """Without any device nothing is learned."""
    add_radio(home)
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="Name the remote"):
        await _act(home, "learn_command", command=["Mute"])
    with pytest.raises(ServiceValidationError, match="Name the remote"):
        await _act(home, "learn_command", device="TV")


async def test_learn_radio_by_name(home: Home) -> None:
    """The type may be told, and the alternative does not matter."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", command_type="rf", alternative=True)
    await caught(home, learning, FREE)
    await learning


async def test_keys_come_and_go(home: Home) -> None:
    """What the app deletes can be sent no more."""
    add_radio(home)
    await home.set_up()
    home.simulator.push(RADIO, {"rfList": rf_list(*LEARNED[1:])})
    await home.delivered()
    await _send(home, "Open")
    assert home.sent(RADIO) == [transmission(2)]

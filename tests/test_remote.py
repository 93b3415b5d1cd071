"""Tests of radio bridges as remotes: sending, and learning by an action."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.devices.features.radio import transmission
from homeassistant.components.remote.const import RemoteEntityFeature
from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .clock import passing, turns
from .entities import compare
from .home import Home, until
from .radio import (
    LEARNED,
    RADIO,
    SECRET,
    act,
    add_radio,
    radio,
    rf_list,
    send,
    sent,
)
from .simulator import CommandFault

pytestmark = pytest.mark.demo("RF bridge", "Front doorbell")


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
    """It stays on, and stops nobody who turns off a whole area."""
    add_radio(home)
    await home.set_up()
    for service in ("turn_on", "turn_off", "toggle"):
        await act(home, service)
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
    sending = passing(freezer, send(home, *command, **data))
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
        await send(home, *commands, **data)
    assert home.sent(RADIO) == []
    assert SECRET not in str(raised.value)


async def test_repeats_and_delay(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The whole is repeated, with a pause between any two and none at the end."""
    add_radio(home)
    await home.set_up()
    sending = home.hass.async_create_task(
        send(home, "Close", "4", num_repeats=2, delay_secs=2)
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
    sending = home.hass.async_create_task(send(home, "1", "1"))
    await until(lambda: home.sent(RADIO))
    await turns()
    freezer.tick(0.3)
    await turns()
    assert len(home.sent(RADIO)) == 1
    freezer.tick(0.2)
    await until(sending.done)
    for delay in (0, -5):
        await send(home, "1", "1", delay_secs=delay)
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
        await passing(freezer, send(home, "Close", "4", num_repeats=3))
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


async def test_keys_come_and_go(home: Home) -> None:
    """What the app deletes can be sent no more."""
    add_radio(home)
    await home.set_up()
    home.simulator.push(RADIO, {"rfList": rf_list(*LEARNED[1:])})
    await home.delivered()
    await send(home, "Open")
    assert home.sent(RADIO) == [transmission(2)]

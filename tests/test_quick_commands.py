"""What happens in one moment: two calls, or a report right behind an answer."""

import asyncio
from typing import Any, Final, override

from homeassistant.core import State

from .home import Home
from .simulator.behaviours import Behaviour, Reply
from .simulator.factory import Row
from .simulator.wire import Json

BULB: Final = "Test bulb"
CURTAIN: Final = "Bedroom curtain"
WHITE: Final = {"switch": "on", "ltype": "white", "white": {"br": 50, "ct": 255}}


class Correcting(Behaviour):
    """A lamp that obeys, and stands at another level at once."""

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        return Reply(changes=dict(changes), reports=[{"white": {"br": 20, "ct": 255}}])


def _state(home: Home) -> State:
    state = home.hass.states.get(home.entity_id(BULB, "light"))
    assert state is not None
    return state


async def _set_up(home: Home, behaviour: type[Behaviour] = Behaviour) -> None:
    row = Row(name=BULB, uiid=103, params=WHITE, behaviour=behaviour)
    home.simulator.add_device(row)
    await home.set_up()


async def _turn_on(home: Home, **data: Any) -> None:
    await home.call("turn_on", home.entity_id(BULB, "light"), domain="light", **data)


async def test_second_call_keeps_what_the_first_has_set(home: Home) -> None:
    """A lamp takes an object whole: it is filled in when it is sent, not before."""
    await _set_up(home)
    await asyncio.gather(
        _turn_on(home, color_temp_kelvin=2200), _turn_on(home, brightness_pct=10)
    )

    assert home.sim(BULB).params["white"] == {"br": 10, "ct": 0}
    assert _state(home).attributes["color_temp_kelvin"] == 2200
    assert _state(home).attributes["brightness"] == 26


async def test_report_right_behind_the_answer(home: Home) -> None:
    """What the device tells last counts, however close it comes."""
    await _set_up(home, Correcting)
    await _turn_on(home, brightness_pct=10)
    await home.delivered()

    assert home.sim(BULB).params["white"]["br"] == 20
    assert _state(home).attributes["brightness"] == 51


async def test_target_that_was_sent_by_hand(home: Home) -> None:
    """Raw params, too, are a wish where they say where a cover is to go."""
    await home.set_up()
    entity_id = home.entity_id(CURTAIN, "cover")
    before = home.hass.states.get(entity_id)
    assert before is not None
    await home.hass.services.async_call(
        "ewelink",
        "send_params",
        {"device_id": home.device(CURTAIN).id, "params": {"setclose": 90}},
        blocking=True,
    )

    now = home.hass.states.get(entity_id)
    assert now is not None
    position = now.attributes["current_position"]
    assert position == before.attributes["current_position"] != 10

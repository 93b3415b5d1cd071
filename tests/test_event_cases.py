"""Presses of all kinds of devices, in one home: those that come, and no others."""

from copy import deepcopy
from functools import partial
from typing import Any

from freezegun.api import FrozenDateTimeFactory

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.event import ATTR_EVENT_TYPE, ATTR_MULTI_PRESS_COUNT
from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .press_cases import CASES as PRESSES, NONE, ONCE, ONE
from .press_steps import (
    BRIDGE,
    App,
    Case,
    Offline,
    Push,
    ReadList,
    Reconnect,
    Sends,
    Step,
    Told,
    Wait,
    key,
)
from .simulator.behaviours import Behaviour
from .simulator.device_side import Outcome
from .simulator.model import Place, SimDevice
from .stamp_cases import CASES as STAMPS

CASES = PRESSES | STAMPS
NOW = "2026-08-06T08:00:00Z"
APART = 0.005


class Presses:
    """What is pressed in a home."""

    def __init__(self, home: Home, freezer: FrozenDateTimeFactory) -> None:
        """Furnish a home with a bridge; no time passes there by itself."""
        self._home = home
        self._freezer = freezer
        self._told: list[str] = []
        freezer.move_to(NOW)
        self.add(BRIDGE, Case(168, {}, ()))

    def add(self, device_id: str, case: Case) -> None:
        """Let the cloud list the device of a case."""
        world = self._home.simulator.cloud.world
        family = self._home.simulator.account.current_family
        world.devices[device_id] = SimDevice(
            device_id=device_id,
            name=device_id,
            uiid=case.uiid,
            apikey=self._home.simulator.account.apikey,
            place=Place(family_id=family, index=len(world.devices)),
            params=deepcopy(case.params),
            behaviour=Behaviour(),
            online=case.online,
            tags=case.tags,
        )

    async def set_up(self) -> None:
        """Set the account up, and listen."""
        await self._home.set_up()
        self._home.hass.bus.async_listen(EVENT_STATE_CHANGED, self._async_note)

    @callback
    def _async_note(self, event: Event[EventStateChangedData]) -> None:
        """Note a press as Home Assistant's own trigger does: not out of nowhere."""
        old, new = event.data["old_state"], event.data["new_state"]
        if old is None or new is None or not new.entity_id.startswith("event."):
            return
        if old.state == new.state or STATE_UNAVAILABLE in {old.state, new.state}:
            return
        entry = er.async_get(self._home.hass).async_get(new.entity_id)
        assert entry is not None
        press = [entry.unique_id, new.attributes[ATTR_EVENT_TYPE]]
        if count := new.attributes.get(ATTR_MULTI_PRESS_COUNT):
            press.append(str(count))
        self._told.append(" ".join(press))

    async def run(self, device_id: str, case: Case) -> list[Any]:
        """Do the steps of a case; return what came out otherwise than it must."""
        wrong = [await self._do(device_id, step) for step in case.steps]
        return [it for it in wrong if it is not None]

    async def _do(self, device_id: str, step: Step) -> Any:
        simulator = self._home.simulator
        match step:
            case Push(params):
                self._freezer.tick(APART)
                simulator.push(device_id, deepcopy(params))
                await self._home.delivered()
            case App(params):
                self._freezer.tick(APART)
                sent = Outcome(echo=params)
                simulator.cloud.devices.publish(simulator.device(device_id), sent)
            case Wait(seconds):
                await self._home.pass_time(self._freezer, seconds, step=seconds)
            case ReadList():
                await self._home.read_list(self._freezer)
            case Reconnect(missed):
                await self._reconnect(device_id, missed)
            case Offline(missed):
                simulator.set_online(device_id, False)
                await self._home.delivered()
                simulator.device(device_id).params.update(missed)
                simulator.set_online(device_id, True)
            case Told(presses):
                return await self._differs(device_id, presses)
            case Sends(name, params):
                return await self._sends(device_id, name, params)
        return None

    async def _reconnect(self, device_id: str, missed: dict[str, Any]) -> None:
        before = self._home.lists_read
        hub = self._home.simulator.cloud.hub
        self._home.simulator.abort_sockets()
        await until(lambda: not hub.online)
        self._home.simulator.device(device_id).params.update(missed)
        while not hub.online or self._home.lists_read == before:
            await self._home.pass_time(self._freezer, 1)
        await until(lambda: not self._home.is_reading)

    async def _differs(self, device_id: str, presses: tuple[str, ...]) -> Any:
        await self._home.delivered()
        came, self._told = self._told, []
        must = [f"{device_id}_{it}" for it in presses]
        return None if came == must else (came, must)

    async def _sends(self, device_id: str, name: str, params: dict[str, Any]) -> Any:
        before = len(self._home.sent(device_id))
        found = partial(er.async_get(self._home.hass).async_get_entity_id, "button")
        entity_id = found(DOMAIN, f"{device_id}_{name}")
        assert entity_id is not None
        await self._home.call("press", entity_id, domain="button")
        sent = self._home.sent(device_id)[before:]
        return None if sent == [params] else (sent, params)


async def test_cases(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Each press comes once, from the key that was pressed, in the words it must."""
    presses = Presses(home, freezer)
    cases = {f"10{it:08x}": name for it, name in enumerate(CASES)}
    for device_id, name in cases.items():
        presses.add(device_id, CASES[name])
    await presses.set_up()
    wrong = {
        name: differing
        for device_id, name in cases.items()
        if (differing := await presses.run(device_id, CASES[name]))
    }
    assert wrong == {}


async def test_restart(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What was told before a restart is not told after it, whatever the list holds."""
    presses = Presses(home, freezer)
    pressed = (key(1), ONCE)
    presses.add("1000000000", Case(1000, ONE, ()))
    await presses.set_up()
    assert await presses.run("1000000000", Case(1000, ONE, pressed)) == []
    for name in key(1).params:
        del home.sim("1000000000").params[name]
    await home.reload()
    again = (key(1), key(0), NONE, key(2), ONCE)
    assert await presses.run("1000000000", Case(1000, ONE, again)) == []

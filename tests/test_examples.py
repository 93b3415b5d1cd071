"""The examples of all pages work in the demo home."""

from collections.abc import Iterator
import re
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.ewelink.const import DOMAIN
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml

from .clock import turns
from .guards.pages import pages
from .guards.texts import TEXTS
from .home import Home, until
from .simulator.factory import Row, channel_params

AUTOMATION: Final = "automation"
SCRIPT: Final = "script"
EXAMPLES: Final[list[Any]] = [
    parse_yaml(it)
    for page in pages().values()
    for it in re.findall(r"```yaml\n(.*?)```", page.text, re.DOTALL)
]
AUTOMATIONS: Final = [it for it in EXAMPLES if "triggers" in it]
SCRIPTS: Final = [it.get("sequence", [it]) for it in EXAMPLES if "triggers" not in it]
ACTIONS: Final = {step["action"] for it in SCRIPTS for step in it if "action" in step}
DESK: Final = "Desk"
DOOR: Final = "Front door"
LAMP: Final = "Kitchen lamp"
METER: Final = "Washing machine"
RADIO: Final = "RF bridge"
STAIRS: Final = "Stairs"
TOUCH: Final = "Touch switch"


def _of(*actions: str) -> list[Any]:
    """Return the one script that calls these actions of ours, or of a remote."""
    [script] = [
        it
        for it in SCRIPTS
        if [step["action"] for step in it if "action" in step] == list(actions)
    ]
    assert isinstance(script, list)
    return script


def entity_ids(node: Any) -> Iterator[str]:
    """Yield the entity ids that an example names."""
    match node:
        case {"entity_id": str(entity_id)}:
            yield entity_id
        case dict():
            for child in node.values():
                yield from entity_ids(child)
        case list():
            for child in node:
                yield from entity_ids(child)


def _of_devices(home: Home, script: list[Any], device: str) -> list[Any]:
    """Return a script with the id of a device of the demo home."""
    device_id = home.device(device).id
    return [
        step | {"data": step["data"] | {"device_id": device_id}}
        if "device_id" in step.get("data", {})
        else step
        for step in script
    ]


async def _run(
    home: Home, script: list[Any], device: str = LAMP, answer: str = ""
) -> Any:
    """Run a script that is written in YAML, to its end; return an answer in it."""
    sequence = _of_devices(home, script, device)
    if answer:
        sequence.append({"stop": "", "response_variable": answer})
    config = {SCRIPT: {"example": {"sequence": sequence}}}
    assert await async_setup_component(home.hass, SCRIPT, config)
    return await home.hass.services.async_call(
        SCRIPT, "example", blocking=True, return_response=bool(answer)
    )


async def _automate(home: Home) -> list[ServiceCall]:
    """Load all automations of the pages; return what is told meanwhile."""
    told: list[ServiceCall] = async_mock_service(home.hass, "notify", "notify")
    config = [it | {"id": str(n)} for n, it in enumerate(AUTOMATIONS)]
    assert await async_setup_component(home.hass, AUTOMATION, {AUTOMATION: config})
    await home.hass.async_block_till_done()
    states = home.hass.states.async_all(AUTOMATION)
    assert [it.state for it in states] == ["on"] * len(AUTOMATIONS)
    return told


def test_examples_are_found() -> None:
    """There are some of both kinds, and one of each action."""
    assert len(AUTOMATIONS) == 3
    ours = {f"{DOMAIN}.{it}" for it in TEXTS["services"]}
    others = {"notify.notify", "remote.learn_command", "remote.send_command"}
    assert ours | others == ACTIONS


async def test_entities(hass: HomeAssistant, home: Home) -> None:
    """The entities have the ids that Home Assistant gives them today."""
    await home.set_up()
    registry = er.async_get(hass)
    for entity_id in entity_ids(EXAMPLES):
        entry = registry.async_get(entity_id)
        assert entry is not None, entity_id
        assert entry.disabled_by is None


async def test_desk(home: Home) -> None:
    """It is switched off when it has used enough."""
    await home.set_up()
    await home.call("turn_on", home.entity_id(DESK))
    await _automate(home)
    home.simulator.push(DESK, {"dayKwh": 201})
    await home.becomes(DESK, "off")


async def test_door(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, home: Home
) -> None:
    """It is told when the door was open for as long as that."""
    await home.set_up()
    told = await _automate(home)
    home.simulator.push(DOOR, {"lock": 1})
    await home.becomes(DOOR, "on", "door")
    await home.pass_time(freezer, 4 * 60, step=20)
    assert told == []
    await home.pass_time(freezer, 2 * 60, step=20)
    await hass.async_block_till_done()
    assert len(told) == 1


async def test_meter(home: Home) -> None:
    """It is asked when it starts."""
    await home.set_up()
    await home.call("turn_off", home.entity_id(METER))
    await _automate(home)
    home.simulator.clear_counters()
    home.simulator.press(METER)
    await until(lambda: any("uiActive" in it for it in home.sent(METER)))


@pytest.mark.parametrize(
    ("action", "device"),
    [
        ("add_timer", LAMP),
        ("play_effect", TOUCH),
        ("refresh_devices", LAMP),
        ("send_params", LAMP),
    ],
)
async def test_action(home: Home, action: str, device: str) -> None:
    """It works as it is written."""
    touch = Row(name=TOUCH, uiid=209, params=channel_params("off"))
    home.simulator.add_device(touch)
    await home.set_up()
    await _run(home, _of(f"{DOMAIN}.{action}"), device)


async def test_import(home: Home) -> None:
    """It needs a recorder, and says so; its own tests have one."""
    await home.set_up()
    with pytest.raises(HomeAssistantError, match="recorder is not loaded"):
        await _run(home, _of(f"{DOMAIN}.import_energy_history"), METER)


async def test_get_params(home: Home) -> None:
    """What is asked for is in the message."""
    await home.set_up()
    told = async_mock_service(home.hass, "notify", "notify")
    await _run(home, _of(f"{DOMAIN}.get_params", "notify.notify"))
    assert [it.data["message"] for it in told] == ["Signal: -54"]


async def test_get_timers(home: Home) -> None:
    """They are in the answer."""
    await home.set_up()
    answer = await _run(home, _of(f"{DOMAIN}.get_timers"), answer="answer")
    assert answer == {"timers": []}


def _last_step(home: Home) -> str | None:
    """Return what the example does just now."""
    state = home.hass.states.get("script.example")
    return None if state is None else state.attributes.get("last_action")


async def test_timer_is_taken_back(home: Home) -> None:
    """The timer is there until somebody comes."""
    await home.set_up()
    script = _of(f"{DOMAIN}.add_timer", f"{DOMAIN}.remove_timer")
    running = home.hass.async_create_task(_run(home, script))
    await until(lambda: _last_step(home) == "wait for trigger")
    await turns()
    assert len(home.sim(LAMP).params["timers"]) == 1
    home.simulator.push(STAIRS, {"motion": 1})
    await until(running.done)
    assert home.sim(LAMP).params["timers"] == []


async def test_remote(home: Home) -> None:
    """The key that is named is sent."""
    await home.set_up()
    send, _ = _of("remote.send_command", "remote.learn_command")
    await _run(home, [send])
    assert home.sent(RADIO) == [{"cmd": "transmit", "rfChl": 0}]


async def test_learn(home: Home) -> None:
    """Two keys are learned one after the other, and have their names."""
    await home.set_up()
    _, learn = _of("remote.send_command", "remote.learn_command")
    learning = home.hass.async_create_task(_run(home, [learn]))
    for count in (1, 2):
        await until(lambda: len(home.sent(RADIO)) == count)  # noqa: B023
        home.simulator.press(RADIO, "learn")
    await learning
    names = home.sim(RADIO).tags["zyx_info"][-1]
    assert names["name"] == "Fan"
    assert [key for it in names["buttonName"] for key in it.values()] == ["On", "Off"]

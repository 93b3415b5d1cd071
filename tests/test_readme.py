"""The examples of the README work in the demo home, and its promises hold."""

from collections.abc import Iterator
import re
from typing import Any, Final

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml

from .guards.sources import ROOT, load
from .home import Home, until
from .simulator.factory import Row, channel_params

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
AUTOMATION: Final = "automation"
EXAMPLES: Final[list[Any]] = [
    parse_yaml(it) for it in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
]
AUTOMATIONS: Final = [it for it in EXAMPLES if "triggers" in it]
ACTIONS: Final = [
    action
    for it in EXAMPLES
    if "triggers" not in it
    for action in it.get("actions", [it])
    if action["action"].startswith(f"{DOMAIN}.")
]
METER: Final = "Washing machine"
# Needs a recorder: its own tests have one.
IMPORT: Final = f"{DOMAIN}.import_energy_history"
LAMP: Final = "Kitchen lamp"
TOUCH: Final = "Touch switch"


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


def test_examples_are_found() -> None:
    """There are examples, and each is one of the two kinds."""
    assert len(AUTOMATIONS) == 3
    assert {it["action"] for it in ACTIONS} == {
        f"{DOMAIN}.{it}"
        for it in (
            "add_timer",
            "get_params",
            "get_timers",
            "import_energy_history",
            "play_effect",
            "refresh_devices",
            "send_params",
        )
    }


@pytest.mark.parametrize("example", AUTOMATIONS)
async def test_entities_of_examples(
    hass: HomeAssistant, home: Home, example: dict[str, Any]
) -> None:
    """The entities have the ids that Home Assistant gives them today."""
    await home.set_up()
    named = list(entity_ids(example))
    assert named
    registry = er.async_get(hass)
    for entity_id in named:
        entry = registry.async_get(entity_id)
        assert entry is not None, entity_id
        assert entry.disabled_by is None


async def test_automations_of_examples(hass: HomeAssistant, home: Home) -> None:
    """The automations are valid, and one does what it says."""
    await home.set_up()
    await home.call("turn_off", home.entity_id(METER))
    config = [it | {"id": str(n)} for n, it in enumerate(AUTOMATIONS)]
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: config})
    await hass.async_block_till_done()
    states = hass.states.async_all(AUTOMATION)
    assert [it.state for it in states] == ["on"] * len(AUTOMATIONS)

    home.simulator.clear_counters()
    home.simulator.press(METER)
    await until(lambda: any("uiActive" in it for it in home.sent(METER)))


@pytest.mark.parametrize(
    "action",
    [it for it in ACTIONS if it["action"] != IMPORT],
    ids=lambda it: it["action"],
)
async def test_actions_of_examples(
    hass: HomeAssistant, home: Home, action: dict[str, Any]
) -> None:
    """The actions work in a script that is written in YAML."""
    home.simulator.add_device(Row(name=TOUCH, uiid=209, params=channel_params("off")))
    await home.set_up()
    if "device_id" in action.get("data", {}):
        target = TOUCH if action["action"] == f"{DOMAIN}.play_effect" else LAMP
        data = action["data"] | {"device_id": home.device(target).id}
        action = action | {"data": data}
    sequence = [action, {"stop": "", "response_variable": "answer"}]
    sequence = sequence if "response_variable" in action else [action]
    config = {"script": {"example": {"sequence": sequence}}}
    assert await async_setup_component(hass, "script", config)
    answer = await hass.services.async_call(
        "script",
        "example",
        blocking=True,
        return_response="response_variable" in action,
    )
    if "response_variable" in action:
        assert answer is not None
        if "timers" in answer:
            assert answer["timers"] == []
            return
        params = answer["params"]
        assert isinstance(params, dict)
        assert "rssi" in params


async def test_command_to_what_is_unavailable(
    hass: HomeAssistant, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant drops it, and says so in its log alone."""
    await home.set_up()
    home.simulator.cloud.devices.set_online(home.sim(LAMP), online=False)
    await home.becomes(LAMP, "unavailable")
    await home.call("turn_on", home.entity_id(LAMP))
    assert home.sent(LAMP) == []
    said = "missing or not currently available"
    assert said in README
    assert f"entities {home.entity_id(LAMP)} are {said}" in caplog.text


def test_quick_start() -> None:
    """Five lines get what the manifest says the integration is at."""
    [lines] = re.findall(r"## Quick start.*?```bash\n(.*?)```", README, re.DOTALL)
    assert len(lines.splitlines()) == 5
    url = load("manifest.json")["documentation"]
    assert lines.startswith(f"git clone {url}\n")
    assert f"{url.rpartition('/')[2]}/custom_components/{DOMAIN} " in lines


def test_name_is_that_of_the_manifest() -> None:
    """Whatever is to be chosen is called as it is shown."""
    name = load("manifest.json")["name"]
    assert f"choose *{name}*" in README
    shown = re.findall(r"Devices & services → (\w+.*?)(?: →|\*)", README)
    assert set(shown) == {name, "Add integration"}


async def test_what_a_remote_sends(home: Home) -> None:
    """The example sends the key that it names."""
    await home.set_up()
    [action] = [
        action
        for it in EXAMPLES
        for action in it.get("actions", ())
        if action["action"] == "remote.send_command"
    ]
    data = action["target"] | action["data"]
    await home.hass.services.async_call("remote", "send_command", data, blocking=True)
    assert home.sent("RF bridge") == [{"cmd": "transmit", "rfChl": 0}]

"""What the tests of the dialog do and ask again and again."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory

from tests.add_device.wizard import Wizard
from tests.home import Home, until
from tests.radio import RADIO, capture

BEHIND_THE_LISTS = 70


def remove_bridges(home: Home) -> None:
    """Leave no bridge in the account."""
    for bridge in ("RF bridge", "Front doorbell"):
        home.simulator.remove_device(bridge)


def offered(dialog: Wizard, field: str) -> dict[str, str]:
    """Return by value what can be chosen in a field of the form."""
    schema = dialog.result["data_schema"]
    assert schema is not None
    [selector] = [it for key, it in schema.schema.items() if key == field]
    options: list[Any] = selector.config["options"]
    return {
        it if isinstance(it, str) else it["value"]: it
        if isinstance(it, str)
        else it["label"]
        for it in options
    }


async def begin(dialog: Wizard) -> None:
    """Go to where the bridge awaits a key."""
    await dialog.open()
    assert await dialog.choose("teach_remote") == "teach_press"
    await awaited(dialog.home)


async def awaited(home: Home, times: int = 1) -> None:
    """Wait until the bridge awaits a key for the so manieth time."""
    channel = 7 + times
    await until(lambda: home.sent(RADIO)[-1:] == [capture(channel)])
    await home.delivered()


async def catch(dialog: Wizard) -> None:
    """Press a key that the bridge does not know, and go to its name."""
    dialog.home.simulator.press(RADIO, "learn")
    assert await dialog.settled() == "teach_name"


async def part_from_bridge(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Let the bridge be removed from the account."""
    device_id = home.sim(RADIO).device_id
    home.simulator.remove_device(RADIO)
    await home.read_list(freezer)
    await home.pass_time(freezer, BEHIND_THE_LISTS)
    await until(lambda: device_id not in home.coordinator.data)

"""A radio bridge beside the demo home's, and what the tests ask about one."""

import asyncio
from typing import Any, Final

from custom_components.ewelink.devices.device import Device

from .home import Home, until
from .simulator.behaviours import RfBridge
from .simulator.factory import Row

RADIO: Final = "Radio"
TAGS: Final = "POST /v2/device/tags"
THINGS: Final = "POST /v2/device/thing"
# What opens a door somewhere.
SECRET: Final = "29EA015E04245575C0"
GATE: Final = {
    "remote_type": "2",
    "name": "Gate",
    "buttonName": [{"0": "Open"}, {"1": "Close"}],
}
TELEVISION: Final = {
    "remote_type": "1",
    "name": "TV",
    "buttonName": [{"2": "Open"}],
}
SMOKE: Final = {
    "remote_type": "6",
    "name": "Smoke",
    "buttonName": [{"3": "Alarm"}],
}
NUMBERS: Final = {
    "remote_type": "2",
    "name": "Numbers",
    "buttonName": [{"5": "9"}, {"6": "1"}],
}
NOT_LEARNED: Final = {
    "remote_type": "1",
    "name": "Blind",
    "buttonName": [{"7": "Up"}],
}
REMOTES: Final = (GATE, TELEVISION, SMOKE, NUMBERS, NOT_LEARNED)
# 4 has no name, and 7 is named but not learned.
LEARNED: Final = (0, 1, 2, 3, 4, 5, 6)
FREE: Final = 8


def rf_list(*channels: int) -> list[dict[str, Any]]:
    """Return what a bridge has learned."""
    return [{"rfChl": it, "rfVal": SECRET} for it in channels]


def add_radio(
    home: Home,
    *,
    uiid: int = 28,
    learned: tuple[int, ...] = LEARNED,
    zyx_info: object = REMOTES,
) -> None:
    """Add a bridge that has learned some channels, with names in its tags."""
    told = list(zyx_info) if isinstance(zyx_info, tuple) else zyx_info
    home.simulator.add_device(
        Row(
            name=RADIO,
            uiid=uiid,
            params={"rfList": rf_list(*learned)},
            tags={"zyx_info": told, "other": {"kept": 1}},
            behaviour=RfBridge,
        )
    )


def radio(home: Home) -> Device:
    """Return the bridge as it is known."""
    return home.coordinator.data[home.sim(RADIO).device_id]


def zyx_info(home: Home) -> Any:
    """Return the names that the cloud has by now."""
    return home.sim(RADIO).tags["zyx_info"]


def capture(channel: int) -> dict[str, Any]:
    """Return the frame that lets a bridge learn."""
    return {"cmd": "capture", "rfChl": channel}


CANCEL: Final = {"cmd": "captureCancel"}


async def act(home: Home, service: str, **data: Any) -> None:
    """Let the bridge's remote do something."""
    await home.call(service, home.entity_id(RADIO, "remote"), domain="remote", **data)


async def send(home: Home, *command: str, **data: Any) -> None:
    """Send keys, or channels."""
    await act(home, "send_command", command=list(command), **data)


async def sent(home: Home, count: int) -> list[Any]:
    """Wait until the bridge was sent so many frames; return them."""
    await until(lambda: len(home.sent(RADIO)) >= count)
    return home.sent(RADIO)


async def caught(home: Home, learning: asyncio.Task[Any], *channels: int) -> None:
    """Press keys of a remote, each as soon as the bridge awaits its channel."""
    for count, channel in enumerate(channels, start=1):
        assert (await sent(home, count))[-1] == capture(channel)
        home.simulator.press(RADIO, "learn")
    await until(learning.done)

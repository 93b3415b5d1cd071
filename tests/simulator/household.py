"""The demo home as a household has it: its own names, and a meter that never rests.

The tests keep the home whose every secret is unmistakable.
"""

from typing import Final

from .behaviours import Keeper, PairMeter
from .factory import Row, channel_names, channel_params
from .homes import demo_home
from .model import World

WIFI_SSID: Final = "Maple Street 12"
WIFI_PASSWORD: Final = "blue-kettle-42"
BSSID: Final = "02:1f:3c:5a:77:01"
FIRST_ADDRESS: Final = 20
_PEOPLE: Final = (
    {
        "username": "robin@example.com",
        "phone": "+6591234567",
        "password": "demo-password",
        "nickname": "Robin",
    },
    {
        "username": "kim@example.com",
        "phone": "+6597654321",
        "password": "demo-password",
        "nickname": "Kim",
    },
    {"username": "jo@example.com", "password": "demo-password"},
    {"phone": "+8613800138000", "password": "demo-password"},
)
_METER: Final = Row(
    name="Kitchen counter",
    room="Kitchen",
    uiid=126,
    model="DUALR3",
    params={**channel_params("on", "off"), "workMode": 1, "sledBright": 100},
    tags=channel_names("Fridge", "Radio"),
    behaviour=lambda: PairMeter(74.0, 18.0),
)


def household() -> World:
    """Return the demo home with the names and the Wi-Fi of a household."""
    world = demo_home(_METER)
    for number, app in enumerate(world.apps.values(), start=1):
        app.secret = f"DemoSecret{number:022}"
    for account, person in zip(world.accounts, _PEOPLE, strict=True):
        account.app_secret = world.apps[account.app_id].secret
        for key, value in person.items():
            setattr(account, key, value)
    _connect(world)
    return world


def _connect(world: World) -> None:
    """Let all devices be in the household's Wi-Fi."""
    world.wifi = {WIFI_SSID: WIFI_PASSWORD}
    for number, device in enumerate(world.devices.values(), start=FIRST_ADDRESS):
        wifi = {"ssid": WIFI_SSID, "bssid": BSSID, "ip": f"192.168.1.{number}"}
        if isinstance(device.behaviour, Keeper):
            # The clocks of the simulated meters, which have no zone of their own.
            device.params["timeZone"] = 0
        device.params |= {key: wifi[key] for key in wifi if key in device.params}

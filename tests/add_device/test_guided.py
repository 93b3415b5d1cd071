"""A device that another computer has told its Wi-Fi."""

import json
from typing import Any

import pytest

from tests.home import Home
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

from .test_failures import is_in_account, start
from .wizard import Wizard

SHELLS = ["guided_posix", "guided_powershell"]


def line_of(device: HotspotServer, **changes: Any) -> str:
    """Return the line that the command prints."""
    sim = device.device
    told = {"deviceid": sim.device_id, "apikey": sim.devicekey, "chipid": sim.chip_id}
    content = {"device": told, "sent": True, "error": None, **changes}
    return f"ewelink-pairing:{json.dumps(content)}"


async def tell(device: HotspotServer, server: str) -> None:
    """Do what the other computer does; the device then goes to its Wi-Fi."""
    device.given = {
        "ssid": WIFI_SSID,
        "password": WIFI_PASSWORD,
        "serverName": server,
        "port": 443,
    }
    await device._join(device.given)


@pytest.mark.parametrize("shell", SHELLS)
async def test_device_is_there(home: Home, wizard: Wizard, shell: str) -> None:
    """The line that was printed is all that Home Assistant needs."""
    device = await start(home)
    assert await wizard.begin("guided") == "guided"
    assert await wizard.choose(shell) == shell
    await tell(device, "as-dispd.coolkit.cc")
    assert await wizard.fill_in(line=line_of(device)) == "name"
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "ended: device_added"
    await home.becomes("New lamp", "off")


@pytest.mark.parametrize("shell", SHELLS)
async def test_command_names_the_server_of_the_account(
    wizard: Wizard, shell: str
) -> None:
    """The command is ready to be copied, for the account's region."""
    await wizard.begin("guided")
    await wizard.choose(shell)
    assert "as-dispd.coolkit.cc" in wizard.suggested["command"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("nothing", "not_a_line", id="nothing"),
        pytest.param('{"data": "c2VjcmV0"}', "encrypted", id="encrypted"),
    ],
)
async def test_line_that_is_none(
    home: Home, wizard: Wizard, line: str, reason: str
) -> None:
    """It is told at once, and can be corrected."""
    device = await start(home)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    assert await wizard.fill_in(line=line) == "guided_posix"
    assert wizard.errors == {"line": reason}
    assert await wizard.fill_in(line=line_of(device)) == "name"


async def test_device_that_refused(home: Home, wizard: Wizard) -> None:
    """The number that the device answered with is told."""
    device = await start(home)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=line_of(device, sent=False, error=7))
    assert wizard.errors == {"line": "refused"}
    assert wizard.placeholders["code"] == "7"


@pytest.mark.parametrize("is_whole", [True, False])
async def test_device_that_was_not_told(
    home: Home, wizard: Wizard, *, is_whole: bool
) -> None:
    """Who the device is alone is not enough."""
    device = await start(home)
    line = line_of(device, sent=False)
    if not is_whole:
        line = json.dumps(json.loads(line.partition(":")[2])["device"])
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=line)
    assert wizard.errors == {"line": "not_sent"}


async def test_device_that_never_comes(home: Home, wizard: Wizard) -> None:
    """One starts anew with the command, or gives up."""
    device = await start(home)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=line_of(device))
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "not_online"
    assert wizard.errors == {"base": "never_online"}
    assert await wizard.fill_in(next="try_again") == "mode"
    assert await wizard.fill_in() == "guided"
    assert is_in_account(home, device)


async def test_cloud_that_refuses_the_device(home: Home, wizard: Wizard) -> None:
    """The line need not be pasted again."""
    device = await start(home)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await tell(device, "as-dispd.coolkit.cc")
    await wizard.fill_in(line=line_of(device))
    home.simulator.fail_next("POST /v2/device/add", error=30017)
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "brand_not_allowed"}
    assert await wizard.fill_in(next="try_again") == "name"
    assert wizard.suggested == {"name": "New lamp"}
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "ended: device_added"


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Looking for"), ("de", "wird gesucht"), ("xx", "Looking for")],
)
async def test_command_speaks_the_language_of_the_home(
    home: Home, wizard: Wizard, shell: str, language: str, said: str
) -> None:
    """What the other computer shows is what the rest of the wizard would say."""
    home.hass.config.language = language
    await wizard.begin("guided")
    await wizard.choose(shell)
    assert said in wizard.suggested["command"]

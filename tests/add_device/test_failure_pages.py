"""A page that tells of a failure fits what was done: no more, and no less."""

import asyncio

import pytest

from custom_components.ewelink import options_steps
from custom_components.ewelink.add_device.pair import _part_of
from custom_components.ewelink.options_flow import EwelinkOptionsFlow
from custom_components.ewelink.pairing.stages import Stage
from tests.guards.sources import load
from tests.guards.test_languages import LANGUAGES
from tests.home import Home
from tests.pairing.commands import posix
from tests.simulator.hotspot import HotspotServer

from .test_failures import ADD, DELETE, start
from .test_guided import line_of
from .wizard import Wizard, wifi_of_home

SELECTOR = "after_failure"
HARMLESS = ["try_again", "other_way", "stop"]
UNDOING = ["try_again", "other_way", "give_up"]
MOVES = 200
# What any language may call it.
WIFI = ("Wi-Fi", "WiFi", "wifi", "WLAN")


async def test_nothing_was_added(home: Home, wizard: Wizard) -> None:
    """Nothing is taken out again where nothing was added; the address is named."""
    device = await start(home)
    await device.close()
    assert await wizard.go_to_wifi(device.address) == "failed"
    assert wizard.choices == HARMLESS
    assert wizard.placeholders["address"] == device.address
    assert await wizard.fill_in(next="stop") == "ended: nothing_added"
    assert home.called(ADD) + home.called(DELETE) == 1


@pytest.mark.parametrize("profile", ["html", "silent"])
async def test_address_of_what_answers(
    home: Home, wizard: Wizard, profile: str
) -> None:
    """The address is named wherever the text tells of it."""
    device = await start(home, profile)
    if await wizard.go_to_wifi(device.address) == "wifi":
        await wizard.fill_in(**wifi_of_home())
        await wizard.settled()
    assert wizard.step == "failed"
    [reason] = wizard.errors.values()
    text = load("translations/en.json")["options"]["error"][reason]
    assert device.address in text.format(**wizard.placeholders)


async def test_device_was_added_but_not_told(home: Home, wizard: Wizard) -> None:
    """It cannot come online, so that it is taken out or tried again."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    assert wizard.choices == UNDOING


async def test_device_that_stays_offline(home: Home, wizard: Wizard) -> None:
    """The page is about a device that was added, and it may be kept."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    assert wizard.choices == ["try_again", "other_way", "keep", "give_up"]


async def test_device_that_was_in_the_account(home: Home, wizard: Wizard) -> None:
    """One that nobody has added now is neither kept nor taken out."""
    device = await home.simulator.start_pairing(
        "never_online", device="Kitchen lamp", pace=0.02
    )
    assert await wizard.pair(device.address) == "not_online"
    assert wizard.choices == HARMLESS


async def test_cloud_that_refuses_what_has_the_wifi(home: Home, wizard: Wizard) -> None:
    """What the cloud has refused cannot be kept in the account."""
    device = await start(home)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=line_of(device))
    home.simulator.fail_next(ADD, error=30017)
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "failed"
    assert wizard.choices == HARMLESS


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_password_is_spoken_of_where_one_was_typed(language: str) -> None:
    """The page of whatever may fail before the Wi-Fi is asked for is not about it."""
    steps = load(f"translations/{language}.json")["options"]["step"]
    failed, offline = (
        steps[it]["data_description"]["next"] for it in ("failed", "not_online")
    )
    assert any(it in offline for it in WIFI)
    assert not any(it in failed for it in WIFI)
    assert steps["failed"]["title"] != steps["not_online"]["title"]


def cut(line: str) -> str:
    """Leave the end of a line behind."""
    return line[:-20]


@pytest.mark.parametrize("paste", [cut, lambda _: posix("10.10.7.1"), lambda _: "{}"])
async def test_text_that_is_not_the_line(
    home: Home, wizard: Wizard, paste: object
) -> None:
    """The command itself, half of the line, or anything else is told to be none."""
    device: HotspotServer = await start(home)
    assert callable(paste)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=paste(line_of(device)))
    assert wizard.errors == {"line": "not_a_line"}


async def test_command_is_read_only(home: Home, wizard: Wizard) -> None:
    """Nobody changes the command by mistake; it is no part of what is sent back."""
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    schema = wizard.result["data_schema"]
    assert schema is not None
    [command] = [it for key, it in schema.schema.items() if key == "command"]
    assert command.config["read_only"] is True


async def test_bar_is_never_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar moves as long as something is waited for, and stays in its part."""
    flow, moves = EwelinkOptionsFlow(), list[float]()
    monkeypatch.setattr(options_steps, "MOVES_EACH", 0)
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def _note(share: float) -> None:
        moves.append(share)
        if len(moves) == MOVES and not done.done():
            done.set_result(None)

    monkeypatch.setattr(flow, "async_update_progress", _note)
    await flow.async_move_bar(done, 30, (0.6, 1))
    assert moves[0] == 0.6
    assert moves == sorted(set(moves))
    assert len(moves) == MOVES
    assert moves[-1] < 1


def test_bar_never_goes_back() -> None:
    """A stage that comes later than usual has its part of what is left."""
    bar = 0.0
    for stage in (Stage.JOINING, Stage.RETURNING, Stage.ADDING, Stage.WAITING):
        begins, ends = _part_of(stage, bar)
        assert bar <= begins < ends <= 1
        bar = ends

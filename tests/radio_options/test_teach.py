"""Teaching a remote in the options."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.add_device.wizard import Wizard
from tests.home import Home, until
from tests.radio import CANCEL, RADIO, TAGS, add_radio, capture, radio, zyx_info
from tests.simulator import CommandFault

from .steps import awaited, begin, catch, offered, part_from_bridge, remove_bridges

pytestmark = pytest.mark.demo(
    "Front door", "Front doorbell", "RF bridge", "Zigbee bridge"
)

NEVER_CAUGHT = 32


async def test_key_of_a_known_remote(home: Home, dialog: Wizard) -> None:
    """It is pressed, caught and named, and there at once; the app shows it."""
    coordinator = home.coordinator
    await begin(dialog)
    assert home.sent(RADIO) == [capture(8)]
    await catch(dialog)
    names = ["Gate", "TV", "Numbers", "Blind"]
    assert list(offered(dialog, "remote")) == names
    assert await dialog.fill_in(remote="TV", key=" Mute ") == "taught"
    assert dialog.placeholders == {"remote": "TV", "key": "Mute"}
    assert dialog.menu == ["teach_again", "teach_done"]
    assert {"2": "Open"} in zyx_info(home)[1]["buttonName"]
    assert {"8": "Mute"} in zyx_info(home)[1]["buttonName"]
    await until(lambda: home.find_entity(RADIO, "rf_8"))
    assert await dialog.choose("teach_done") == "ended: remote_taught"
    assert home.entry.options == {}
    assert home.coordinator is coordinator


async def test_keys_of_a_new_remote(home: Home, dialog: Wizard) -> None:
    """The next key goes into the next channel, and its remote is filled in."""
    await begin(dialog)
    await catch(dialog)
    assert dialog.suggested == {}
    assert await dialog.fill_in(new_remote="Fan", key="Faster") == "taught"
    assert await dialog.choose("teach_again") == "teach_press"
    await awaited(home, 2)
    await catch(dialog)
    assert dialog.suggested == {"remote": "Fan"}
    assert await dialog.fill_in(remote="Fan", key="Slower") == "taught"
    assert home.sent(RADIO) == [capture(8), capture(9)]
    assert zyx_info(home)[-1]["name"] == "Fan"
    await until(lambda: home.find_entity(RADIO, "rf_9"))
    assert home.find_device(f"{home.sim(RADIO).device_id}_rf8") is None


@pytest.mark.parametrize(
    ("remote", "key", "errors"),
    [
        pytest.param("Garage", " ", {"key": "no_name"}, id="no-key"),
        pytest.param(" ", "Up", {"new_remote": "no_name"}, id="no-remote"),
        pytest.param("", "", {"key": "no_name", "new_remote": "no_name"}, id="neither"),
        pytest.param("gate", "open", {"key": "key_exists"}, id="there"),
    ],
)
async def test_names_that_cannot_be(
    home: Home, dialog: Wizard, remote: str, key: str, errors: dict[str, str]
) -> None:
    """What is wrong is told, and can be corrected."""
    await begin(dialog)
    await catch(dialog)
    assert await dialog.fill_in(new_remote=remote, key=key) == "teach_name"
    assert dialog.errors == errors
    filled_in = {"new_remote": remote.strip(), "key": key.strip()}
    assert dialog.suggested == {it: filled_in[it] for it in filled_in if filled_in[it]}
    assert home.called(TAGS) == 0
    assert await dialog.fill_in(remote="Gate", key="Stop") == "taught"


async def test_key_that_is_not_pressed(
    home: Home, freezer: FrozenDateTimeFactory, dialog: Wizard
) -> None:
    """The bridge stops after half a minute; one may try again, or not."""
    await begin(dialog)
    await home.pass_time(freezer, NEVER_CAUGHT)
    assert await dialog.settled() == "not_caught"
    assert dialog.menu == ["teach_again", "teach_stop"]
    assert home.sent(RADIO) == [capture(8), CANCEL]
    assert await dialog.choose("teach_again") == "teach_press"
    await awaited(home)
    await home.pass_time(freezer, NEVER_CAUGHT)
    assert await dialog.settled() == "not_caught"
    assert await dialog.choose("teach_stop") == "ended: teaching_stopped"
    assert home.sent(RADIO) == [capture(8), CANCEL] * 2


async def test_names_that_the_cloud_refuses(home: Home, dialog: Wizard) -> None:
    """They are kept here, which is told; nothing is lost when the dialog ends."""
    coordinator = home.coordinator
    home.simulator.fail_next(TAGS, error=407, times=None)
    await begin(dialog)
    await catch(dialog)
    assert await dialog.fill_in(new_remote="Fan", key="Faster") == "taught_here"
    assert dialog.placeholders == {"remote": "Fan", "key": "Faster"}
    assert dialog.menu == ["teach_again", "teach_done"]
    [told] = home.entry.options["radio"].values()
    assert told["remotes"] == [
        {"remote_type": "1", "name": "Fan", "buttonName": [{"8": "Faster"}]}
    ]
    options = home.entry.options
    assert await dialog.choose("teach_done") == "ended: remote_taught"
    await home.hass.async_block_till_done()
    assert home.entry.options == options
    assert home.coordinator is coordinator
    assert home.find_entity(RADIO, "rf_8")


async def test_bridge_that_is_full(home: Home) -> None:
    """Nothing is sent to it."""
    remove_bridges(home)
    add_radio(home, learned=tuple(range(64)))
    await home.set_up()
    dialog = Wizard(home, [])
    await dialog.open()
    assert await dialog.choose("teach_remote") == "ended: no_channel"
    assert home.sent(RADIO) == []


async def test_bridge_that_is_offline(home: Home, dialog: Wizard) -> None:
    """It is told, and nothing is sent."""
    home.simulator.set_online(RADIO, online=False)
    await until(lambda: not radio(home).online)
    await dialog.open()
    await dialog.choose("teach_remote")
    assert await dialog.settled() == "ended: bridge_offline"
    assert home.sent(RADIO) == []


async def test_bridge_that_goes_offline(home: Home, dialog: Wizard) -> None:
    """Nobody waits for it."""
    await begin(dialog)
    home.simulator.set_online(RADIO, online=False)
    assert await dialog.settled() == "ended: bridge_offline"


async def test_bridge_that_is_taught_already(home: Home, dialog: Wizard) -> None:
    """Two dialogs cannot teach it at once; the first one goes on."""
    await begin(dialog)
    other = Wizard(home, [])
    await other.open()
    await other.choose("teach_remote")
    assert await other.settled() == "ended: bridge_busy"
    await catch(dialog)
    assert home.sent(RADIO) == [capture(8)]


@pytest.mark.parametrize(
    ("fault", "end", "code"),
    [
        pytest.param(CommandFault(error=403), "teaching_refused", "403", id="refused"),
        pytest.param(CommandFault(error=504), "teaching_failed", "None", id="silent"),
    ],
)
async def test_bridge_that_does_not_learn(
    home: Home, dialog: Wizard, fault: CommandFault, end: str, code: str
) -> None:
    """The reason is told."""
    home.simulator.fail_device(RADIO, fault)
    await dialog.open()
    await dialog.choose("teach_remote")
    assert await dialog.settled() == f"ended: {end}"
    assert dialog.placeholders == {"code": code}


async def test_dialog_that_is_closed_while_it_waits(home: Home, dialog: Wizard) -> None:
    """The bridge learns no more, and can be taught again."""
    await begin(dialog)
    await dialog.close()
    await until(lambda: home.sent(RADIO) == [capture(8), CANCEL])
    await begin(dialog)
    await catch(dialog)


async def test_dialog_that_is_closed_before_the_name(
    home: Home, dialog: Wizard
) -> None:
    """The bridge knows the key, which nobody named: it is taught the next one there."""
    await begin(dialog)
    await catch(dialog)
    await dialog.close()
    assert home.called(TAGS) == 0
    await dialog.open()
    await dialog.choose("teach_remote")
    await until(lambda: home.sent(RADIO) == [capture(8)] * 2)


async def test_bridge_that_is_removed_while_it_waits(
    home: Home, freezer: FrozenDateTimeFactory, dialog: Wizard
) -> None:
    """The dialog ends."""
    await begin(dialog)
    await part_from_bridge(home, freezer)
    assert await dialog.settled() == "ended: bridge_offline"


async def test_bridge_that_is_removed_before_the_name(
    home: Home, freezer: FrozenDateTimeFactory, dialog: Wizard
) -> None:
    """The dialog ends, and nothing is named."""
    await begin(dialog)
    await catch(dialog)
    await part_from_bridge(home, freezer)
    assert await dialog.fill_in(remote="Gate", key="Stop") == "ended: bridge_gone"
    assert home.called(TAGS) == 0


async def test_account_that_is_unloaded_while_it_waits(
    home: Home, dialog: Wizard
) -> None:
    """The dialog ends, and leaves no task behind."""
    await begin(dialog)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await dialog.settled() == "ended: teaching_failed"


async def test_account_that_is_unloaded_before_the_name(
    home: Home, dialog: Wizard
) -> None:
    """The dialog ends."""
    await begin(dialog)
    await catch(dialog)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await dialog.fill_in(remote="Gate", key="Stop") == "ended: not_loaded"


async def test_one_of_several_bridges(home: Home, dialog: Wizard) -> None:
    """It is asked which one is meant."""
    home.simulator.add_like(RADIO, "Other radio")
    await home.reload()
    await home.later_pages()
    await dialog.open()
    assert await dialog.choose("teach_remote") == "teach_remote"
    ids = {it: home.sim(it).device_id for it in (RADIO, "Other radio")}
    assert offered(dialog, "bridge") == {ids[it]: it for it in ids}
    assert await dialog.fill_in(bridge=ids["Other radio"]) == "teach_press"
    await until(lambda: home.sent("Other radio"))
    assert home.sent(RADIO) == []
    await dialog.close()
    await until(lambda: len(home.sent("Other radio")) == 2)


async def test_chosen_bridge_that_is_removed(
    home: Home, freezer: FrozenDateTimeFactory, dialog: Wizard
) -> None:
    """It may be gone when it is chosen."""
    home.simulator.add_like(RADIO, "Other radio")
    await home.reload()
    await home.later_pages()
    await dialog.open()
    await dialog.choose("teach_remote")
    device_id = home.sim(RADIO).device_id
    await part_from_bridge(home, freezer)
    assert await dialog.fill_in(bridge=device_id) == "ended: bridge_gone"


async def test_only_accounts_with_a_bridge_are_offered_it(
    home: Home, freezer: FrozenDateTimeFactory, dialog: Wizard
) -> None:
    """There is nothing to teach without one; one that has just left is told of."""
    await dialog.open()
    assert dialog.menu == [
        "add_device",
        "homes",
        "local_control",
        "teach_remote",
        "radio_sensors",
    ]
    await part_from_bridge(home, freezer)
    assert await dialog.choose("teach_remote") == "ended: bridge_gone"
    await dialog.open()
    assert dialog.menu == ["add_device", "homes", "local_control"]


async def test_account_that_is_not_loaded(home: Home, dialog: Wizard) -> None:
    """Nobody knows whether it has a bridge."""
    await dialog.open()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await dialog.choose("teach_remote") == "ended: not_loaded"
    await dialog.open()
    assert dialog.menu == ["add_device", "homes", "local_control"]

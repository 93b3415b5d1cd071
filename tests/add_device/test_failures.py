"""Each way in which a pairing fails: what is told, and what can be done then."""

import pytest

from tests.home import Home
from tests.pairing.conftest import TAKES_WIFI
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer
from tests.simulator.hotspot.server import Led

from .wizard import Wizard, be_patient, wifi_of_home

pytestmark = pytest.mark.demo("Kitchen lamp", "Zigbee bridge")

PACE = 0.02
ADD = "POST /v2/device/add"
DELETE = "DELETE /v2/device"


def is_in_account(home: Home, device: HotspotServer) -> bool:
    """Return whether the device belongs to the account."""
    return device.device.device_id in home.simulator.devices


async def start(home: Home, profile: str = "colink") -> HotspotServer:
    """Put a new device into pairing mode."""
    be_patient(home, profile)
    return await home.simulator.start_pairing(profile, pace=PACE)


async def try_again(wizard: Wizard, choice: str = "try_again") -> str:
    """Choose what to do after a failure."""
    assert wizard.step in {"failed", "not_online"}
    return await wizard.fill_in(next=choice)


@pytest.mark.parametrize("profile", TAKES_WIFI)
async def test_all_firmware_that_can_be_paired(
    home: Home, wizard: Wizard, profile: str
) -> None:
    """Delays, lost answers and a refused try are nothing a user hears of."""
    device = await start(home, profile)
    assert await wizard.pair(device.address) == "ended: device_added"
    assert device.led is Led.ON


@pytest.mark.parametrize(
    ("profile", "reason"),
    [("encrypted", "encrypted"), ("html", "not_ewelink")],
)
async def test_firmware_that_cannot_be_paired(
    home: Home, wizard: Wizard, profile: str, reason: str
) -> None:
    """It is told at once, before a password is asked for; the account is as before."""
    device = await start(home, profile)
    assert await wizard.go_to_wifi(device.address) == "failed"
    assert wizard.errors == {"base": reason}
    assert await try_again(wizard) == "joined"
    await wizard.close()
    assert home.called(ADD) == 1


async def test_nobody_at_the_address(home: Home, wizard: Wizard) -> None:
    """When the button was held again, the same step goes on."""
    device = await start(home)
    await device.close()
    assert await wizard.go_to_wifi(device.address) == "failed"
    assert wizard.errors == {"base": "not_in_pairing_mode"}

    await device.press()
    assert await try_again(wizard) == "joined"
    await wizard.fill_in(address=device.address)
    assert await wizard.settled() == "wifi"


async def test_device_that_is_another_one_by_now(home: Home, wizard: Wizard) -> None:
    """Nothing is sent when somebody else answers than the device that was named."""
    device = await start(home, "silent")
    await wizard.pair(device.address)
    assert await try_again(wizard) == "wifi"
    port = device.port
    await device.close()
    other = await home.simulator.start_pairing(port=port, pace=PACE)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "wrong_device"}
    assert other.given is None
    assert not any(it.raw.startswith(b"POST") for it in other.requests)


@pytest.mark.parametrize(
    ("profile", "reason", "code"),
    [("always_error", "refused", "7"), ("silent", "no_answer", "None")],
)
async def test_device_that_does_not_take_the_wifi(
    home: Home, wizard: Wizard, profile: str, reason: str, code: str
) -> None:
    """What was added for it is taken out again when the user gives up."""
    device = await start(home, profile)
    assert await wizard.pair(device.address) == "failed"
    assert wizard.errors == {"base": reason}
    assert wizard.placeholders["code"] == code
    assert is_in_account(home, device)

    assert await try_again(wizard, "give_up") == "ended: given_up"
    assert not is_in_account(home, device)


async def test_another_try_after_a_refusal(home: Home, wizard: Wizard) -> None:
    """The Wi-Fi is asked for again, with all but the password filled in."""
    device = await start(home, "silent")
    await wizard.pair(device.address)
    assert await try_again(wizard) == "wifi"
    assert wizard.suggested == {"ssid": wifi_of_home()["ssid"], "name": "New lamp"}

    device.profile = (await start(home)).profile
    await device.press()
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "ended: device_added"


async def test_dialog_closed_after_a_failure(home: Home, wizard: Wizard) -> None:
    """Closing it is giving up."""
    device = await start(home, "silent")
    await wizard.pair(device.address)
    await wizard.close()
    await home.hass.async_block_till_done()
    assert not is_in_account(home, device)


async def test_device_of_the_account_stays_in_it(home: Home, wizard: Wizard) -> None:
    """Giving up takes out only what was added for it."""
    device = await home.simulator.start_pairing(
        "silent", device="Kitchen lamp", pace=PACE
    )
    await wizard.pair(device.address)
    assert await try_again(wizard, "stop") == "ended: nothing_added"
    assert is_in_account(home, device)
    assert home.called(DELETE) == 0


async def test_wrong_password(home: Home, wizard: Wizard) -> None:
    """The device has to be put into pairing mode again, and asks anew."""
    device = await start(home)
    home.simulator.world.wifi[WIFI_SSID] = "another password"
    assert await wizard.pair(device.address) == "not_online"
    assert wizard.errors == {"base": "never_online"}

    home.simulator.world.wifi[WIFI_SSID] = WIFI_PASSWORD
    await device.press()
    assert await try_again(wizard) == "mode"
    assert await wizard.fill_in() == "joined"
    await wizard.fill_in(address=device.address)
    assert await wizard.settled() == "wifi"
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "ended: device_added"


@pytest.mark.parametrize(("choice", "stays"), [("keep", True), ("give_up", False)])
async def test_device_that_never_comes_online(
    home: Home, wizard: Wizard, choice: str, *, stays: bool
) -> None:
    """The user decides whether it stays in the account."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    assert wizard.errors == {"base": "never_online"}
    await try_again(wizard, choice)
    assert is_in_account(home, device) is stays


async def test_keeping_is_offered_for_what_may_come_later_only(
    home: Home, wizard: Wizard
) -> None:
    """A device that never had the Wi-Fi cannot come later."""
    device = await start(home, "silent")
    await wizard.pair(device.address)
    assert "keep" not in wizard.choices


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (407, "app_id_not_allowed"),
        (30017, "brand_not_allowed"),
        (30007, "added_by_another"),
        *((code, "not_added") for code in (30011, 30012, 30013, 30014)),
        *((code, "not_added") for code in (30010, 30015, 30016, 30018, 30019)),
    ],
)
async def test_cloud_that_refuses_the_device(
    home: Home, wizard: Wizard, error: int, reason: str
) -> None:
    """The number is told, and the device is left as it was."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    home.simulator.fail_next(ADD, error=error)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": reason}
    assert wizard.placeholders == {"code": str(error), "address": device.address}
    assert device.given is None

    assert await try_again(wizard) == "wifi"
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "ended: device_added"


async def test_host_without_internet_meanwhile(home: Home, wizard: Wizard) -> None:
    """The device is told first, and added when the cloud can be reached again."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    home.simulator.fail_next(ADD, status=502, times=2)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "ended: device_added"


async def test_host_that_stays_without_internet(home: Home, wizard: Wizard) -> None:
    """After some tries the reason is told; the device keeps the Wi-Fi it has."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    home.simulator.fail_next(ADD, status=502, times=None)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "cloud_unreachable"}
    assert device.given is not None
    assert home.called(ADD) < 12


async def test_another_way(home: Home, wizard: Wizard) -> None:
    """All ways are offered again after a failure."""
    device = await start(home, "encrypted")
    await wizard.go_to_wifi(device.address)
    assert await try_again(wizard, "other_way") == "way"

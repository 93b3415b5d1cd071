"""The demo as a household has it, and what happens there by itself."""

from tests.simulator import Simulator
from tests.simulator.alive import Visits
from tests.simulator.household import WIFI_SSID, household

HOUR = 3600
METER = "Kitchen counter"


def test_no_canary_is_seen() -> None:
    """Names, addresses and the Wi-Fi are those of a home."""
    simulator = Simulator(household())
    shown = [*simulator.description.values(), simulator.wifi_ssid]
    shown += [simulator.wifi_password]
    for account in simulator.world.accounts:
        shown += [account.username, account.phone, account.password, account.nickname]
    for device in simulator.devices.values():
        shown += [device.name, device.params.get("ssid"), device.params.get("ip")]
    assert not [it for it in shown if "canary" in str(it).lower()]
    lamp = simulator.device("Kitchen lamp")
    assert lamp.params["ssid"] == simulator.wifi_ssid == WIFI_SSID


def test_door_opens_now_and_then() -> None:
    """The front door is opened every few minutes, and closed soon after."""
    simulator = Simulator(household())
    door, visits = simulator.device("Front door"), Visits(simulator)
    opened: list[int] = []
    closed: list[int] = []
    for second in range(1, HOUR):
        before = door.params["lock"]
        visits.pass_second(second)
        if door.params["lock"] != before:
            (closed if before else opened).append(second)
    assert 8 <= len(opened) <= 20
    pairs = zip(opened, closed, strict=False)
    assert all(leaves - comes <= 25 for comes, leaves in pairs)
    later = zip(closed, opened[1:], strict=False)
    assert all(comes - left >= 180 for left, comes in later)


def test_meter_reports_by_itself() -> None:
    """Without being asked, a meter tells its load; what is switched off has none."""
    simulator = Simulator(household())
    meter = simulator.device(METER)
    told = set()
    for _ in range(60):
        simulator.tick()
        told.add(meter.params["actPow_00"])
        assert meter.params["actPow_01"] == 0
    assert len(told) > 10
    assert all(5_900 <= power <= 8_900 for power in told)
    simulator.press(METER, "0")
    simulator.tick()
    assert meter.params["actPow_00"] == 0

"""Timers that the simulated devices run by themselves."""

from datetime import UTC, datetime
from typing import Any, Final

import pytest

from ..simulator import CloudError, SimDevice, Simulator, demo_home
from ..simulator.model import Place, ShareTerms

LAMP: Final = "Kitchen lamp"
RELAY: Final = "Garden relay"
GUEST: Final = "guest"


class Clock:
    """A clock that is moved by hand."""

    now = datetime(2026, 6, 15, 12, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class Played:
    """A simulator without any door, at a time of its own."""

    def __init__(self) -> None:
        """Start on a Monday at noon."""
        self.clock = Clock()
        self.simulator = Simulator(demo_home(), clock=self.clock)

    def device(self, name: str = LAMP) -> SimDevice:
        """Return a device."""
        return self.simulator.device(name)

    def set(self, *timers: Any, device: str = LAMP) -> None:
        """Let the app set all timers of a device."""
        self.simulator.send_by_app(device, {"timers": list(timers)})

    def wait(self, minutes: float) -> None:
        """Let minutes pass at once."""
        self.clock.now += 60 * minutes
        self.simulator.tick(60 * minutes)

    def is_on(self, name: str = LAMP) -> bool:
        """Return whether a lamp is on."""
        return bool(self.device(name).params["switch"] == "on")


@pytest.fixture
def played() -> Played:
    """Return a simulator with a lamp that is off."""
    played = Played()
    played.device().params["switch"] = "off"
    return played


def timer(kind: str, at: str, switch: str = "on", **fields: Any) -> dict[str, Any]:
    """Return a timer."""
    do = {"switch": switch}
    return {
        "mId": kind + at + switch,
        "type": kind,
        "at": at,
        "enabled": 1,
        "do": do,
    } | fields


def test_once(played: Played) -> None:
    """It runs at its time, and not again."""
    played.set(timer("once", "2026-06-15T12:10:00.000Z"))
    played.wait(9)
    assert not played.is_on()
    played.wait(1)
    assert played.is_on()
    played.device().params["switch"] = "off"
    played.wait(60 * 24 * 8)
    assert not played.is_on()


def test_past_and_disabled(played: Played) -> None:
    """What is over or off never runs."""
    played.set(
        timer("once", "2026-06-15T11:59:00.000Z"),
        timer("once", "2026-06-15T12:10:00.000Z", enabled=0),
        timer("sunset", "2026-06-15T12:10:00.000Z"),
    )
    played.wait(60 * 24 * 8)
    assert not played.is_on()


def test_repeat(played: Played) -> None:
    """It runs each week on its days, in UTC."""
    played.set(
        timer("repeat", "0 20 * * 1,0"),
        timer("repeat", "30 20 * * 1,0", "off"),
    )
    shown = []
    for _ in range(8):
        played.wait(60 * 8 + 10)
        shown.append(played.is_on())
        played.wait(60 * 15 + 50)
        shown.append(played.is_on())
    days = [True, False, *[False, False] * 5, True, False, True, False]
    assert shown == days


def test_loop(played: Played) -> None:
    """It runs at each cycle, and what ends it after the wait."""
    played.set(
        {
            "mId": "a",
            "type": "duration",
            "at": "2026-06-15T12:10:00.000Z 10 5",
            "enabled": 1,
            "startDo": {"switch": "on"},
            "endDo": {"switch": "off"},
        }
    )
    shown: list[bool] = []
    for _ in range(6):
        played.wait(5.5 if not shown else 5)
        shown.append(played.is_on())
    assert shown == [False, True, False, True, False, True]


def test_channel(played: Played) -> None:
    """One outlet is switched, however that is written."""
    played.set(
        timer("once", "2026-06-15T12:10:00.000Z", do={"switch": "on", "outlet": 1}),
        timer(
            "once",
            "2026-06-15T12:10:00.000Z",
            "off",
            do={"switches": [{"switch": "on", "outlet": 2}]},
        ),
        device=RELAY,
    )
    before = {
        it["outlet"]: it["switch"] for it in played.device(RELAY).params["switches"]
    }
    played.wait(10)
    after = {
        it["outlet"]: it["switch"] for it in played.device(RELAY).params["switches"]
    }
    assert after == before | {1: "on", 2: "on"}


def test_offline(played: Played) -> None:
    """It runs all the same; the cloud hears of it when the device is back."""
    played.set(timer("once", "2026-06-15T12:10:00.000Z"))
    played.simulator.set_online(LAMP, False)
    played.wait(10)
    assert not played.is_on()
    played.simulator.set_online(LAMP, True)
    assert played.is_on()


def test_clock_ahead(played: Played) -> None:
    """The devices' clocks may go ahead, to see what their timers do."""
    played.set(timer("once", "2026-06-15T12:10:00.000Z"))
    played.simulator.move_timers(599)
    assert not played.is_on()
    played.simulator.move_timers(1)
    assert played.is_on()


def test_whole_array(played: Played) -> None:
    """What is not sent again is gone."""
    first, second = timer("repeat", "0 0 * * 1"), timer("repeat", "1 0 * * 1")
    played.set(first, second)
    played.set(second)
    assert played.device().params["timers"] == [second]
    played.set()
    assert played.device().params["timers"] == []


@pytest.mark.parametrize(
    "timers",
    [
        pytest.param([timer("once", str(n)) for n in range(17)], id="too many"),
        pytest.param([timer("once", "1")] * 2, id="twice"),
        pytest.param(["no timer"], id="none"),
        pytest.param([{"mId": "a"}], id="without a time"),
    ],
)
def test_refused(played: Played, timers: list[Any]) -> None:
    """A device takes so many timers, and nothing else."""
    with pytest.raises(CloudError) as refused:
        played.set(*timers)
    assert refused.value.error == 400
    assert "timers" not in played.device().params


@pytest.mark.parametrize(
    ("wanted", "bit"),
    [
        pytest.param([timer("once", "1"), timer("once", "2")], 1, id="create"),
        pytest.param([timer("once", "1", do={})], 2, id="edit"),
        pytest.param([], 4, id="delete"),
        pytest.param([timer("once", "1", enabled=0)], 8, id="enable"),
    ],
)
def test_permit(played: Played, wanted: list[Any], bit: int) -> None:
    """Who is shared a device needs the bit of what is done."""
    played.set(timer("once", "1"))
    device, world = played.device(), played.simulator.world
    guest = next(it for it in world.accounts if it.apikey != device.apikey)
    device.shares[guest.apikey] = Place(family_id=guest.current_family, index=1)
    for permit in (15 - bit, bit):
        terms = ShareTerms(permit=permit, comment="", at=0)
        device.share_terms[guest.apikey] = terms
        changes = {"timers": wanted}
        if permit != bit:
            with pytest.raises(CloudError) as refused:
                played.simulator.cloud.devices.command(device, changes, guest, None)
            assert refused.value.error == 406
        else:
            played.simulator.cloud.devices.command(device, changes, guest, None)
    assert device.params["timers"] == wanted


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("once", "later"),
        ("repeat", "at noon"),
        ("repeat", "99 99 * * 1"),
        ("duration", "2026-06-15T12:05:00.000Z 0"),
        ("duration", "2026-06-15T11:00:00.000Z 0"),
        ("duration", "2026-06-15T11:00:00.000Z"),
    ],
)
def test_nonsense(played: Played, kind: str, at: str) -> None:
    """What makes no sense never runs, and keeps no other from that."""
    played.set(timer(kind, at), timer("once", "2026-06-15T12:05:00.000Z"))
    played.wait(10)
    assert played.is_on()

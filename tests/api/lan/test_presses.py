"""Presses that come by two ways."""

from custom_components.ewelink.api.lan.presses import SamePresses, Way

from .conftest import Clock

PLUG = "1000000001"


def press(outlet: int = 0, key: int = 0) -> dict[str, object]:
    """Return a press as either way tells it."""
    return {"localKeyPass": {"outlet": outlet, "key": key}}


def test_same_press_by_both_ways(clock: Clock) -> None:
    """One press is told once, whichever way is faster."""
    presses = SamePresses(clock)

    for first, second in ((Way.LAN, Way.CLOUD), (Way.CLOUD, Way.LAN)):
        assert not presses.is_again(PLUG, press(), first)
        clock.now += 1.4
        assert presses.is_again(PLUG, press(), second)
        clock.now += 10


def test_next_press(clock: Clock) -> None:
    """The next press is another, even if its other way comes first."""
    presses = SamePresses(clock)
    assert not presses.is_again(PLUG, press(), Way.CLOUD)
    clock.now += 0.2
    assert presses.is_again(PLUG, press(), Way.LAN)

    clock.now += 0.7
    assert not presses.is_again(PLUG, press(), Way.LAN)
    clock.now += 0.2
    assert presses.is_again(PLUG, press(), Way.CLOUD)


def test_by_the_same_way(clock: Clock) -> None:
    """Ghosts come by the same way within half a second."""
    presses = SamePresses(clock)

    assert not presses.is_again(PLUG, press(), Way.LAN)
    clock.now += 0.4
    assert presses.is_again(PLUG, press(key=1), Way.LAN)
    clock.now += 0.2
    assert not presses.is_again(PLUG, press(key=1), Way.LAN)


def test_another_press(clock: Clock) -> None:
    """Another key, outlet, device, or a later time is another press."""
    presses = SamePresses(clock)
    presses.is_again(PLUG, press(), Way.LAN)

    assert not presses.is_again(PLUG, press(outlet=1), Way.CLOUD)
    assert not presses.is_again("1000000002", press(), Way.CLOUD)
    assert not presses.is_again(PLUG, press(key=2), Way.CLOUD)
    clock.now += 1.6
    assert not presses.is_again(PLUG, press(), Way.LAN)
    clock.now += 1.6
    assert not presses.is_again(PLUG, press(), Way.CLOUD)


def test_what_is_no_press(clock: Clock) -> None:
    """Other messages are not held back."""
    presses = SamePresses(clock)

    for _ in range(2):
        assert not presses.is_again(PLUG, {"switch": "on"}, Way.LAN)
        assert not presses.is_again(PLUG, {**press(), "rssi": 1}, Way.LAN)
    presses.is_again(PLUG, {"localKeyPass": "odd"}, Way.LAN)


def test_forgotten(clock: Clock) -> None:
    """A device that comes again starts anew."""
    presses = SamePresses(clock)
    presses.is_again(PLUG, press(), Way.LAN)

    presses.forget(PLUG)

    assert not presses.is_again(PLUG, press(), Way.CLOUD)


def test_way_that_is_late(clock: Clock) -> None:
    """Each of two presses is told once, though the first comes again after both."""
    presses = SamePresses(clock)
    told = []
    for seconds, way in (
        (0.0, Way.LAN),
        (0.7, Way.LAN),
        (0.8, Way.CLOUD),
        (1.5, Way.CLOUD),
    ):
        clock.now = 1000.0 + seconds
        told.append(presses.is_again(PLUG, press(), way))

    assert told == [False, False, True, True]

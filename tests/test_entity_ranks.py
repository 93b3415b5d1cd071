"""Tests of which entities are enabled where not all can be."""

from random import Random

from hypothesis import given, strategies as st

from custom_components.ewelink.entity_ranks import Rank, Wanted, admitted
from homeassistant.const import Platform


@st.composite
def _homes(draw: st.DrawFn) -> list[Wanted]:
    """Return what the devices of a home want, in an order of no meaning."""
    ranks = st.lists(st.sampled_from(Rank), max_size=6)
    wanted = [
        Wanted(rank, position, order, (Platform.SWITCH, f"{position}_{order}"))
        for position, device in enumerate(draw(st.lists(ranks, max_size=8)))
        for order, rank in enumerate(device)
    ]
    return draw(st.permutations(wanted))


def _mains(wanted: list[Wanted], served: set[int]) -> set[Wanted]:
    """Return the main ones, and the first sensors of devices that have none."""
    mains = {it for it in wanted if it.rank is Rank.MAIN}
    for position in {it.position for it in wanted} - served:
        own = [it for it in wanted if it.position == position]
        if (first := min(own)).rank is Rank.SENSOR:
            mains.add(first)
    return mains


_SERVED = st.sets(st.integers(0, 7))
_ROOM = st.integers(-5, 50)


@given(_homes(), _SERVED, _ROOM)
def test_all_main_ones_and_no_more_than_fit(
    wanted: list[Wanted], served: set[int], room: int
) -> None:
    """Main ones are always enabled; only they may be more than there is room for."""
    found = admitted(wanted, served, room)
    mains = _mains(wanted, served)
    assert {it.key for it in mains} <= found
    assert len(found) == min(len(wanted), max(room, len(mains)))


@given(_homes(), _SERVED, _ROOM)
def test_settings_make_room_for_sensors(
    wanted: list[Wanted], served: set[int], room: int
) -> None:
    """No setting is enabled where a sensor is not, nor a later one where it is not."""
    found = admitted(wanted, served, room)
    rest = [it for it in wanted if it not in _mains(wanted, served)]
    off = [it for it in rest if it.key not in found]
    on = [it for it in rest if it.key in found]
    assert all(enabled < disabled for enabled in on for disabled in off)


@given(_homes(), _SERVED, _ROOM, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    wanted: list[Wanted], served: set[int], room: int, chance: Random
) -> None:
    """Whichever platform asks first, the same ones are enabled."""
    shuffled = list(wanted)
    chance.shuffle(shuffled)
    assert admitted(shuffled, served, room) == admitted(wanted, served, room)

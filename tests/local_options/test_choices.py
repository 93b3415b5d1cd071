"""What options hold about the local network, however it came into them."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.ways import Way
from custom_components.ewelink.entry_data import local_control, with_local_control
from custom_components.ewelink.local_control import LocalControl, TypedAddress

LAMP, PLUG = "1000000001", "1000000002"
ANYTHING: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda it: st.lists(it, max_size=3) | st.dictionaries(st.text(max_size=4), it),
)


@pytest.mark.parametrize(
    ("typed", "read", "spelt"),
    [
        pytest.param("192.0.2.7", ("192.0.2.7", 8081), "192.0.2.7", id="address"),
        pytest.param(" 192.0.2.7:80 ", ("192.0.2.7", 80), "192.0.2.7:80", id="port"),
        pytest.param("192.0.2.7:8081", ("192.0.2.7", 8081), "192.0.2.7", id="usual"),
        pytest.param("Lamp.lan", ("lamp.lan", 8081), "lamp.lan", id="name"),
        pytest.param("my_lamp:1", ("my_lamp", 1), "my_lamp:1", id="short name"),
        pytest.param("fd00::7", ("fd00::7", 8081), "fd00::7", id="version 6"),
        pytest.param("[FD00::7]:80", ("fd00::7", 80), "[fd00::7]:80", id="6 and port"),
        pytest.param("[fd00::7]", ("fd00::7", 8081), "fd00::7", id="brackets"),
    ],
)
def test_address(typed: str, read: tuple[str, int], spelt: str) -> None:
    """An address or a name, with or without a port; it is spelt as it is typed."""
    address = TypedAddress.read(typed)
    assert address == TypedAddress(*read)
    assert str(address) == spelt
    assert TypedAddress.read(str(address)) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        ":80",
        "lamp:",
        "lamp:0",
        "lamp:65536",
        "lamp:eighty",
        "lamp:٨٠",
        "192.0.2",
        "192.0.2.300",
        "192.0.2.7/zeroconf",
        "http://192.0.2.7",
        "user@lamp",
        "my lamp",
        "-lamp",
        "lamp..lan",
        "a" * 64,
        "fe80::1%eth0",
        "[fd00::7",
        "[fd00::7]80",
        "1:2:3",
        None,
        8081,
    ],
)
def test_no_address(typed: object) -> None:
    """What is neither an address nor a name is not taken for one."""
    assert TypedAddress.read(typed) is None


def test_nothing_chosen() -> None:
    """Both ways, for all devices, and what an offline start needs is kept."""
    chosen = local_control({})
    assert chosen == LocalControl()
    assert chosen.way_of(LAMP) is Way.AUTO
    assert chosen.keep_offline
    assert with_local_control({"radio": {}}, chosen) == {"radio": {}}


def test_choices_are_kept() -> None:
    """What is chosen is read again as it was written, beside all else."""
    chosen = (
        LocalControl(way=Way.CLOUD, keep_offline=False)
        .with_device_way(LAMP, Way.LOCAL)
        .with_address(PLUG, TypedAddress("plug.lan", 80))
    )
    options = with_local_control({"left_out_homes": ["1"]}, chosen)
    assert options == {
        "left_out_homes": ["1"],
        "local_control": {
            "way": "cloud",
            "devices": {LAMP: "local"},
            "addresses": {PLUG: "plug.lan:80"},
            "keep_offline": False,
        },
    }
    assert local_control(options) == chosen
    assert (chosen.way_of(LAMP), chosen.way_of(PLUG)) == (Way.LOCAL, Way.CLOUD)


def test_choices_that_are_withdrawn() -> None:
    """A device without a choice of its own leaves nothing behind."""
    chosen = LocalControl().with_device_way(LAMP, Way.LOCAL)
    chosen = chosen.with_address(LAMP, TypedAddress("lamp"))
    chosen = chosen.with_device_way(LAMP, None).with_address(LAMP, None)
    assert chosen == LocalControl()
    assert chosen.with_address(PLUG, None) == chosen


def test_addresses_are_private() -> None:
    """They are in no log."""
    chosen = LocalControl().with_address(LAMP, TypedAddress("192.0.2.7"))
    assert "192.0.2.7" not in repr(chosen)


def test_what_cannot_be_read_is_not_chosen() -> None:
    """Another version may have written it, or a user's hand; the rest counts."""
    told = {
        "way": "tunnel",
        "devices": {LAMP: "local", PLUG: ["cloud"]},
        "addresses": {LAMP: "http://", PLUG: "plug"},
        "keep_offline": "?",
    }
    assert local_control({"local_control": told}) == LocalControl(
        devices={LAMP: Way.LOCAL}, addresses={PLUG: TypedAddress("plug")}
    )


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "auto",
        {"way": "both", "devices": [LAMP], "addresses": "x"},
        {"way": 1, "devices": {LAMP: None}, "addresses": {LAMP: 2, PLUG: ""}},
    ],
)
def test_odd_options(odd: object) -> None:
    """What cannot be read at all is as if nothing was chosen."""
    assert local_control({"local_control": odd}) == LocalControl()


@given(ANYTHING)
def test_anything_is_read(told: object) -> None:
    """Whatever the options hold, it raises nothing, and is stable."""
    chosen = local_control({"local_control": told})
    assert local_control(with_local_control({}, chosen)) == chosen

"""TXT records, as devices of all ages send them."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.lan.record import host_id_of, read_record

from .announcing import name_of, packed, record

NAME = name_of()


@given(st.text(max_size=40), st.binary(max_size=1400))
def test_never_raises(name: str, text: bytes) -> None:
    """Whatever bytes there are, they are a record or none."""
    found = read_record(name, text)
    assert found is None or found.device_id


@given(st.lists(st.binary(max_size=255), max_size=6))
def test_any_pieces(pieces: list[bytes]) -> None:
    """Whatever the pieces hold, they are a record or none."""
    text = b"".join(bytes([len(it)]) + it for it in pieces)
    found = read_record(NAME, packed(id="1000000001") + text)
    assert (found is None) == (len(text) > 1300 - 14)


def test_sealed_record() -> None:
    """All that a record tells is read."""
    text = record({"switch": "on"}, seq=7, kind="th_plug")

    found = read_record(NAME, text)

    assert found is not None
    assert (found.host_id, found.device_id) == ("1000000001", "1000000001")
    assert (found.type, found.seq, found.apivers) == ("th_plug", 7, 1)
    assert found.is_encrypted
    assert found.is_understood
    assert found.data not in repr(found)
    assert found.iv not in repr(found)


def test_pieces_are_joined() -> None:
    """Longer data come in up to four pieces."""
    params = {"text": "x" * 700}

    found = read_record(NAME, record(params, key=None))

    assert found is not None
    assert len(found.data) > 700
    assert found.data.startswith('{"text"')


def test_commas_stay() -> None:
    """Data in the clear hold commas and equals signs."""
    found = read_record(NAME, record(b'{"a":"b=c","d":1}', key=None))

    assert found is not None
    assert found.data == '{"a":"b=c","d":1}'
    assert not found.is_encrypted


@pytest.mark.parametrize(
    ("name", "host_id"),
    [
        pytest.param(
            "eWeLink_1000ABCDEF._ewelink._tcp.local.", "1000abcdef", id="usual"
        ),
        pytest.param("eWelink_1000abcdef._ewelink._tcp.local.", "1000abcdef", id="104"),
        pytest.param("eWeLink_1000abcdef.local.", "1000abcdef", id="host"),
    ],
)
def test_names(name: str, host_id: str) -> None:
    """Names are spelt in several ways."""
    assert host_id_of(name) == host_id


def test_child_is_named_by_its_id() -> None:
    """A meter announces under its own name, but with the id of a child."""
    found = read_record(name_of("1000aaaaaa"), record({}, device_id="1000BBBBBB"))

    assert found is not None
    assert (found.host_id, found.device_id) == ("1000aaaaaa", "1000bbbbbb")


@pytest.mark.parametrize("name", ["ihost-1000000001", "zbbridgeu-1000000001-wlan0"])
def test_hubs_are_not_understood(name: str) -> None:
    """Bridges and hubs speak otherwise."""
    found = read_record(f"{name}._ewelink._tcp.local.", packed(id="1000000001"))

    assert found is not None
    assert not found.is_understood


def test_newer_version_is_not_understood() -> None:
    """A version that is not known is not spoken to."""
    found = read_record(NAME, packed(id="1000000001", apivers=2))

    assert found is not None
    assert not found.is_understood


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(packed(type="plug"), id="no id"),
        pytest.param(packed(id=""), id="empty id"),
        pytest.param(packed(id="x" * 65), id="long id"),
        pytest.param(packed(id="1000000001")[:-1], id="cut off"),
        pytest.param(packed(id="1000000001", a="b" * 250) * 6, id="too long"),
    ],
)
def test_refused(text: bytes) -> None:
    """What is no record of a device is none."""
    assert read_record(NAME, text) is None


def test_first_value_counts() -> None:
    """A name that comes twice has its first value."""
    found = read_record(NAME, packed(id="1000000001") + packed(id="1000000002"))

    assert found is not None
    assert found.device_id == "1000000001"

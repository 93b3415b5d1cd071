"""Tests of what only one key opens."""

from base64 import b64decode, b64encode

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.seal import Seal, new_key

from .strategies import ANYTHING

OWNER = "entry"
TEXT = b"the kitchen lamp"


def _altered(text: object) -> str:
    raw = bytearray(b64decode(str(text)))
    raw[-1] ^= 1
    return b64encode(raw).decode()


def test_what_is_sealed_opens() -> None:
    """The same key opens for the same owner what it has sealed."""
    seal = Seal(new_key(), OWNER)
    assert seal.open(seal.seal(TEXT)) == TEXT
    assert seal.open(seal.seal(b"")) == b""


def test_nothing_is_sealed_twice_alike() -> None:
    """Keys are new each time, and so is what one makes of a text."""
    key = new_key()
    seal = Seal(key, OWNER)
    assert seal.seal(TEXT) != seal.seal(TEXT)
    assert key != new_key()
    assert len(b64decode(key)) == 32


def test_it_shows_nothing() -> None:
    """Neither what is sealed nor the key can be read."""
    key = new_key()
    seal = Seal(key, OWNER)
    sealed = b64decode(str(seal.seal(TEXT)["sealed"]))
    assert b"lamp" not in sealed
    assert key not in repr(seal)


def test_others_open_nothing() -> None:
    """Another key opens nothing, nor does the same one for another owner."""
    key = new_key()
    stored = Seal(key, OWNER).seal(TEXT)
    assert Seal(new_key(), OWNER).open(stored) is None
    assert Seal(key, "another").open(stored) is None


@pytest.mark.parametrize("part", ["nonce", "sealed"])
def test_what_was_altered_does_not_open(part: str) -> None:
    """Each byte counts."""
    seal = Seal(new_key(), OWNER)
    stored = seal.seal(TEXT)
    assert seal.open({**stored, part: _altered(stored[part])}) is None
    assert seal.open({**stored, part: str(stored[part])[:-4]}) is None
    assert seal.open({it: text for it, text in stored.items() if it != part}) is None


@given(nonce=ANYTHING, sealed=ANYTHING)
def test_whatever_is_stored_does_not_raise(nonce: object, sealed: object) -> None:
    """What was never sealed does not open."""
    seal = Seal(new_key(), OWNER)
    assert seal.open({"nonce": nonce, "sealed": sealed}) is None


@given(st.text() | st.binary(max_size=40).map(lambda it: b64encode(it).decode()))
def test_other_texts_are_no_keys(text: str) -> None:
    """A key has its length and its spelling."""
    try:
        is_key = len(b64decode(text, validate=True)) == 32
    except ValueError:
        is_key = False
    if not is_key:
        with pytest.raises(ValueError, match=r"."):
            Seal(text, OWNER)

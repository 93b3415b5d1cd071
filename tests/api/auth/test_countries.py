"""The table of countries covers what a user may choose."""

import pytest

from custom_components.ewelink.api.auth.countries import COUNTRIES, Country, country
from custom_components.ewelink.api.http.regions import REGIONS
from homeassistant.generated.countries import COUNTRIES as SELECTABLE


def test_every_selectable_country_is_known() -> None:
    """Whatever Home Assistant's selector offers has a dial code and a region."""
    assert SELECTABLE - COUNTRIES.keys() == set()


def test_entries_are_well_formed() -> None:
    """Dial codes are a plus and digits, regions are the vendor's."""
    assert all(
        entry.dial.startswith("+") and entry.dial[1:].isdigit()
        for entry in COUNTRIES.values()
    )
    assert {entry.region for entry in COUNTRIES.values()} == set(REGIONS)


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("DE", Country("+49", "eu")),
        ("cn", Country("+86", "cn")),
        ("US", Country("+1", "us")),
        ("AU", Country("+61", "us")),
        ("IN", Country("+91", "as")),
        ("BM", Country("+1441", "as")),
    ],
)
def test_country(iso: str, expected: Country) -> None:
    """Well-known countries are as the vendor's list says."""
    assert country(iso) == expected

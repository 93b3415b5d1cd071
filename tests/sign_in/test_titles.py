"""Tests of how an account is called that signs in on the page."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.sign_in.titles import title_of
from homeassistant.core import HomeAssistant


@pytest.mark.parametrize(
    ("home", "taken", "title"),
    [
        pytest.param("Cottage", [], "Cottage", id="name of its own"),
        pytest.param("Cottage", ["Villa"], "Cottage", id="another's is other"),
        pytest.param("Cottage", ["Cottage"], "Cottage (EU)", id="taken"),
        pytest.param(
            "Cottage", ["Cottage", "Cottage (EU)"], "Cottage (EU 2)", id="taken twice"
        ),
        pytest.param("My Home", [], "My Home (EU)", id="as the app names it"),
        pytest.param("My Home", ["My Home (EU)"], "My Home (EU 2)", id="two of them"),
        pytest.param("My Home", ["My Home (US)"], "My Home (EU)", id="two regions"),
        pytest.param("我的家", [], "我的家 (EU)", id="in Chinese"),
    ],
)
def test_title(hass: HomeAssistant, home: str, taken: list[str], title: str) -> None:
    """Two accounts have two titles, and a name that says something stays as it is."""
    for other in taken:
        MockConfigEntry(domain=DOMAIN, title=other).add_to_hass(hass)

    assert title_of(hass, home, "eu") == title

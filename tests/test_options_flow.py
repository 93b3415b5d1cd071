"""Tests of the options: which homes are shown."""

from typing import Any

import pytest

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.data_entry_flow import FlowResultType

from .flow import suggested
from .home import Home

FAMILY = "GET /v2/family"


async def _open(home: Home) -> ConfigFlowResult:
    flow = home.hass.config_entries.options
    result = await flow.async_init(home.entry.entry_id)
    return await flow.async_configure(result["flow_id"], {"next_step_id": "homes"})


async def _save(home: Home, result: ConfigFlowResult, *homes: str) -> ConfigFlowResult:
    flow = home.hass.config_entries.options
    result = await flow.async_configure(
        result["flow_id"], {"homes": [home.simulator.family(it).id for it in homes]}
    )
    await home.hass.async_block_till_done()
    return result


def _offered(result: ConfigFlowResult) -> list[dict[str, Any]]:
    assert result["data_schema"] is not None
    [selector] = result["data_schema"].schema.values()
    options: list[dict[str, Any]] = selector.config["options"]
    return options


async def test_all_homes_are_offered(home: Home) -> None:
    """Each home is there by its name, one of others too."""
    await home.set_up()
    result = await _open(home)

    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "homes"
    assert _offered(result) == [
        {"value": home.simulator.family(it).id, "label": it}
        for it in ("My home", "Cottage", "Parents")
    ]


async def test_home_without_a_name(home: Home) -> None:
    """A home that has no name can be chosen all the same."""
    cottage = home.simulator.family("Cottage")
    cottage.name = ""
    await home.set_up()

    assert cottage.id in [it["label"] for it in _offered(await _open(home))]


async def test_all_homes_are_shown_at_first(home: Home) -> None:
    """Nothing is left out unless somebody wants so."""
    await home.set_up()
    result = await _open(home)

    assert suggested(result) == {"homes": [it["value"] for it in _offered(result)]}


async def test_what_is_left_out_is_stored(home: Home) -> None:
    """A home that is added later is not left out."""
    await home.set_up()
    result = await _save(home, await _open(home), "My home", "Parents")

    assert result["type"] is FlowResultType.CREATE_ENTRY
    left_out = [home.simulator.family("Cottage").id]
    assert home.entry.options == {"left_out_homes": left_out}


async def test_present_choice_is_shown(home: Home) -> None:
    """What was left out before is offered, and not chosen."""
    await home.set_up()
    await _save(home, await _open(home), "My home")
    result = await _open(home)

    assert len(_offered(result)) == 3
    assert suggested(result) == {"homes": [home.simulator.family("My home").id]}


async def test_home_that_comes_back(home: Home) -> None:
    """Nothing is stored when nothing is left out any more."""
    await home.set_up()
    await _save(home, await _open(home), "My home")
    await _save(home, await _open(home), "My home", "Cottage", "Parents")

    assert home.entry.options == {}


async def test_one_home_must_be_shown(home: Home) -> None:
    """A choice of none is refused, and can be corrected."""
    await home.set_up()
    result = await _save(home, await _open(home))
    assert result["errors"] == {"homes": "no_home"}
    assert suggested(result) == {"homes": []}

    result = await _save(home, result, "Cottage")
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_other_options_stay(home: Home) -> None:
    """The choice of homes touches no other option."""
    await home.set_up()
    home.hass.config_entries.async_update_entry(home.entry, options={"other": 1})
    await _save(home, await _open(home), "My home", "Cottage", "Parents")

    assert home.entry.options == {"other": 1}


async def test_options_call_nobody(home: Home) -> None:
    """The homes are those of the last list."""
    await home.set_up()
    before = len(home.simulator.calls)
    await _open(home)

    assert len(home.simulator.calls) == before


async def test_same_choice_does_not_reload(home: Home) -> None:
    """Who changes nothing is not disturbed."""
    await home.set_up()
    coordinator = home.coordinator
    await _save(home, await _open(home), "My home", "Cottage", "Parents")

    assert home.coordinator is coordinator


async def test_homes_are_known_after_a_list_that_failed(home: Home) -> None:
    """A list that could not be read does not make the homes unknown."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    await home.coordinator.async_refresh()

    assert len(_offered(await _open(home))) == 3


@pytest.mark.parametrize("is_open", [False, True], ids=["at start", "while open"])
async def test_account_that_is_not_loaded(home: Home, *, is_open: bool) -> None:
    """Without a list there are no homes to choose from."""
    await home.set_up()
    result = await _open(home) if is_open else None
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    result = await _save(home, result, "My home") if result else await _open(home)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "not_loaded"

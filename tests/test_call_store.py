"""Tests of the file with the calls of this month, on a real disk."""

from pathlib import Path

import orjson
import pytest
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.ewelink.api.http.call_counter import CallCounter
from custom_components.ewelink.call_store import STORE_KEY, async_keep_calls


async def _run(folder: Path) -> None:
    """Let Home Assistant run, count a call, and stop."""
    counter = CallCounter()
    async with async_test_home_assistant(config_dir=str(folder)) as hass:
        await async_keep_calls(hass, counter)
        counter.count("a", "eu")
        await hass.async_stop(force=True)


def _counted(folder: Path) -> int:
    stored = orjson.loads((folder / ".storage" / STORE_KEY).read_bytes())
    count: int = stored["data"]["calls"]["a"]["eu"]
    return count


async def test_runs(tmp_path: Path) -> None:
    """Each run goes on with the count of the one before."""
    for run in range(1, 4):
        await _run(tmp_path)
        assert _counted(tmp_path) == run


async def test_nothing_counted(tmp_path: Path) -> None:
    """No file stays behind when the last account is removed."""
    await _run(tmp_path)
    counter = CallCounter()
    async with async_test_home_assistant(config_dir=str(tmp_path)) as hass:
        await async_keep_calls(hass, counter)
        counter.count("a", "eu")
        counter.forget("a", "eu")
        await hass.async_block_till_done()
        await hass.async_stop(force=True)

    assert not (tmp_path / ".storage" / STORE_KEY).exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param("[1]", id="list"),
        pytest.param('"text"', id="text"),
        pytest.param('{"data": {}}', id="no version"),
        pytest.param('{"version": "x", "data": {}}', id="odd version"),
        pytest.param('{"version": 1}', id="no data"),
    ],
)
async def test_broken_file(tmp_path: Path, content: str) -> None:
    """A file that was damaged is replaced, and is no reason not to start."""
    folder = tmp_path / ".storage"
    folder.mkdir()
    (folder / STORE_KEY).write_text(content, encoding="utf-8")
    await _run(tmp_path)

    assert _counted(tmp_path) == 1


async def test_folder_in_its_place(tmp_path: Path) -> None:
    """What cannot be opened is no reason not to start either."""
    (tmp_path / ".storage" / STORE_KEY).mkdir(parents=True)
    async with async_test_home_assistant(config_dir=str(tmp_path)) as hass:
        counter = CallCounter()
        await async_keep_calls(hass, counter)
        assert counter.counts == {}
        await hass.async_stop(force=True)

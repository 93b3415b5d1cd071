"""A Home Assistant that records, at the simulated cloud."""

from collections.abc import Generator
import logging
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.ewelink.energy_history import budget
from homeassistant.components.recorder.core import Recorder
from homeassistant.core import HomeAssistant
from tests.home import Home


@pytest.fixture
def quiet() -> None:
    """Keep the thread of the recorder from telling every statement."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture
def mock_recorder_before_hass(quiet: None, async_test_recorder: Any) -> None:
    """Prepare the database, which must come before Home Assistant, and quietly."""


@pytest.fixture
def recorded(recorder_mock: Recorder, hass: HomeAssistant, home: Home) -> Home:
    """Return an account that is recorded and not set up yet."""
    return home


@pytest.fixture
def at_once() -> Generator[None]:
    """Let one question follow another without a rest."""
    with patch.object(budget, "SECONDS_BETWEEN", 0):
        yield

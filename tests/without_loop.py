"""Fixtures for tests without an event loop: thousands of them need none each."""

import pytest


@pytest.fixture(autouse=True)
def configure_event_loop() -> None:
    """Configure no loop."""


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Debug none."""


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Leave nothing behind, as nothing is begun."""

"""A repository that is ready to go out."""

from pathlib import Path

import pytest

from ..without_loop import configure_event_loop, enable_event_loop_debug, verify_cleanup
from .repository import Repository

__all__ = ["configure_event_loop", "enable_event_loop_debug", "verify_cleanup"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository whose 1.2.0 may go out."""
    return Repository.make(tmp_path)

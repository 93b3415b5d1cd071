"""These tests are about tables and texts, and begin nothing."""

from ..without_loop import configure_event_loop, enable_event_loop_debug, verify_cleanup

__all__ = ["configure_event_loop", "enable_event_loop_debug", "verify_cleanup"]

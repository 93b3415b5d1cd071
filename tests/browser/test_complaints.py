"""Reading a log: only a browser that left is no complaint."""

from .complaints import complaints

INFO = "2026-11-24 15:29:02.100 INFO (MainThread) [homeassistant] Starting\n"
ERROR = "2026-11-24 15:29:02.200 ERROR (MainThread) [homeassistant] Error doing job"
SHIELDED = f"{ERROR}: ClientConnectionResetError exception in shielded future\n"
UNRETRIEVED = f"{ERROR}: Task exception was never retrieved (task: None)\n"
GONE = "aiohttp.client_exceptions.ClientConnectionResetError: Cannot write\n"
TRACEBACK = "Traceback (most recent call last):\n"
WRITER = '  File "/x/aiohttp/_websocket/writer.py", line 158, in _write\n'
OURS = '  File "/x/custom_components/ewelink/coordinator.py", line 1, in f\n'


def test_error_with_its_traceback() -> None:
    """An error is one complaint, whatever stands around it."""
    log = f"{INFO}{ERROR}\n{TRACEBACK}{OURS}ValueError\n{INFO}"
    assert complaints(log) == [f"{ERROR}\n{TRACEBACK}{OURS}ValueError"]


def test_traceback_outside_the_log() -> None:
    """A process that dies before or beside its log complains, too."""
    assert complaints(f"{TRACEBACK}ImportError\n{INFO}") == [f"{TRACEBACK}ImportError"]
    assert len(complaints(f"{INFO}{TRACEBACK}KeyError\n")) == 1


def test_browser_that_left() -> None:
    """Only aiohttp's own writer is excused, and nothing printed behind it."""
    assert complaints(f"{INFO}{SHIELDED}{TRACEBACK}{WRITER}{INFO}") == []
    assert complaints(f"{INFO}{UNRETRIEVED}{TRACEBACK}{WRITER}{GONE}{INFO}") == []
    assert len(complaints(f"{UNRETRIEVED}{TRACEBACK}{WRITER}KeyError\n")) == 1
    assert len(complaints(f"{UNRETRIEVED}{TRACEBACK}{OURS}{GONE}")) == 1
    assert len(complaints(f"{SHIELDED}{TRACEBACK}{OURS}")) == 1
    assert len(complaints(f"{ERROR}\n{TRACEBACK}{WRITER}")) == 1
    assert len(complaints(f"{SHIELDED}{TRACEBACK}{WRITER}{TRACEBACK}{OURS}")) == 1

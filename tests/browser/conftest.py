"""A real Home Assistant, the simulated cloud and headless Chromium around both.

All three are processes; nothing of Home Assistant runs in the tests themselves.
"""

from collections.abc import Generator, Iterator
import os
from pathlib import Path
import shutil

from playwright.sync_api import Browser, sync_playwright
import pytest
import pytest_socket

from scripts.playground.account_flow import ensure_account
from scripts.playground.child import ROOT, free_port
from scripts.playground.config_dir import Address, prepare
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .frontend import Frontend

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# These fixtures of Home Assistant's test plugin run an event loop around every test;
# the browser's synchronous interface runs one of its own and can have no other.
@pytest.fixture(autouse=True)
def configure_event_loop() -> None:
    """Leave the loop alone."""


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Leave the loop alone."""


@pytest.fixture(autouse=True, scope="session")
def configure_session_event_loop() -> None:
    """Leave the loop alone."""


@pytest.fixture(autouse=True, scope="session")
def mock_zeroconf_resolver() -> None:
    """Leave the loop alone."""


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Leave the loop alone."""


def _open_sockets() -> None:
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True, scope="module")
def sockets_of_module() -> None:
    """Let the fixtures of a module talk to this machine."""
    _open_sockets()


@pytest.fixture(autouse=True)
def sockets() -> None:
    """Let a test talk to this machine; the plugin forbids it before each."""
    _open_sockets()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the processes keep their files."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def simulator(sockets_of_module: None, folder: Path) -> Iterator[Simulator]:
    """Return the simulated cloud; its devices move only when told to."""
    simulator = Simulator(0, folder / "simulator.log", "--limits", "--still")
    yield simulator
    simulator.stop()


@pytest.fixture(scope="module")
def blank_home(simulator: Simulator, folder: Path) -> Iterator[HomeAssistant]:
    """Return a Home Assistant that knows the cloud's address and no account."""
    address = Address(port=free_port())
    prepare(folder / "config", address, simulator.account.base_url)
    home = HomeAssistant(folder / "config", address)
    try:
        home.wait_until_up()
        home.sign_in()
        home.wait_until_running()
        yield home
    finally:
        home.stop()


@pytest.fixture(scope="module")
def home(blank_home: HomeAssistant, simulator: Simulator) -> HomeAssistant:
    """Return a Home Assistant with the simulated account."""
    ensure_account(blank_home, simulator.account)
    return blank_home


@pytest.fixture(scope="module")
def chromium() -> Generator[Browser]:
    """Return the browser."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail("Chromium is missing; scripts/system-package browser gets it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pictures(folder: Path) -> Path:
    """Return where screenshots go: the docs only when asked to."""
    if os.environ.get("UPDATE_SCREENSHOTS"):
        return ROOT / "docs" / "images"
    return folder


@pytest.fixture
def frontend(
    chromium: Browser, blank_home: HomeAssistant, pictures: Path
) -> Iterator[Frontend]:
    """Return the frontend, with the owner signed in."""
    frontend = Frontend(chromium, blank_home, pictures)
    yield frontend
    frontend.close()

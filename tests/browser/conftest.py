"""A real Home Assistant, the simulated cloud and headless Chromium around both.

All three are processes; nothing of Home Assistant runs in the tests themselves.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
import pytest
import pytest_socket

from scripts.playground.account_flow import ensure_account, entries
from scripts.playground.child import free_port
from scripts.playground.config_dir import Address, prepare
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.local_devices import LocalDevices, type_addresses
from scripts.playground.overview import arrange
from scripts.playground.simulator import Simulator

from .complaints import complaints
from .energy_page import count_from_grid, kwh_days_ago, show_times, statistic_of
from .frontend import Frontend, launch


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Let the browser's thread keep its helpers from one test to the next."""


@pytest.fixture(autouse=True, scope="module")
def browser_thread() -> Iterator[ThreadPoolExecutor]:
    """Return the thread that may touch the browser.

    The browser's synchronous interface keeps an event loop running in its thread; the
    main thread has to stay free for those of the test plugins.
    """
    with ThreadPoolExecutor(1, "browser") as thread:
        thread.submit(int).result()
        yield thread


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Run a test in the browser's thread."""
    values = pyfuncitem.funcargs
    arguments = {name: values[name] for name in signature(pyfuncitem.obj).parameters}
    thread = values["browser_thread"]
    assert isinstance(thread, ThreadPoolExecutor)
    thread.submit(pyfuncitem.obj, **arguments).result()
    return True


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
def configuration() -> str:
    """Return what a module's Home Assistant has beside the usual in its YAML."""
    return ""


@pytest.fixture(scope="module")
def forgiven() -> tuple[str, ...]:
    """Return what a module's Home Assistant may complain about."""
    return ()


@pytest.fixture(scope="module")
def blank_home(
    simulator: Simulator, folder: Path, configuration: str, forgiven: tuple[str, ...]
) -> Iterator[HomeAssistant]:
    """Return a Home Assistant that knows the cloud's address and no account."""
    address = Address(port=free_port())
    prepare(folder / "config", address, simulator.account.base_url)
    with (folder / "config" / "configuration.yaml").open("a") as yaml:
        yaml.write(configuration)
    home = HomeAssistant(folder / "config", address)
    try:
        home.wait_until_up()
        home.sign_in()
        home.wait_until_running()
        yield home
    finally:
        home.stop()
    found = complaints(home.child.log.read_text(errors="replace"))
    assert [it for it in found if not any(part in it for part in forgiven)] == []


@pytest.fixture(scope="module")
def home(blank_home: HomeAssistant, simulator: Simulator) -> HomeAssistant:
    """Return a Home Assistant with the simulated account."""
    ensure_account(blank_home, simulator.account)
    return blank_home


@pytest.fixture
def arranged(home: HomeAssistant) -> None:
    """Choose what is seen first."""
    arrange(home)


@pytest.fixture
def washed(home: HomeAssistant, simulator: Simulator) -> Iterator[str]:
    """Have a meter's past days alone in the Energy dashboard; what is two days ago."""
    show_times(home, "server")
    count_from_grid(home, statistic_of(simulator))
    yield kwh_days_ago(home, simulator, 2)
    count_from_grid(home)
    show_times(home, "local")


@pytest.fixture(scope="module")
def local_home(
    home: HomeAssistant, simulator: Simulator, folder: Path
) -> Iterator[HomeAssistant]:
    """Return a Home Assistant that was told where the devices are."""
    # It may be asked for by a test that is not the first one.
    _open_sockets()
    devices = LocalDevices(simulator.account.base_url, folder / "devices.log")
    [entry] = entries(home)
    assert type_addresses(home, entry["entry_id"], devices.places())
    yield home
    devices.stop()


@pytest.fixture(scope="module")
def chromium(browser_thread: ThreadPoolExecutor) -> Iterator[Browser]:
    """Return the browser."""
    manager = sync_playwright()
    playwright = browser_thread.submit(manager.start).result()
    yield browser_thread.submit(launch, playwright).result()
    browser_thread.submit(playwright.stop).result()


@pytest.fixture
def frontend(
    browser_thread: ThreadPoolExecutor,
    chromium: Browser,
    blank_home: HomeAssistant,
) -> Iterator[Frontend]:
    """Return the frontend, with the owner signed in."""
    opening = browser_thread.submit(Frontend, chromium, blank_home)
    frontend = opening.result()
    yield frontend
    browser_thread.submit(frontend.close).result()

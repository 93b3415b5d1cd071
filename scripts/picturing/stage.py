"""The simulated cloud, a Home Assistant and a browser, for pictures."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from scripts.playground.child import ROOT, free_port
from scripts.playground.config_dir import Address, prepare
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator
from tests.browser.frontend import Frontend, launch

from .camera import Camera

# Letters stay sharp on the screens of today.
SCALE = 1.5
THEIRS = Path(__file__).with_name("sonoff")


def beside[**P](
    function: Callable[P, object], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Do in another thread what needs an event loop; the browser keeps ours running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(function, *args, **kwargs).result()


@dataclass(frozen=True)
class Stage:
    """All that a scene is played with."""

    simulator: Simulator
    home: HomeAssistant
    frontend: Frontend
    camera: Camera


@contextmanager
def stage(camera: Camera) -> Iterator[Stage]:
    """Start everything, and end it; nothing is kept."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as kept:
        folder = Path(kept)
        simulator = Simulator(0, folder / "simulator.log", "--limits", "--still")
        address = Address(port=free_port())
        config = folder / "config"
        prepare(config, address, simulator.account.base_url)
        _add_theirs(config)
        home = HomeAssistant(config, address)
        try:
            home.wait_until_up()
            home.sign_in()
            home.wait_until_running()
            with sync_playwright() as playwright:
                frontend = Frontend(launch(playwright), home, SCALE)
                yield Stage(simulator, home, frontend, camera)
        finally:
            home.stop()
            simulator.stop()


def _add_theirs(config: Path) -> None:
    """Have what plays SonoffLAN beside ours."""
    components = config / "custom_components"
    components.unlink()
    components.mkdir()
    # Home Assistant would look into the folder of this repository otherwise.
    (components / "__init__.py").touch()
    for path in (ROOT / "custom_components" / "ewelink", THEIRS):
        (components / path.name).symlink_to(path)

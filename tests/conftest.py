"""What all tests share: our integration is loaded, the cloud is the simulator."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from unittest.mock import PropertyMock, patch

from hypothesis import HealthCheck, settings
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

import custom_components.ewelink  # noqa: F401 - before the plugin's own package of that name
from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from homeassistant.util import executor

from .flow import typed_in
from .home import SENTINEL, Home
from .page import Browser
from .simulator import Simulator

type SetUp = Callable[[], Awaitable[MockConfigEntry]]

# How fast a busy machine makes up examples tells nothing of what is tested. A run of
# the suite makes up the same ones each time; "explore" looks for others.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "explore", settings.get_profile("suite"), derandomize=False, max_examples=2000
)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def patient_executor() -> Generator[None]:
    """Wait longer for the threads of an executor that is shut down.

    An eighth of a second each is little where the machine itself stands still now and
    then; and one that is interrupted just as it wakes wakes no other.
    """
    with patch.object(executor, "EXECUTOR_SHUTDOWN_TIMEOUT", 60):
        yield


@pytest.fixture(autouse=True)
def auto_enable_custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load the integration, in the tests that start one."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
        # No test opens sockets for multicast.
        request.getfixturevalue("mock_async_zeroconf")
        request.getfixturevalue("own_zeroconf")


@pytest.fixture
def own_zeroconf() -> Generator[None]:
    """Let other tests of this process make a zeroconf of their own."""
    with patch("homeassistant.components.zeroconf.install_multiple_zeroconf_catcher"):
        yield


@pytest.fixture(autouse=True)
async def enable_event_loop_debug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the event loop check its callers, as the plugin does, but note no stacks.

    Noting where each future, task and handle was made takes half of all time.
    """
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    monkeypatch.setattr(loop, "get_debug", lambda: False)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Serialize states and registry entries as Home Assistant does."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


def _leave_only(simulator: Simulator, *names: str) -> None:
    """Let other devices not be there: what few are needed for is set up sooner."""
    assert {it.name for it in simulator.devices.values()}.issuperset(names)
    for device in simulator.devices.values():
        device.absent = device.name not in {SENTINEL, *names}
    simulator.groups.clear()


@pytest.fixture
async def simulator(
    request: pytest.FixtureRequest, socket_enabled: None
) -> AsyncGenerator[Simulator]:
    """Run a cloud with the demo home, or what the mark ``demo`` leaves of it."""
    simulator = Simulator()
    if (mark := request.node.get_closest_marker("demo")) is not None:
        _leave_only(simulator, *mark.args)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def hass_at_simulator(hass: HomeAssistant, simulator: Simulator) -> HomeAssistant:
    """Return a Home Assistant whose eWeLink cloud is the simulator."""
    config = {DOMAIN: {"cloud_url": simulator.base_url}}
    assert await async_setup_component(hass, DOMAIN, config)
    return hass


@pytest.fixture
async def set_up(hass_at_simulator: HomeAssistant, simulator: Simulator) -> SetUp:
    """Return what signs in through the flow and awaits the entry."""

    async def _set_up() -> MockConfigEntry:
        flow = hass_at_simulator.config_entries.flow
        result = await flow.async_init(DOMAIN, context={"source": "user"})
        result = await flow.async_configure(
            result["flow_id"], {"next_step_id": "password"}
        )
        result = await flow.async_configure(result["flow_id"], typed_in(simulator))
        await hass_at_simulator.async_block_till_done()
        return result["result"]

    return _set_up


@pytest.fixture
def quick(hass_at_simulator: HomeAssistant) -> None:
    """Do without the pace of the vendor's limits, in tests that are not about it."""
    pace = Limits(spacing=0, online_spacing=0, calls_per_window=9999)
    shared = hass_at_simulator.data[DATA_SHARED]
    shared.limiter = Limiter(pace, shared.calls)


@pytest.fixture
def home(hass_at_simulator: HomeAssistant, simulator: Simulator, quick: None) -> Home:
    """Return the owner's account, signed in but not set up."""
    return Home(hass_at_simulator, simulator)


@pytest.fixture
def everything_enabled() -> Generator[None]:
    """Enable entities that are disabled by default."""
    with patch.object(
        Entity, "entity_registry_enabled_default", new_callable=PropertyMock
    ) as enabled:
        enabled.return_value = True
        yield


@pytest.fixture
def browser(
    hass_at_simulator: HomeAssistant,
    simulator: Simulator,
    hass_client_no_auth: ClientSessionGenerator,
) -> Browser:
    """Return the browser of the user."""
    return Browser(hass_at_simulator, simulator, hass_client_no_auth)

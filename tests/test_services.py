"""Tests of the actions on a device: params sent, and params told."""

from collections.abc import Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.identifiers import account_identifier
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.util.yaml import load_yaml_dict

from .clock import turns
from .guards.sources import PACKAGE
from .home import Home, until
from .simulator import CommandFault
from .test_secrets import found, plant, secrets

LAMP = "Kitchen lamp"
RELAY = "Garden relay"
DEVICE_ACTIONS = ("send_params", "get_params")


async def _act(home: Home, action: str, **data: Any) -> Any:
    """Call an action and return its response."""
    if action == "send_params":
        data.setdefault("params", {"switch": "on"})
    return await home.hass.services.async_call(
        DOMAIN,
        action,
        data,
        blocking=True,
        return_response=action == "get_params",
    )


async def test_actions_are_there_without_an_account(home: Home) -> None:
    """An automation that uses them is valid while no account is loaded."""
    services = home.hass.services.async_services_for_domain(DOMAIN)

    assert services.keys() == {
        "add_timer",
        "get_params",
        "get_timers",
        "import_energy_history",
        "play_effect",
        "refresh_devices",
        "remove_timer",
        "send_params",
    }
    assert services.keys() == load_yaml_dict(PACKAGE / "services.yaml").keys()


@pytest.mark.usefixtures("everything_enabled")
async def test_send(home: Home) -> None:
    """Params go out as they are, and are known when the device has obeyed."""
    await home.set_up()
    params = {"switch": "on", "startup": "stay", "odd": {"deep": [1, None]}}
    await _act(home, "send_params", device_id=home.device(LAMP).id, params=params)

    assert home.sent(LAMP) == [params]
    assert home.state(LAMP) == "on"
    assert home.state(LAMP, "power_on_state") == "stay"


async def test_send_by_a_channel(home: Home) -> None:
    """The device of a channel stands for the whole device."""
    await home.set_up()
    params = {"switches": [{"outlet": 2, "switch": "on"}]}
    channel = home.device(RELAY, 0).id
    await _act(home, "send_params", device_id=channel, params=params)

    assert home.sent(RELAY) == [params]
    assert home.state(RELAY, "switch_2") == "on"


async def test_send_keeps_its_turn(home: Home) -> None:
    """What an entity is told while the device is busy follows afterwards."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.1, times=1))
    sending = home.hass.async_create_task(
        _act(home, "send_params", device_id=home.device(LAMP).id)
    )
    await until(lambda: home.sent(LAMP))
    turning = home.hass.async_create_task(home.call("turn_off", home.entity_id(LAMP)))
    await turns()
    assert len(home.sent(LAMP)) == 1
    await sending
    await turning

    assert home.sent(LAMP) == [{"switch": "on"}, {"switch": "off"}]


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({}, id="empty"),
        pytest.param([{"switch": "on"}], id="list"),
        pytest.param("switch", id="text"),
        pytest.param(None, id="nothing"),
        pytest.param({1: "on"}, id="key that is no text"),
        pytest.param({"switch": {1, 2}}, id="no JSON"),
    ],
)
async def test_send_what_is_no_object(home: Home, params: Any) -> None:
    """Only an object with a key can be sent."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="object"):
        await _act(home, "send_params", device_id=home.device(LAMP).id, params=params)

    assert home.sent(LAMP) == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(503, "offline", id="503"),
        pytest.param(504, "did not answer", id="504"),
        pytest.param(400, "400", id="400"),
    ],
)
@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_refusal(home: Home, action: str, error: int, message: str) -> None:
    """What a device refuses is told in words."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=error, times=1))

    with pytest.raises(HomeAssistantError, match=message):
        await _act(home, action, device_id=home.device(LAMP).id)


@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_offline_device(home: Home, action: str) -> None:
    """A device that is known to be offline is asked nothing."""
    await home.set_up()
    with pytest.raises(HomeAssistantError, match="is offline"):
        await _act(home, action, device_id=home.device("Attic light").id)

    assert home.sent("Attic light") == home.sent("Attic light", "query") == []


@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_no_connection(
    home: Home, freezer: FrozenDateTimeFactory, action: str
) -> None:
    """Without a connection nothing can be asked."""
    await home.set_up()
    device_id = home.device(LAMP).id
    await home.stop_cloud(freezer)

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await _act(home, action, device_id=device_id)


@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_no_answer(
    home: Home, freezer: FrozenDateTimeFactory, action: str
) -> None:
    """An answer is awaited for ten seconds."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True, times=1))
    acting = home.hass.async_create_task(
        _act(home, action, device_id=home.device(LAMP).id)
    )
    sent = "update" if action == "send_params" else "query"
    await until(lambda: home.sent(LAMP, sent))
    await home.pass_time(freezer, 10.5)
    await until(acting.done)

    with pytest.raises(HomeAssistantError, match="did not answer in time"):
        await acting


def _unknown(_home: Home) -> str:
    return "no such device"


def _of_another(home: Home) -> str:
    other = MockConfigEntry(domain="other")
    other.add_to_hass(home.hass)
    device = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("other", "1")}, name="Other"
    )
    return device.id


def _not_listed(home: Home) -> str:
    device = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=home.entry.entry_id,
        identifiers={(DOMAIN, "1001599999")},
        name="Sold",
    )
    return device.id


def _account(home: Home) -> str:
    device = dr.async_get(home.hass).async_get_device_by_identifier(
        (DOMAIN, account_identifier(home.simulator.account.apikey)),
        home.entry.entry_id,
    )
    assert device is not None
    return device.id


def _group(home: Home) -> str:
    device = home.find_device(home.simulator.group("Downstairs").id)
    assert device is not None
    return device.id


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(_unknown, "service_device_not_found", id="unknown"),
        pytest.param(_of_another, "service_device_wrong_domain", id="of another"),
        pytest.param(_not_listed, "Sold is not a device", id="not listed"),
        pytest.param(_account, "account is not a device", id="account"),
        pytest.param(_group, "Downstairs is a group", id="group"),
    ],
)
@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_wrong_device(
    home: Home, action: str, target: Callable[[Home], str], message: str
) -> None:
    """Only a device of ours is a target."""
    await home.set_up()
    with pytest.raises(ServiceValidationError) as raised:
        await _act(home, action, device_id=target(home))

    assert message in f"{raised.value.translation_key} {raised.value}"


@pytest.mark.parametrize("action", DEVICE_ACTIONS)
async def test_unloaded_account(home: Home, action: str) -> None:
    """Whose account is not loaded cannot be asked."""
    await home.set_up()
    device_id = home.device(LAMP).id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    with pytest.raises(ServiceValidationError) as raised:
        await _act(home, action, device_id=device_id)

    assert raised.value.translation_key == "service_config_entry_not_loaded"


async def test_get(home: Home) -> None:
    """The device is asked, and what it says is shown and told."""
    await home.set_up()
    home.sim(LAMP).params |= {"switch": "on", "rssi": -71}
    response = await _act(home, "get_params", device_id=home.device(LAMP).id)

    assert len(home.sent(LAMP, "query")) == 1
    assert response["params"]["switch"] == "on"
    assert response["params"]["rssi"] == -71
    assert home.state(LAMP) == "on"


async def test_get_what_is_known_besides(home: Home) -> None:
    """What the answer leaves out, but the list had, is told as well."""
    await home.set_up()
    rssi = home.sim(LAMP).params.pop("rssi")
    response = await _act(home, "get_params", device_id=home.device(LAMP).id)

    assert response["params"]["rssi"] == rssi


async def test_get_shares_a_question(home: Home) -> None:
    """Who asks at once asks once."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=504))
    device_id = home.device(LAMP).id
    asking = [
        home.hass.async_create_task(_act(home, "get_params", device_id=device_id))
        for _ in range(2)
    ]
    for each in asking:
        with pytest.raises(HomeAssistantError):
            await each

    assert len(home.sent(LAMP, "query")) == 1


async def test_get_during_an_unload(home: Home) -> None:
    """An account that is unloaded meanwhile will not answer."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    device_id = home.device(LAMP).id
    asking = home.hass.async_create_task(_act(home, "get_params", device_id=device_id))
    await until(lambda: home.sent(LAMP, "query"))
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await asking


async def test_get_tells_no_secret(home: Home) -> None:
    """Neither keys nor names nor addresses are in a response."""
    planted = plant(home.simulator)
    await home.set_up()
    for device in list(home.coordinator.data.values()):
        if not device.available:
            continue
        response = await _act(home, "get_params", device_id=home.device(device.id).id)
        text = orjson.dumps(response).decode()
        assert found(planted | secrets(home.simulator), text) == []

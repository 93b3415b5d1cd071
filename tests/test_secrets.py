"""Tests that secrets stay where they belong: planted everywhere, found nowhere."""

from collections.abc import Iterable
import json
import logging
from typing import Any
import uuid

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.json import JSONEncoder

from .flow import typed_in
from .home import Home, until
from .simulator import CommandFault, Simulator

LAMP = "Kitchen lamp"
LOGIN = "POST /v2/user/login"
# What a device may tell beside what is shown, and things one would not think of.
PLACES = (
    "ssid",
    "bssid",
    "password",
    "wifiPassword",
    "chipid",
    "selfApikey",
    "timers",
    "P2PKey",
    "unheardOf",
)


def _canary() -> str:
    return f"canary-{uuid.uuid4().hex}"


def plant(simulator: Simulator) -> set[str]:
    """Plant a secret in every field of every device that is not shown."""
    planted = set()
    for device in simulator.devices.values():
        for place in PLACES:
            secret = _canary()
            planted.add(secret)
            device.params[place] = secret
        nested, listed, tag, extra, setting = secrets = [_canary() for _ in range(5)]
        planted.update(secrets)
        device.params["config"] = {"deep": {"er": nested}}
        device.params["list"] = [{"x": listed}, listed]
        device.tags = {**device.tags, "note": tag, tag: [tag]}
        device.overrides["devConfig"] = {"p2pinfo": extra}
        device.settings["secret"] = setting
    return planted


def secrets(simulator: Simulator, *kinds: str) -> set[str]:
    """Return the secrets of the simulated home, of some kinds or of all."""
    canaries = simulator.canaries()
    return {value for kind in kinds or canaries for value in canaries[kind]}


def found(hidden: Iterable[str], text: str) -> list[str]:
    """Return the secrets that a text tells."""
    lowered = text.lower()
    return [secret for secret in hidden if secret and secret.lower() in lowered]


def _own(caplog: pytest.LogCaptureFixture) -> str:
    """Return our records, exceptions included.

    Home Assistant itself writes an entry's title into the log of the integration.
    """
    formatter = logging.Formatter("%(name)s %(message)s")
    return "\n".join(
        formatter.format(record)
        for record in caplog.records
        if DOMAIN in record.name and "config_entries" not in record.pathname
    )


async def _live(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Let happen what can happen to an account."""
    simulator = home.simulator
    await home.set_up()
    simulator.press(LAMP)
    await home.becomes(LAMP, "on")
    simulator.push(LAMP, {"ssid": _canary(), "switch": "off"})
    await home.becomes(LAMP, "off")
    secret = simulator.account.password
    simulator.push_text(f'{{"action":"new","params":{{"x":"{secret}"}}}}')
    simulator.push_text(f'{{"error":400,"reason":"{secret}"}}')
    simulator.push_text("not JSON: " + secret)
    await home.call("turn_on", home.entity_id(LAMP))
    simulator.fail_device(LAMP, CommandFault(error=400, times=1))
    with pytest.raises(HomeAssistantError):
        await home.call("turn_on", home.entity_id(LAMP))
    simulator.fail_next("GET /v2/family", status=500)
    await home.coordinator.async_refresh()
    simulator.expire_access_tokens()
    await home.coordinator.async_refresh()
    simulator.drop_sockets()
    await home.pass_time(freezer, 5)
    await until(lambda: simulator.sessions)
    simulator.push_text(f'{{"error":406,"reason":"{secret}"}}')
    await until(lambda: not home.coordinator.link.is_connected)
    await until(lambda: home.coordinator.link.is_connected)


@pytest.fixture(autouse=True)
def debug(caplog: pytest.LogCaptureFixture) -> None:
    """Log everything."""
    caplog.set_level(logging.DEBUG, logger=f"custom_components.{DOMAIN}")


async def test_log(
    home: Home, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing that we log carries a secret, in debug either."""
    planted = plant(home.simulator)
    await _live(home, freezer)

    text = _own(caplog)
    assert "Received update" in text
    assert found(planted | secrets(home.simulator), text) == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 500}, id="HTTP 500"),
        pytest.param({"status": 403}, id="HTTP 403"),
        pytest.param({"error": 407}, id="407"),
        pytest.param({"error": 412}, id="412"),
        pytest.param({"error": 406}, id="406"),
        pytest.param({"error": 10001}, id="10001"),
        pytest.param({"error": 99999}, id="unknown"),
    ],
)
@pytest.mark.parametrize("interface", [LOGIN, "GET /v2/family", "GET /dispatch/app"])
@pytest.mark.usefixtures("quick")
async def test_failed_sign_in(
    hass: HomeAssistant,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    interface: str,
    fault: dict[str, Any],
) -> None:
    """Neither what is typed nor what is answered reaches log or form."""
    simulator.fail_next(interface, times=None, **fault)
    flow = hass.config_entries.flow
    result = await flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    await flow.async_configure(result["flow_id"], {"next_step_id": "password"})
    result = await flow.async_configure(result["flow_id"], typed_in(simulator))
    await hass.async_block_till_done()

    assert found(secrets(simulator), _own(caplog)) == []
    shown = repr((result.get("errors"), result.get("description_placeholders")))
    assert found(secrets(simulator), shown) == []


async def test_exceptions(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What is raised to the user, and what lies beneath, carries no secret."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=400))
    with pytest.raises(HomeAssistantError) as raised:
        await home.call("turn_on", home.entity_id(LAMP))

    error: BaseException | None = raised.value
    while error is not None:
        text = f"{error} {error!r} {error.args}"
        assert found(secrets(home.simulator), text) == []
        error = error.__cause__ or error.__context__


async def test_repr_of_what_holds_secrets(home: Home) -> None:
    """Nothing that a traceback may print spells out its secrets."""
    await home.set_up()
    client = home.coordinator.link.cloud_services
    assert client is not None
    things = [device.thing for device in home.coordinator.data.values()]
    text = repr(
        (
            client,
            client.http,
            client.http.app,
            client.account,
            client.keeper.tokens,
            things,
        )
    )

    assert found(secrets(home.simulator), text) == []
    assert home.simulator.account.apikey not in text


async def test_states(home: Home) -> None:
    """States show nothing but what they are for."""
    planted = plant(home.simulator)
    await home.set_up()

    states = json.dumps(
        [it.as_dict() for it in home.hass.states.async_all()], cls=JSONEncoder
    )
    assert len(states) > 1000
    assert found(planted | secrets(home.simulator), states) == []


async def test_diagnostics(home: Home) -> None:
    """What is attached to a report tells nothing of who reports."""
    planted = plant(home.simulator)
    await home.set_up()
    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)
    text = json.dumps(dump, cls=JSONEncoder)

    assert len(dump["devices"]) == len(home.simulator.devices)
    assert found(planted | secrets(home.simulator), text) == []
    identities = {
        home.simulator.account.apikey,
        home.simulator.account.app_id,
        *home.simulator.devices,
        *(device.name for device in home.simulator.devices.values()),
    } - {"RF bridge", "Zigbee bridge", "Garage door"}
    assert found(identities, text) == []


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"wifiPassword": "40417093"}, id="password"),
        pytest.param({"ssid": 40417093}, id="name of the network"),
        pytest.param({"phoneNumber": "40417093"}, id="phone"),
        pytest.param({"chipid": "40417093"}, id="chip"),
        pytest.param({"lat": 40.417093}, id="place"),
        pytest.param({"config": {"pwd": "40417093"}}, id="deep"),
        pytest.param({"subDevices": [{"deviceid": "40417093"}]}, id="child"),
        pytest.param({"switches": [{"outlet": 0, "apikey": "40417093"}]}, id="known"),
    ],
)
async def test_diagnostics_with_secrets_that_are_numbers(
    home: Home, params: dict[str, Any]
) -> None:
    """A password of digits is a password."""
    home.sim("Hall switch").params.update(params)
    await home.set_up()
    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)

    assert found(["40417093", "40.417093"], json.dumps(dump, cls=JSONEncoder)) == []


async def test_diagnostics_of_each_device(home: Home) -> None:
    """So it is with the report on one device."""
    planted = plant(home.simulator)
    await home.set_up()
    registry = dr.async_get(home.hass)
    for entry in dr.async_entries_for_config_entry(registry, home.entry.entry_id):
        dump = await async_get_device_diagnostics(home.hass, home.entry, entry)
        assert dump
        text = json.dumps(dump, cls=JSONEncoder)
        assert found(planted | secrets(home.simulator), text) == []


async def test_storage_of_entries(home: Home) -> None:
    """An entry stores tokens, APPID, secret and account key; the rest is its title."""
    plant(home.simulator)
    await home.set_up()
    entry = home.entry.as_dict()
    title, data = entry.pop("title"), dict(entry.pop("data"))
    assert title == home.simulator.account.username
    tokens = data.pop("tokens")
    assert set(tokens) == {
        "access",
        "refresh",
        "access_expires",
        "refresh_expires",
        "issued",
    }
    assert set(data) == {
        *("country", "region", "app_id", "app_secret", "apikey", "store_key"),
    }
    assert data.pop("app_secret") == home.simulator.account.app_secret

    text = json.dumps([entry, data], cls=JSONEncoder)
    assert found(secrets(home.simulator), text) == []


async def test_storage_of_registries(home: Home) -> None:
    """Registries hold names and MAC addresses, and no secret."""
    planted = plant(home.simulator)
    await home.set_up()
    registry = dr.async_get(home.hass)
    text = repr(dr.async_entries_for_config_entry(registry, home.entry.entry_id))

    allowed = secrets(home.simulator, "mac")
    assert found((planted | secrets(home.simulator)) - allowed, text) == []

"""Tests of the session that all accounts share."""

import aiohttp
import pytest

from custom_components.ewelink.api.http.session import RedirectError
from custom_components.ewelink.domain_data import DATA_SHARED

from .api.hostile import HostileServer, answering
from .home import Home


def _session_of(home: Home) -> aiohttp.ClientSession:
    services = home.coordinator.link.cloud_services
    assert services is not None
    return services.http.session


async def test_one_session_for_all(home: Home) -> None:
    """An account uses the shared session, and a reload neither ends nor renews it."""
    shared = home.hass.data[DATA_SHARED].session
    await home.set_up()
    assert _session_of(home) is shared
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    assert _session_of(home) is shared
    assert not shared.closed
    assert isinstance(shared.cookie_jar, aiohttp.DummyCookieJar)


async def test_no_redirect(home: Home) -> None:
    """Neither a call nor a socket of the session is redirected."""
    session = home.hass.data[DATA_SHARED].session
    async with HostileServer(answering(b"{}")).running() as elsewhere:
        location = f"Location: {elsewhere.base_url}/"
        redirect = answering(b"", location, status="307 Elsewhere")
        async with HostileServer(redirect).running() as server:
            with pytest.raises(RedirectError):
                await session.ws_connect(server.base_url)
            with pytest.raises(RedirectError):
                await session.get(server.base_url)
    assert elsewhere.heads == []

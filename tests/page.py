"""Signing in on the vendor's page, as a browser does it."""

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
from aiohttp.test_utils import make_mocked_request
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.application_credentials import (
    ClientCredential,
    async_import_client_credential,
)
from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import http
from homeassistant.helpers.config_entry_oauth2_flow import HEADER_FRONTEND_BASE

from .flow import submit
from .home import until
from .simulator import SimAccount, Simulator
from .simulator.accounts import OAUTH_APP_ID
from .simulator.canaries import OAUTH_APP_SECRET

TOKEN: Final = "POST /v2/user/oauth/token"
REDIRECT: Final = "https://example.com/auth/external/callback"
CREDENTIAL: Final = f"{DOMAIN}_{OAUTH_APP_ID.lower()}"


async def keep_credential(
    hass: HomeAssistant, app_id: str = OAUTH_APP_ID, secret: str = OAUTH_APP_SECRET
) -> None:
    """Enter an APPID in Home Assistant's own dialog."""
    await async_import_client_credential(
        hass,
        DOMAIN,
        ClientCredential(app_id, secret, name="My APPID"),
        auth_domain=f"{DOMAIN}_{app_id.lower()}",
    )


def visit_as_frontend() -> None:
    """Act as a request of the frontend, which tells the address that it came by."""
    headers = {HEADER_FRONTEND_BASE: "https://example.com"}
    http.current_request.set(make_mocked_request("GET", "/", headers=headers))


class Browser:
    """Goes to the page and comes back by Home Assistant's callback."""

    def __init__(
        self,
        hass: HomeAssistant,
        simulator: Simulator,
        make_client: ClientSessionGenerator,
    ) -> None:
        """Open nothing yet."""
        self.hass = hass
        self.simulator = simulator
        self.make_client = make_client

    async def open(self, result: ConfigFlowResult) -> str:
        """Go on to the page; return its address."""
        assert result["type"] is FlowResultType.FORM, result
        assert result["step_id"] in {"sign_in_page", "sign_in_page_again"}
        result = await submit(self.hass, result, {})
        assert result["type"] is FlowResultType.EXTERNAL_STEP
        return result["url"]

    async def decide(
        self, url: str, do: str = "sign_in", account: SimAccount | None = None
    ) -> str:
        """Press a button of the page; return where it leads."""
        account = account or self.simulator.account
        user = account.username or account.phone
        form = {"user": user, "password": account.password, "do": do}
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=form, allow_redirects=False) as answer,
        ):
            assert answer.status == 302, await answer.text()
            return answer.headers["Location"]

    async def come_back(
        self, location: str, *, region: bool = True
    ) -> ConfigFlowResult:
        """Follow the redirect, with or without the region; return the dialog's next."""
        await self.deliver(location, region=region)
        [flow] = [
            it
            for it in self.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
            if it["step_id"] in {"auth", "creation", "authorize_rejected"}
        ]
        result = await self.hass.config_entries.flow.async_configure(flow["flow_id"])
        await self.hass.async_block_till_done(wait_background_tasks=False)
        return result

    async def deliver(self, location: str, *, region: bool = True) -> None:
        """Follow the redirect, and leave the dialog as it is."""
        assert location.startswith(REDIRECT)
        query = dict(parse_qsl(urlsplit(location).query))
        if not region:
            query.pop("region", None)
        client = await self.make_client()
        path = urlsplit(REDIRECT).path
        answer = await client.get(f"{path}?{urlencode(query)}")
        assert answer.status == 200
        assert "window.close" in await answer.text()

    async def sign_in(
        self, result: ConfigFlowResult, account: SimAccount | None = None, **how: Any
    ) -> ConfigFlowResult:
        """Do all of it."""
        url = await self.open(result)
        return await self.come_back(await self.decide(url, account=account), **how)


async def begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Choose the page in the menu; with one APPID kept, its form follows."""
    visit_as_frontend()
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    return await submit(hass, result, {"next_step_id": "oauth"})


def asked(simulator: Simulator) -> list[str]:
    """Return the regions that were asked to take a code."""
    return [call.region for call in simulator.calls if call.interface == TOKEN]


async def signed_in(browser: Browser) -> Any:
    """Return the entry of an account that signed in on the page."""
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    await until(lambda: browser.simulator.sessions == 1)
    return result["result"]

"""The vendor's sign-in page between Home Assistant's OAuth helpers and the client."""

from contextlib import suppress
from typing import Any, override

from yarl import URL

from homeassistant.components.application_credentials import (
    DATA_COMPONENT,
    ClientCredential,
    async_import_client_credential,
)
from homeassistant.const import CONF_COUNTRY, CONF_REGION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import http
from homeassistant.helpers.config_entry_oauth2_flow import (
    AUTH_CALLBACK_PATH,
    MY_AUTH_CALLBACK_PATH,
    LocalOAuth2Implementation,
)
from homeassistant.helpers.network import NoURLAvailableError, get_url
from homeassistant.util import slugify

from ..api.auth.oauth import exchange, likely_regions, page_url
from ..api.auth.tokens import refresh
from ..api.http.cloud_http import AppCredentials, CloudHttp, SignInKind
from ..const import CONF_TOKENS, DOMAIN
from ..domain_data import DATA_SHARED
from ..entry_data import FREE_CALLS

_ANSWER_SECONDS = 6
_SOME_ADDRESS = "http://homeassistant.local:8123"


class EwelinkImplementation(LocalOAuth2Implementation):
    """Signs in with one APPID on the vendor's page."""

    def __init__(
        self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential
    ) -> None:
        """Keep the APPID."""
        page = hass.data[DATA_SHARED].cloud.sign_in_page
        super().__init__(
            hass,
            auth_domain,
            credential.client_id,
            credential.client_secret,
            authorize_url=page,
            token_url=page,
        )
        self._name = credential.name

    @property
    @override
    def name(self) -> str:
        """Return what to call the APPID."""
        return self._name or self.client_id

    @property
    def app(self) -> AppCredentials:
        """Return the APPID as the client takes it."""
        return AppCredentials(
            app_id=self.client_id,
            app_secret=self.client_secret,
            kind=SignInKind.OAUTH,
            monthly_calls=FREE_CALLS,
        )

    @override
    async def async_generate_authorize_url(self, flow_id: str) -> str:
        """Return the signed address of the page; it is good for this moment only."""
        usual = URL(await super().async_generate_authorize_url(flow_id)).query
        cloud = self.hass.data[DATA_SHARED].cloud
        return page_url(
            cloud,
            self.app,
            redirect_url=usual["redirect_uri"],
            state=usual["state"],
        )

    @override
    async def async_resolve_external_data(self, external_data: Any) -> dict[str, Any]:
        """Exchange the code that the page gave. Raises EwelinkError.

        `region` and `country` of the data are hints. Returns `tokens`, `region` and,
        as for any implementation, `expires_in`.
        """
        country = external_data.get(CONF_COUNTRY) or self.hass.config.country
        tokens, region = await exchange(
            self._http(),
            external_data["code"],
            external_data["state"]["redirect_uri"],
            likely_regions(country, external_data.get(CONF_REGION)),
        )
        return {
            CONF_TOKENS: tokens.to_dict(),
            CONF_REGION: region,
            "expires_in": int(tokens.access_expires - tokens.issued),
        }

    @override
    async def _async_refresh_token(self, token: dict[str, Any]) -> dict[str, Any]:
        """Renew what was exchanged. Raises EwelinkError."""
        stored = token[CONF_TOKENS]
        tokens = await refresh(self._http(), token[CONF_REGION], stored["refresh"])
        return {
            **token,
            CONF_TOKENS: tokens.to_dict(),
            "expires_in": int(tokens.access_expires - tokens.issued),
        }

    def _http(self) -> CloudHttp:
        shared = self.hass.data[DATA_SHARED]
        transport = CloudHttp(shared.session, shared.cloud, shared.limiter, self.app)
        transport.timeout = _ANSWER_SECONDS
        return transport


def region_of_request() -> str | None:
    """Return the region that the page added to the redirect, which is not handed on."""
    request = http.current_request.get()
    return None if request is None else request.query.get(CONF_REGION)


def redirect_url(hass: HomeAssistant) -> str:
    """Return the address to register with an APPID, as far as known without a request.

    The address that the user's browser came by may be another one.
    """
    if "my" in hass.config.components:
        return MY_AUTH_CALLBACK_PATH
    try:
        address = get_url(hass, prefer_external=True)
    except NoURLAvailableError:
        address = _SOME_ADDRESS
    return f"{address}{AUTH_CALLBACK_PATH}"


def implementation_of(
    hass: HomeAssistant, app_id: str, app_secret: str
) -> EwelinkImplementation:
    """Return the implementation of an APPID that need not be stored yet."""
    return EwelinkImplementation(
        hass, credential_id(app_id), ClientCredential(app_id, app_secret)
    )


def credential_id(app_id: str) -> str:
    """Return the id that Home Assistant gives to the credential of an APPID."""
    return slugify(f"{DOMAIN}.{app_id}")


async def async_store_credential(
    hass: HomeAssistant, implementation: EwelinkImplementation
) -> str:
    """Keep an APPID among the application credentials; return the credential's id.

    One that is stored with another secret, which did not work, is replaced unless
    another entry uses it.
    """
    app_id, secret = implementation.client_id, implementation.client_secret
    store = hass.data[DATA_COMPONENT]
    for key, known in store.async_client_credentials(DOMAIN).items():
        if (known.client_id, known.client_secret) == (app_id, secret):
            return key
    key = credential_id(app_id)
    if key in store.data:
        with suppress(HomeAssistantError):
            await store.async_delete_item(key)
    credential = ClientCredential(app_id, secret, name=app_id)
    await async_import_client_credential(hass, DOMAIN, credential, auth_domain=key)
    return key

"""APPIDs for the sign-in on the vendor's page, kept by Home Assistant."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant

from .const import APP_ID_URL
from .sign_in.implementation import EwelinkImplementation, redirect_url


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> EwelinkImplementation:
    """Return what signs in with a credential."""
    return EwelinkImplementation(hass, auth_domain, credential)


async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return where an APPID comes from, and the address to register with it."""
    return {"app_id_url": APP_ID_URL, "redirect_url": redirect_url(hass)}

"""The users and APPIDs of the demo."""

from typing import Final

from . import canaries
from .model import AppKind, SimAccount, SimApp

APP_ID: Final = "SimulatorAppidOfPasswordKind0001"
OAUTH_APP_ID: Final = "SimulatorAppidOfOauthKind0000002"
PHONE_APP_ID: Final = "SimulatorAppidOfPhoneKind0000003"
OWNER: Final = "5a11ab1e-0000-4000-8000-0000000000d1"
NEIGHBOUR: Final = "5a11ab1e-0000-4000-8000-0000000000d2"
EUROPEAN: Final = "5a11ab1e-0000-4000-8000-0000000000d3"
CHINESE: Final = "5a11ab1e-0000-4000-8000-0000000000d4"


def apps() -> dict[str, SimApp]:
    """Return the APPIDs: for passwords, for OAuth only, of the phone's app."""
    made = (
        SimApp(app_id=APP_ID, secret=canaries.APP_SECRET),
        SimApp(
            app_id=OAUTH_APP_ID,
            secret=canaries.OAUTH_APP_SECRET,
            kind=AppKind.OAUTH,
        ),
        SimApp(app_id=PHONE_APP_ID, secret=canaries.PHONE_APP_SECRET),
    )
    return {app.app_id: app for app in made}


def _account(apikey: str, region: str, country_code: str, **who: str) -> SimAccount:
    return SimAccount(
        apikey=apikey,
        region=region,
        country_code=country_code,
        app_id=APP_ID,
        app_secret=canaries.APP_SECRET,
        **who,
    )


def tenants(count: int) -> list[SimAccount]:
    """Return some users of the owner's region, each with a name of their own."""
    return [
        _account(
            f"5a11ab1e-0000-4000-8000-{number:012x}",
            "as",
            "+65",
            username=f"tenant{number}.{canaries.NEIGHBOUR_EMAIL}",
            password=canaries.NEIGHBOUR_PASSWORD,
        )
        for number in range(count)
    ]


def accounts() -> list[SimAccount]:
    """Return the owner first, then the neighbour and users of other regions."""
    owner = {
        "username": canaries.EMAIL,
        "phone": canaries.PHONE,
        "password": canaries.PASSWORD,
        "nickname": canaries.NICKNAME,
    }
    neighbour = {
        "username": canaries.NEIGHBOUR_EMAIL,
        "phone": canaries.NEIGHBOUR_PHONE,
        "password": canaries.NEIGHBOUR_PASSWORD,
        "nickname": canaries.NEIGHBOUR_NICKNAME,
    }
    european = {
        "username": canaries.EUROPEAN_EMAIL,
        "password": canaries.EUROPEAN_PASSWORD,
    }
    chinese = {"phone": canaries.CHINESE_PHONE, "password": canaries.CHINESE_PASSWORD}
    return [
        _account(OWNER, "as", "+65", **owner),
        _account(NEIGHBOUR, "as", "+65", **neighbour),
        _account(EUROPEAN, "eu", "+49", **european),
        _account(CHINESE, "cn", "+86", **chinese),
    ]

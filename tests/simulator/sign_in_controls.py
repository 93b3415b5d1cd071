"""What a test does to accounts, their sign-ins and their APPIDs."""

from collections.abc import Iterable

from .cloud import Cloud
from .codes import WrongRegion
from .model import SimAccount, World
from .tokens import Pair


class SignInControls:
    """Everything one can do to sign-ins."""

    def __init__(self, cloud: Cloud) -> None:
        """Control a cloud."""
        self.cloud = cloud

    @property
    def world(self) -> World:
        """Return accounts, homes, devices and groups."""
        return self.cloud.world

    @property
    def account(self) -> SimAccount:
        """Return the account of the home's owner."""
        return self.cloud.world.accounts[0]

    def sign_in(self, app_id: str = "", apikey: str = "") -> Pair:
        """Sign in from elsewhere: tokens of an account and APPID."""
        account = self.world.account(apikey or self.account.apikey)
        if account is None:
            raise KeyError(apikey)
        return self.cloud.sign_in(account, self.world.apps[app_id or account.app_id])

    def expire_access_tokens(self) -> None:
        """Let all access tokens run out now."""
        self.cloud.tokens.expire_access()

    def expire_refresh_tokens(self) -> None:
        """Let all refresh tokens run out now."""
        self.cloud.tokens.expire_refresh()

    def kill_refresh_tokens(self) -> None:
        """Refuse all refresh tokens; the access tokens live on."""
        self.cloud.tokens.kill_refresh()

    def kill_tokens(self) -> None:
        """Make all tokens invalid, access and refresh."""
        self.cloud.tokens.replace_all()

    def let_replaced_renew(self, renews: bool = True) -> None:  # noqa: FBT001, FBT002
        """Let the refresh token of a replaced sign-in live, or be dead."""
        self.cloud.tokens.replaced_renews = renews

    def kick_silently(self, silently: bool = True) -> None:  # noqa: FBT001, FBT002
        """End sessions by a close alone, or by a frame that says so before."""
        self.cloud.hub.kicks_silently = silently

    def verification_code(self, recipient: str) -> str:
        """Return the newest code that an e-mail or a phone number was sent."""
        return self.cloud.verification.newest(recipient)

    def set_code_life(self, seconds: float) -> None:
        """Set how long codes of the sign-in page are good from now on."""
        self.cloud.codes.life = seconds

    def answer_wrong_region(self, answer: str) -> None:
        """Set what a region answers that does not know a code: 405, 400 or 10004."""
        self.cloud.codes.wrong_region = WrongRegion(answer)

    def register_redirects(self, app_id: str, urls: Iterable[str] | None) -> None:
        """Set the redirect addresses of an APPID; None takes any."""
        self.world.apps[app_id].redirects = None if urls is None else set(urls)

    def refuse_app(self, app_id: str, error: int | None) -> None:
        """Refuse every signed call of an APPID with a number; None takes them again."""
        self.world.apps[app_id].refused = error

    def hide_family_type(self, hidden: bool = True) -> None:  # noqa: FBT001, FBT002
        """Leave `familyType` out of the list of homes, or tell it."""
        self.cloud.hides_family_type = hidden

    def set_quota(self, calls: int | None, *, as_status: bool = False) -> None:
        """Set the monthly quota; beyond it the answer is 412, or HTTP status 403."""
        self.cloud.limits.quota = calls
        self.cloud.limits.quota_as_status = as_status

    def stand_in_for_my(self, instance: str) -> None:
        """Set which Home Assistant My's redirect leads to."""
        self.cloud.my_instance = instance

"""Why a device was not paired."""

from enum import StrEnum


class Reason(StrEnum):
    """The reasons for which a pairing fails."""

    NOT_FOUND = "not_found"
    NOT_JOINED = "not_joined"
    NO_WAY = "no_way"
    NOT_IN_PAIRING_MODE = "not_in_pairing_mode"
    ENCRYPTED = "encrypted"
    NOT_EWELINK = "not_ewelink"
    NOT_A_LINE = "not_a_line"
    WRONG_DEVICE = "wrong_device"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    TOO_LONG = "too_long"
    NOT_RESTORED = "not_restored"
    APP_ID_NOT_ALLOWED = "app_id_not_allowed"
    BRAND_NOT_ALLOWED = "brand_not_allowed"
    ADDED_BY_ANOTHER = "added_by_another"
    NOT_ADDED = "not_added"
    CLOUD_UNREACHABLE = "cloud_unreachable"
    NEVER_ONLINE = "never_online"
    ENDED = "ended"
    UNEXPECTED = "unexpected"


class PairingError(Exception):
    """Raised by all of this package; carries no name, key or password."""

    def __init__(self, reason: Reason, *, code: int | None = None) -> None:
        """Keep the reason, and the number where somebody answered with one."""
        super().__init__(reason.value if code is None else f"{reason.value} ({code})")
        self.reason = reason
        self.code = code

"""Why a device is not available, in one word."""

from enum import StrEnum


class ConnectionState(StrEnum):
    """That a device is available, or the cause why it is not."""

    ONLINE = "online"
    ACCOUNT_OFFLINE = "account_offline"
    BRIDGE_OFFLINE = "bridge_offline"
    DEVICE_OFFLINE = "device_offline"
    NOT_IN_ACCOUNT = "not_in_account"
    SIGN_IN_NEEDED = "sign_in_needed"


def account_state(*, is_refused: bool, is_reachable: bool) -> ConnectionState:
    """Return how the account stands; a refused sign-in does not pass by itself."""
    if is_refused:
        return ConnectionState.SIGN_IN_NEEDED
    if not is_reachable:
        return ConnectionState.ACCOUNT_OFFLINE
    return ConnectionState.ONLINE


def device_state(
    *, is_listed: bool, is_bridge_there: bool, is_online: bool
) -> ConnectionState:
    """Return how a device of a connected account stands: the first cause counts."""
    if not is_listed:
        return ConnectionState.NOT_IN_ACCOUNT
    if not is_bridge_there:
        return ConnectionState.BRIDGE_OFFLINE
    if not is_online:
        return ConnectionState.DEVICE_OFFLINE
    return ConnectionState.ONLINE

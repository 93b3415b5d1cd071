"""What goes wrong when a connection is used: a reason, or what else happens."""

from typing import Final

from .model import Device, Joining, Profile, Returning, State

HANGS: Final = "hangs"
UNPLUGGED: Final = "unplugged"
NO_SECRETS: Final = 7
SSID_NOT_FOUND: Final = 53

_IP_CONFIG_UNAVAILABLE: Final = 5
_SUPPLICANT_DISCONNECT: Final = 8
_HOTSPOT_KEY: Final = "12345678"

type Outcome = str | int | None

_OF_JOINING: Final[dict[tuple[Joining, int], Outcome]] = {
    (Joining.WRONG_KEY, State.CONFIG): NO_SECRETS,
    (Joining.UNPLUGGED, State.CONFIG): UNPLUGGED,
    (Joining.NEVER, State.CONFIG): HANGS,
    (Joining.NO_ADDRESS_AT_ALL, State.IP_CONFIG): _IP_CONFIG_UNAVAILABLE,
}
_OF_LEASE: Final[dict[tuple[Joining, int], Outcome]] = {
    (Joining.SILENT_LEASE, State.IP_CONFIG): HANGS,
    (Joining.NO_LEASE, State.IP_CONFIG): _IP_CONFIG_UNAVAILABLE,
}
_OF_RETURNING: Final[dict[tuple[Returning, int], Outcome]] = {
    (Returning.NEVER, State.CONFIG): HANGS,
    (Returning.FAILS, State.CONFIG): _SUPPLICANT_DISCONNECT,
    (Returning.FAILS_ONCE, State.CONFIG): _SUPPLICANT_DISCONNECT,
}


def of_joining(
    joining: Joining, device: Device, profile: Profile, state: int
) -> Outcome:
    """Return what happens to a device in a state on its way to a hotspot."""
    if state == State.CONFIG:
        if profile.ssid not in {it.ssid for it in device.air if not it.is_silent}:
            return SSID_NOT_FOUND
        if profile.settings["802-11-wireless-security"]["psk"] != _HOTSPOT_KEY:
            return NO_SECRETS
    if profile.ipv4["method"] == "auto" and (joining, state) in _OF_LEASE:
        return _OF_LEASE[joining, state]
    return _OF_JOINING.get((joining, state))


def of_returning(returning: Returning, state: int) -> Outcome:
    """Return what happens to a device in a state on its way back."""
    return _OF_RETURNING.get((returning, state))

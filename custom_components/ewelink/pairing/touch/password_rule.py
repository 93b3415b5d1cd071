"""The one place for a rule that turns the Wi-Fi's password into what is sent."""


def encode_password(password: str) -> bytes:
    """Return the password as plain ESP-TOUCH has it: as it is.

    Devices whose maker encrypts the password in this mode do not understand that.
    The rule for them is told to licensed partners; a licensee puts it here, and
    nothing else has to change: whatever is returned is sent, up to 100 bytes of it
    beside the shortest name of a network.
    """
    return password.encode()

"""The errors that NetworkManager answers with."""

from dbus_fast import DBusError

_MANAGER = "org.freedesktop.NetworkManager"


def denied() -> DBusError:
    """Return what one gets who may not."""
    return DBusError(f"{_MANAGER}.PermissionDenied", "Not authorized")


def unknown_connection() -> DBusError:
    """Return what is answered about a connection that is not there."""
    return DBusError(f"{_MANAGER}.UnknownConnection", "Connection 'Attic' is unknown")


def invalid_connection() -> DBusError:
    """Return what is answered about an uuid that no profile has."""
    name = f"{_MANAGER}.Settings.InvalidConnection"
    return DBusError(name, "No connection with the UUID was found.")


def unknown_device() -> DBusError:
    """Return what is answered about a device that is not there."""
    return DBusError(f"{_MANAGER}.UnknownDevice", "Device not found")


def not_allowed() -> DBusError:
    """Return what is answered to somebody who scans too often."""
    return DBusError(f"{_MANAGER}.Device.NotAllowed", "Scanning not allowed")


def invalid_arguments(text: str) -> DBusError:
    """Return what is answered to a call that makes no sense."""
    return DBusError(f"{_MANAGER}.InvalidArguments", text)


def invalid_property(name: str) -> DBusError:
    """Return what is answered about settings of a wrong type."""
    return DBusError(f"{_MANAGER}.Settings.Connection.InvalidProperty", name)


def unknown_method(name: str) -> DBusError:
    """Return what is answered where nothing of that name is."""
    return DBusError("org.freedesktop.DBus.Error.UnknownMethod", name)

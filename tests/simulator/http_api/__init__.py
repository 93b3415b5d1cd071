"""The HTTP interfaces of the cloud."""

from .calls import ApiCall, Auth, Route
from .gateway import Gateway

__all__ = ["ApiCall", "Auth", "Gateway", "Route"]

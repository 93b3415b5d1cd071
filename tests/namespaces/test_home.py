"""Home Assistant, its devices and the cloud, each with a network of its own."""

from .play import play


def test_cable_to_the_cloud() -> None:
    """Devices are heard by multicast, and switched while the cable is drawn."""
    result = play("home_host", "home")
    assert result["states"] == ["on", "off", "on"]
    assert result["there"] > 1

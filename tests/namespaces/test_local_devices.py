"""Local devices over a real cable, with addresses of their own."""

from .play import play


def test_cable_to_the_devices() -> None:
    """They are heard and obey, not while the cable is drawn, and then again."""
    result = play("local_host", "local")
    assert result["host"].startswith("192.168.77.1")
    assert result["answers"] == [0, None, 0]

"""The page of supported devices."""

from scripts.supported_devices import PAGE, page


def test_page_is_up_to_date() -> None:
    """Run ``.venv/bin/python -m scripts.supported_devices`` when this fails."""
    assert PAGE.read_text(encoding="utf-8") == page()

"""Every link of a page leads somewhere, and every page and picture is led to."""

from typing import Final
from urllib.parse import urlsplit

import pytest

from .pages import README, Page, anchor_of, pages
from .sources import ROOT

IMAGES: Final = "docs/images"
SHOWN: Final = (".jpg", ".png", ".svg")
HOSTS: Final = frozenset(
    {
        "dev.ewelink.cc",
        "ewelink.cc",
        "github.com",
        "img.shields.io",
        "keepachangelog.com",
        "my.home-assistant.io",
        "networkmanager.dev",
        "semver.org",
        "www.home-assistant.io",
    }
)
# Drafts of a page, with a link that leads nowhere.
FAULTS: Final = {
    "no-page": "[It](docs/nowhere.md)",
    "no-anchor": "[It](docs/install.md#nowhere)",
    "no-anchor-here": "# It\n\n[It](#other)",
    "no-picture": "![It](docs/images/nowhere.png)",
    "no-logo": '<img src="docs/brand/nowhere.png">',
    "other-host": "[It](https://example.org/)",
    "unsafe": "[It](http://github.com/)",
}


def faults(page: Page) -> list[str]:
    """Return the links of a page that lead nowhere, or where none should."""
    return [it for it in page.links if not _leads(page, it)]


def _leads(page: Page, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https" and parts.hostname in HOSTS
    path, anchor = page.target(link)
    if not (ROOT / path).exists():
        return False
    if not anchor:
        return True
    target = page if path == page.path else pages().get(path)
    return target is not None and anchor in target.anchors


@pytest.mark.parametrize("page", pages().values(), ids=lambda it: it.path)
def test_links(page: Page) -> None:
    """Pages, headings and pictures are there; hosts are among those that we know."""
    assert faults(page) == []


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_fault_is_found(text: str) -> None:
    """What is planted is found."""
    assert faults(Page(README, text))


def test_anchors() -> None:
    """They are made as GitHub makes them."""
    assert anchor_of("Why a device isn't there: 1, 2") == "why-a-device-isnt-there-1-2"
    assert anchor_of("The [APPID](it.md) & `more`") == "the-appid--more"
    page = Page(README, "# It\n\n```bash\n# No heading\n```\n\n## It\n")
    assert page.anchors == {"it", "it-1"}


def test_every_page_is_reached() -> None:
    """Whoever begins at the README comes to all others."""
    reached: set[str] = set()
    ahead = [README]
    while ahead:
        path = ahead.pop()
        if path in reached or path not in pages():
            continue
        reached.add(path)
        here = pages()[path]
        ahead += [here.target(it)[0] for it in here.links if not urlsplit(it).scheme]
    assert reached == pages().keys()


def test_index_lists_every_page() -> None:
    """The list of all pages is that."""
    index = pages()["docs/README.md"]
    listed = {index.target(it)[0] for it in index.links}
    assert {it for it in pages() if it.startswith("docs/")} - listed == {index.path}


def test_every_picture_is_shown() -> None:
    """No picture is left that no page shows."""
    files = {
        it.relative_to(ROOT).as_posix()
        for it in (ROOT / IMAGES).iterdir()
        if it.suffix in SHOWN
    }
    shown = {
        page.target(it)[0]
        for page in pages().values()
        for it in page.links
        if not urlsplit(it).scheme
    }
    assert files - shown == set()


def test_pictures_are_told() -> None:
    """Whoever cannot see a picture reads what it shows."""
    assert not [it.path for it in pages().values() if "![](" in it.text]

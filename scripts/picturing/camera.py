"""Takes a picture of a part of what is seen, and reads what is in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from playwright.sync_api import FloatRect, Page

from . import record
from .record import Record

_HERE: Final = Path(__file__).parent
_CALM: Final = (_HERE / "calm.js").read_text(encoding="utf-8")
_READ: Final = (_HERE / "shown.js").read_text(encoding="utf-8")
_SIDEBAR: Final = 256
TOOLBAR: Final = 56


class Camera:
    """What takes pictures into a folder, and remembers what it saw."""

    def __init__(self, folder: Path, wanted: Iterable[str]) -> None:
        """Take those that are wanted, all if none is named."""
        self._folder = folder
        self._wanted = frozenset(wanted)
        self.records: dict[str, Record] = {}

    def take(
        self, page: Page, part: FloatRect, name: str, view: str, *scopes: str
    ) -> None:
        """Take a part of the page; texts are looked for where the scopes begin."""
        if self._wanted and name not in self._wanted:
            return
        page.mouse.move(1, 1)
        page.evaluate(_CALM)
        page.wait_for_timeout(400)
        shown: list[str] = page.evaluate(_READ, part)
        self.records[name] = record.seen(view, scopes, shown)
        path = self._folder / f"{name}.png"
        page.screenshot(path=path, clip=part, animations="disabled", caret="hide")
        print(f"pictures: took {name}", flush=True)


def content(page: Page, height: float | None = None, top: float = TOOLBAR) -> FloatRect:
    """Return the page without its sidebar and what is above, or a part of it."""
    width, whole = page.evaluate("[innerWidth, innerHeight]")
    return {
        "x": _SIDEBAR,
        "y": top,
        "width": width - _SIDEBAR,
        "height": height or whole - top,
    }


def dialog(page: Page) -> FloatRect:
    """Return the dialog that is open, the last of several."""
    part: FloatRect = page.evaluate("""() => {
      let box = null;
      const look = (node) => {
        if (node.nodeName === "DIALOG" && node.open) {
          const it = node.getBoundingClientRect();
          if (it.width && it.height) box = it;
        }
        if (node.shadowRoot) node.shadowRoot.childNodes.forEach(look);
        node.childNodes.forEach(look);
      };
      look(document.body);
      return {x: box.x, y: box.y, width: box.width, height: box.height};
    }""")
    return part

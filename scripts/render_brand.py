"""Renders the brand images of the integration from the drawings in docs/brand."""

from io import BytesIO
from pathlib import Path
import shutil

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "brand"
TARGET = ROOT / "custom_components" / "ewelink" / "brand"
ON_DARK = {"#1f5fae": "#2f7fd6", "#17324d": "#eef4fa"}
SIZES = {"icon": (256, 256), "logo": (620, 160)}


def draw(page: Page, svg: str, size: tuple[int, int]) -> bytes:
    """Return a drawing as a PNG of that size with a transparent ground."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    style = f"*{{margin:0}} svg{{display:block;width:{width}px;height:{height}px}}"
    page.set_content(f"<style>{style}</style>{svg}")
    return page.screenshot(omit_background=True)


def render(page: Page, name: str, svg: str, prefix: str) -> None:
    """Write a drawing in both sizes."""
    width, height = SIZES[name]
    for factor, suffix in ((1, ""), (2, "@2x")):
        png = draw(page, svg, (width * factor, height * factor))
        target = TARGET / f"{prefix}{name}{suffix}.png"
        with Image.open(BytesIO(png)) as image:
            image.save(target, optimize=True)


def main() -> None:
    """Write all brand images."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name in SIZES:
            svg = (SOURCE / f"{name}.svg").read_text(encoding="utf-8")
            render(page, name, svg, "")
            for light, dark in ON_DARK.items():
                svg = svg.replace(light, dark)
            render(page, name, svg, "dark_")
        browser.close()


if __name__ == "__main__":
    main()

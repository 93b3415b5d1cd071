"""What HACS downloads: the integration's folder as an archive."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .tree import HACS, PACKAGE, Tree

FOLDER: Final = "dist"
# The same files make the same archive, whenever and wherever it is built.
_BEGIN_OF_TIME: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16


def build(tree: Tree) -> Path | None:
    """Write the archive and return it; none if HACS takes the source itself.

    HACS unpacks it into the folder of the integration, so that is not part of it.
    """
    hacs = tree.loaded(HACS)
    if not hacs.get("zip_release"):
        return None
    target = tree.root / FOLDER / str(hacs["filename"])
    target.parent.mkdir(exist_ok=True)
    pack(tree.root / PACKAGE, target)
    return target


def pack(package: Path, target: Path) -> None:
    """Write the content of a folder as an archive."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in _files(package):
            info = ZipInfo(path.relative_to(package).as_posix(), _BEGIN_OF_TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = _READABLE
            archive.writestr(info, path.read_bytes())


def _files(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        is_left_out = any(it.startswith(".") or it == "__pycache__" for it in parts)
        if path.is_file() and path.suffix != ".pyc" and not is_left_out:
            yield path

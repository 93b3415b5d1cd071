"""The integration's files, as the guard tests read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
from typing import Any, Final

import custom_components.ewelink
from homeassistant.const import Platform

PACKAGE: Final = Path(custom_components.ewelink.__file__).parent
ROOT: Final = PACKAGE.parents[1]
NAME: Final = "custom_components.ewelink"
PLATFORM_FILES: Final = frozenset({str(platform) for platform in Platform})


@dataclass(frozen=True)
class Source:
    """One file and its syntax tree; `module` is its full dotted name."""

    path: Path
    module: str
    is_package: bool
    tree: ast.Module

    @property
    def name(self) -> str:
        """Return the dotted name below the integration."""
        return self.module.removeprefix(NAME).removeprefix(".") or "__init__"

    def imports(self) -> Iterator[str]:
        """Yield the full dotted name of everything that is imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                for alias in node.names:
                    full = f"{base}.{alias.name}"
                    yield full if full in _known_modules() else base

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.module.split(".")
        kept = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*kept, *filter(None, [node.module])])


@cache
def sources(folder: str = "custom_components/ewelink") -> tuple[Source, ...]:
    """Return all Python files below a folder of the repository."""
    return tuple(_read(path) for path in sorted((ROOT / folder).rglob("*.py")))


def _read(path: Path) -> Source:
    return Source(
        path=path,
        module=_module(path),
        is_package=path.name == "__init__.py",
        tree=ast.parse(path.read_text(encoding="utf-8")),
    )


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    )


@cache
def _known_modules() -> frozenset[str]:
    return frozenset(_module(path) for path in ROOT.glob("custom_components/**/*.py"))


@cache
def load(name: str) -> dict[str, Any]:
    """Return a JSON file of the integration."""
    text = (PACKAGE / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text, object_pairs_hook=_once)
    return loaded


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of two values of one key the first would be lost."""
    assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
    return dict(pairs)

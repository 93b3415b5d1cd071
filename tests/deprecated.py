"""What Home Assistant, Python and its packages say about our use of what will go."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
import logging
import re
import sys
from types import FrameType
from typing import Final, override
import warnings

from .guards.sources import PACKAGE, Source

# As `report_usage` of Home Assistant, its decorators of deprecated code, and its base
# classes of entities put it. How long a step of ours took is told in other words.
_ABOUT_US: Final = re.compile(
    rf"custom integration '{PACKAGE.name}'"
    rf"|deprecated .* from {PACKAGE.name}\b"
    rf"|<class 'custom_components\.{PACKAGE.name}\b"
)
_GOING: Final = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)
_OWN_LOGGER: Final = f"custom_components.{PACKAGE.name}"


class _Heard(logging.Handler):
    """Keeps the warnings of others that are about us."""

    def __init__(self, told: list[str]) -> None:
        """Keep them in a list."""
        super().__init__(logging.WARNING)
        self.told = told

    @override
    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if _ABOUT_US.search(message) and not record.name.startswith(_OWN_LOGGER):
            self.told.append(message)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Fill a list with all warnings that our code causes meanwhile."""
    told: list[str] = []
    handler = _Heard(told)

    def _warned(
        message: Warning | str, category: type[Warning], *_: object, **__: object
    ) -> None:
        if issubclass(category, _GOING) and (where := _line_of_ours()):
            told.append(f"{where}: {message}")

    logging.getLogger().addHandler(handler)
    try:
        with warnings.catch_warnings():
            # Each time, however often it was told before.
            warnings.simplefilter("always")
            warnings.showwarning = _warned
            yield told
    finally:
        logging.getLogger().removeHandler(handler)


def _line_of_ours() -> str:
    """Return the line of ours that a warning comes from, if it is on the stack."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.startswith(f"{PACKAGE}/"):
            return f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def deprecated_names(tree: ast.Module) -> Iterator[str]:
    """Yield each name that a file imports and that Home Assistant calls deprecated.

    Its modules keep such a constant or alias under another name, and warn but once: the
    first time that anybody imports it.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
            continue
        if node.module.split(".")[0] == "homeassistant":
            module = import_module(node.module)
            for it in node.names:
                if hasattr(module, f"_DEPRECATED_{it.name}"):
                    yield f"{node.module}.{it.name}"


def deprecated_attributes(source: Source) -> Iterator[str]:
    """Yield each deprecated name that a file reads from a module it has imported."""
    modules = dict(_modules(source.tree))
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in modules:
                if hasattr(import_module(modules[name]), f"_DEPRECATED_{attr}"):
                    yield f"{modules[name]}.{attr}"


def _modules(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for it in node.names:
                full = f"{node.module}.{it.name}"
                if full.startswith("homeassistant.") and full in sys.modules:
                    yield it.asname or it.name, full

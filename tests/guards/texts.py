"""What the guard tests of texts read."""

import ast
from collections.abc import Iterator
from string import Formatter
from typing import Any, Final

from custom_components.ewelink.api.errors import EwelinkCommandError, EwelinkError

from .sources import load, sources

TEXTS: Final = load("translations/en.json")


def _kinds(base: type[EwelinkError]) -> Iterator[type[EwelinkError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


def _error(kind: type[EwelinkError]) -> EwelinkError:
    err = kind.__new__(kind)
    err.code = 400
    return err


ERRORS: Final = [_error(kind) for kind in _kinds(EwelinkError)]
CALL_ERRORS: Final = [it for it in ERRORS if not isinstance(it, EwelinkCommandError)]


def texts_of(node: Any = TEXTS, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield all texts with their paths."""
    if isinstance(node, str):
        yield path, node
        return
    for key, value in node.items():
        yield from texts_of(value, f"{path}.{key}".lstrip("."))


def placeholders_of(text: str) -> set[str]:
    """Return what a text asks to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def literals(keyword: str, *files: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each literal of a keyword argument, with its call, in all or some files."""
    for source in [it for it in sources() if not files or it.name in files]:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(keywords=keywords):
                    for it in keywords:
                        if it.arg == keyword and isinstance(it.value, ast.Constant):
                            yield str(it.value.value), node

"""Logs are lazy and carry no secrets; failures are caught by name."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.each import each

from .sources import Source, sources

LEVELS: Final = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# Names of values that are secret, or are somebody's name or address.
PRIVATE: Final = {
    "access",
    "apikey",
    "app_secret",
    "at",
    "body",
    "content",
    "data",
    "email",
    "entry_data",
    "headers",
    "ip",
    "mac",
    "name",
    "params",
    "password",
    "phone",
    "refresh",
    "refresh_token",
    "secret",
    "ssid",
    "text",
    "title",
    "token",
    "tokens",
    "unique_id",
    "url",
    "user_input",
    "username",
}
# Doors where whatever goes wrong must not stop the rest, and how often; it is logged by
# its traceback alone, as its text could be anything.
BROAD: Final = {"api.bugs": 2, "sign_in.base": 1}

ALL = each(sources())


def _log_calls(source: Source) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="_LOGGER"), attr=word)):
                if word in LEVELS:
                    yield node


def _mentioned(argument: ast.expr) -> set[str]:
    """Return the names of which an argument shows the value itself.

    How many there are, and which keys they have, may be told.
    """
    match argument:
        case ast.Call(func=ast.Name(id="len" | "type")):
            return set()
        case ast.Attribute(attr=word, value=value):
            return {word, *_mentioned(value)}
        case ast.Name(id=word):
            return {word}
    children = [it for it in ast.iter_child_nodes(argument) if isinstance(it, ast.expr)]
    return set[str]().union(*map(_mentioned, children))


@ALL
def test_messages_are_lazy(source: Source) -> None:
    """The text is a constant; what varies follows as arguments."""
    for call in _log_calls(source):
        assert isinstance(call.args[0], ast.Constant), ast.unparse(call)
        text = call.args[0].value
        assert isinstance(text, str)
        assert text.count("%") == len(call.args) - 1, text
        assert not text.endswith("."), text


@ALL
def test_no_secret_is_logged(source: Source) -> None:
    """No argument shows a value that is secret."""
    for call in _log_calls(source):
        for argument in call.args[1:]:
            assert _mentioned(argument).isdisjoint(PRIVATE), ast.unparse(call)


@ALL
def test_nothing_is_printed(source: Source) -> None:
    """Output goes to the log."""
    names = {it.id for it in ast.walk(source.tree) if isinstance(it, ast.Name)}
    assert names.isdisjoint({"print", "pprint"})


@ALL
def test_failures_are_caught_by_name(source: Source) -> None:
    """`Exception` is caught at few doors only, and logged there."""
    broad = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or _catches_all(node.type))
    ]
    assert len(broad) == BROAD.get(source.name, 0)
    for handler in broad:
        text = ast.unparse(handler)
        assert "_LOGGER." in text
        assert "traceback_of(err)" in text
        assert "_LOGGER.exception" not in text


def _catches_all(caught: ast.expr) -> bool:
    names = {it.id for it in ast.walk(caught) if isinstance(it, ast.Name)}
    return bool(names & {"Exception", "BaseException"})

"""Thousands of values that one test is true for: a test for each takes minutes."""

from collections.abc import Callable, Iterable


def each(
    values: Iterable[object],
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Let one test try every value, and name the one for which it fails.

    A tuple is several arguments. There is one at least: a test of nothing cannot fail.
    """
    tried = [it if isinstance(it, tuple) else (it,) for it in values]
    assert tried

    def _decorate(test: Callable[..., None]) -> Callable[[], None]:
        def _try_all() -> None:
            for arguments in tried:
                try:
                    test(*arguments)
                except Exception as err:
                    err.add_note(f"for {', '.join(map(str, arguments))}")
                    raise

        # With `wraps` its arguments would be looked for as fixtures.
        _try_all.__module__ = test.__module__
        _try_all.__name__ = test.__name__
        _try_all.__doc__ = test.__doc__
        return _try_all

    return _decorate

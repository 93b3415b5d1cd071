"""How a device in DIY mode is told what follows a power failure: firmware differs."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from ..errors import EwelinkRefusedError
from ..wire import Params
from .paths import Step

# The path and the key of the data (docs/protocol.md, "Devices in DIY mode").
_START: Final = "configure"
_ALL: Final = (
    ("startups", "configure"),
    ("startups", "startups"),
    ("configure", "configure"),
)

type Post = Callable[[Step], Awaitable[Params]]


class Spellings:
    """Tries what firmware may know, and keeps what one device took."""

    def __init__(self) -> None:
        """Start with none that was taken."""
        self._known: tuple[str, str] | None = None

    async def post(self, step: Step, post: Post, refused: dict[str, Any]) -> Params:
        """Post a step as the device knows it. Raises EwelinkError.

        What is ``refused`` in one spelling only is taken out of that.
        """
        if step.path != _START:
            return await post(step)
        *others, last = _ALL if self._known is None else (self._known,)
        self._known = None
        for spelling in others:
            with suppress(EwelinkRefusedError):
                return await self._post_as(spelling, step, post, refused)
        return await self._post_as(last, step, post, refused)

    async def _post_as(
        self,
        spelling: tuple[str, str],
        step: Step,
        post: Post,
        refused: dict[str, Any],
    ) -> Params:
        path, key = spelling
        told = await post(replace(step, path=path, data={key: step.data[_START]}))
        refused.pop(path, None)
        self._known = spelling
        return told

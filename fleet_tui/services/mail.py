"""Messages to people and what has become of them."""

from __future__ import annotations

from fleet_tui.domain.messages import Counts, Item
from fleet_tui.services.context import Context


class Mail:
    """Messages to people and what has become of them. `goes` says in a sentence which way they go."""

    def __init__(self, context: Context, goes: str = "") -> None:
        self._context = context
        self._database = context.database
        self._goes = goes

    def how(self) -> str:
        """Which way messages go, in a sentence: the settings of this program say it, not the database."""
        return self._goes

    def messages(self, before: int | None = None, limit: int = 50, waiting: bool = False) -> tuple[Item, ...]:
        """Messages, newest first; `before` is an id for older ones, `waiting` leaves out those that are done with.

        Raises:
            NotAllowed: whoever is signed in may not see them.
        """
        raise NotImplementedError

    def waiting(self) -> Counts:
        """How many wait, and how.

        Raises:
            NotAllowed: whoever is signed in may not see them.
        """
        raise NotImplementedError

    def stop(self, id: int) -> Item:
        """Take back a message that waits; the code that it would have brought is worth nothing any more.

        Raises:
            Refusal: it does not wait any more, or is being sent right now; or that is not allowed.
        """
        raise NotImplementedError

    def again(self, id: int) -> Item:
        """Try a message at once that waits or failed; with a fresh code when its own is worth nothing any more.

        Raises:
            Refusal: it cannot be sent to that person any more, and why; or that is not allowed.
        """
        raise NotImplementedError

"""Messages to people and what has become of them."""

from __future__ import annotations

from fleet_tui.services.context import Context


class Mail:
    """Messages to people and what has become of them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

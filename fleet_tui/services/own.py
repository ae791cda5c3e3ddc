"""One's own profile and password."""

from __future__ import annotations

from fleet_tui.services.context import Context


class Own:
    """One's own profile and password."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

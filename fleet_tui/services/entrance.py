"""First start, sign-in, codes and requests for a reset."""

from __future__ import annotations

from fleet_tui.services.context import Context


class Entrance:
    """First start, sign-in, codes and requests for a reset."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

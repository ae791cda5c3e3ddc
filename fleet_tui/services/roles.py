"""What roles allow."""

from __future__ import annotations

from fleet_tui.services.context import Context


class Roles:
    """What roles allow."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

"""What the person who is signed in may do, kept for the screens: they grey by what the services refuse by."""

from __future__ import annotations

from fleet_tui.services.base.actor import EVERYTHING, SystemActor
from fleet_tui.services.base.context import Context


class PermissionCache:
    """The permissions as they were when they were last looked at. Services ask again in each transaction."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known = EVERYTHING if isinstance(context.by, SystemActor) else frozenset()
        self.looked = False
        """Whether the database was asked yet."""

    def may(self, permission: str) -> bool:
        """Whether that is allowed, as far as it is known here; asks nobody."""
        return permission in self._known

    def refresh(self) -> bool:
        """Ask the database again; whether anything is different now.

        Raises:
            SignedOut: nobody is signed in any more: the profile is inactive, the password was changed.
            NotAllowed: the password has to be changed first.
        """
        before = self._known
        with self._context.reading() as tx:
            self._known = tx.granted
        self.looked = True
        return self._known != before

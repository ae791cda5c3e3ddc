"""One's own profile, account and password."""

from __future__ import annotations

from fleet_tui.domain.entrance import OwnAccount
from fleet_tui.domain.profile import Profile
from fleet_tui.domain.session import Session
from fleet_tui.services.context import Context


class Own:
    """What everybody who is signed in may see and do for themselves, whatever else they may."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def profile(self) -> Profile:
        """One's own profile.

        Raises:
            SignedOut: nobody is signed in, or not any more.
        """
        raise NotImplementedError

    def account(self) -> OwnAccount:
        """One's own account and permissions.

        Raises:
            SignedOut: nobody is signed in, or not any more.
        """
        raise NotImplementedError

    def change_password(self, current: str, password: str, confirm: str) -> Session:
        """Choose another password; the session that goes on. All others of the account end.

        It works while the password has to be changed, which everything else waits for.

        Raises:
            Invalid: under "current", "password" or "confirm".
            SignedOut: nobody is signed in, or not any more.
            Refusal: there were too many attempts.
        """
        raise NotImplementedError

    def sign_out(self) -> None:
        """Say in the history that one has gone."""
        raise NotImplementedError

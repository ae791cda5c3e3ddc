"""Change of the user's own password."""

from __future__ import annotations

from fleet_tui.domain.accounts.limits import PASSWORD_LENGTH
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.services.accounts.my_account import MyAccount
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.sign_in.base import SignInScreen

RULE = f"At least {PASSWORD_LENGTH} characters; spaces and all signs are welcome."


class ChangePassword(SignInScreen):
    """Asks for the current password (if any) and for the new password twice."""

    fields = (
        Field("current", "Current", Kind.SECRET),
        Field("password", "New", Kind.SECRET),
        Field("confirm", "Confirm", Kind.SECRET),
    )

    def __init__(self, own: MyAccount, enter: Enter, why: str = "", *, first: bool = False) -> None:
        """`why` the password must be changed first, when it must: then Esc signs out. `first`: there is none."""
        super().__init__("Change password", f"{why} {RULE} Esc signs out." if why else RULE)
        if first:
            self.ask(("password", "confirm"))
        self._own = own
        self._enter = enter
        self._must = bool(why)

    def on_mount(self) -> None:
        self.focus_on(next(name for name, row in self.rows.items() if row.display))

    async def send(self) -> str:
        """Change the password and enter with the session that replaces this one."""
        session = await run_in_thread(self._own.change_password, *map(self.typed, self.rows))
        self.fill(current="", password="", confirm="")
        return await self._enter(session)

    async def leave(self) -> bool:
        """Stay while the fields are sent: a new session is about to replace this one."""
        return not self.sending

    async def action_back(self) -> None:  # type: ignore[override]  # signing out is awaited by the app
        """Leave without a change, which signs out a user that must make one."""
        if self._must:
            await self.run_action("app.sign_out")
        else:
            self.dismiss(None)

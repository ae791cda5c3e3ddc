"""Another password for oneself."""

from __future__ import annotations

from fleet_tui.domain.accounts.limits import PASSWORD_LENGTH
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.services.accounts.my_account import MyAccount
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.sign_in.base import SignInScreen

RULE = f"At least {PASSWORD_LENGTH} characters; spaces and all signs are welcome."


class ChangePassword(SignInScreen):
    """The password that one has, if one has any, and twice the one that one wants."""

    fields = (
        Field("current", "Current", Kind.SECRET),
        Field("password", "New", Kind.SECRET),
        Field("confirm", "Confirm", Kind.SECRET),
    )

    def __init__(self, own: MyAccount, enter: Enter, why: str = "", *, first: bool = False) -> None:
        """`why` it has to be changed before anything else; then Esc signs out. `first`: there is none so far."""
        super().__init__("Change password", f"{why} {RULE} Esc signs out." if why else RULE)
        if first:
            self.ask(("password", "confirm"))
        self._own = own
        self._enter = enter
        self._must = bool(why)

    def on_mount(self) -> None:
        """Begin with the first field that is asked."""
        self.focus_on(next(name for name, row in self.rows.items() if row.display))

    async def send(self) -> str:
        """Change it; the session that goes on takes the place of this one."""
        session = await run_in_thread(self._own.change_password, *map(self.typed, self.rows))
        self.fill(current="", password="", confirm="")
        return await self._enter(session)

    async def leave(self) -> bool:
        """Not while it is sent: this session may have ended by it, and another one is to come."""
        return not self.sending

    async def action_back(self) -> None:  # type: ignore[override]  # signing out is awaited by the app
        """Leave it as it is, which signs out who has to change it."""
        if self._must:
            await self.run_action("app.sign_out")
        else:
            self.dismiss(None)

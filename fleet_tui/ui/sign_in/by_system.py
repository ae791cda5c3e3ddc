"""Sign-in by the user of the operating system."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from fleet_tui.domain.accounts.sign_in import SignInOptions
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.sign_in.base import SignInScreen


class SystemSignIn(SignInScreen):
    """Signs in the user of the operating system, or says that there is no account of that name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "submit", "Sign in", id="door.sign_in", key_display="F2", show=False, priority=True),
        Binding("f3", "code", "I have a code", id="door.to_code", key_display="F3", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F2 | Try to sign in again. |
    | F3 | Type the code of an invitation. |
    """

    def __init__(self, services: Services, options: SignInOptions, enter: Enter, *, at_once: bool) -> None:
        super().__init__(options.company or "Fleet TUI", f"You are {options.user} on this computer.")
        self._services = services
        self._enter = enter
        self._at_once = at_once

    def on_mount(self) -> None:
        if self._at_once:
            self.action_submit()

    async def send(self) -> str:
        return await self._enter(await run_in_thread(self._services.sign_in.by_system))

    def action_code(self) -> None:
        from fleet_tui.ui.sign_in.code import CodeScreen

        self.app.push_screen(CodeScreen(self._services, self._enter))

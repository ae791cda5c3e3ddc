"""Sign-in with a username and a password."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from fleet_tui.domain.accounts.sign_in import SignInOptions
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.sign_in.base import SignInScreen

ASKED = "If there is an active account for that, a message is on its way."


class SignIn(SignInScreen):
    """Asks for a username and a password; a refusal does not say which one is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "submit", "Sign in", id="door.sign_in", key_display="F2", show=False, priority=True),
        Binding("f3", "code", "I have a code", id="door.to_code", key_display="F3", show=False),
        Binding("f4", "forgot", "I forgot my password", id="door.to_forgot", key_display="F4", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F2 | Sign in. |
    | F3 | Type the code of an invitation or of a reset. |
    | F4 | Ask for a code for a new password. |
    """

    fields = (Field("username", "Username", Kind.TEXT), Field("password", "Password", Kind.SECRET))

    def __init__(self, services: Services, options: SignInOptions, enter: Enter) -> None:
        super().__init__(options.company or "Fleet TUI")
        self._services = services
        self._enter = enter

    async def send(self) -> str:
        for name, sentence in (("username", "Type your username."), ("password", "Type your password.")):
            if not self.typed(name):
                self.focus_on(name)
                return sentence
        session = await run_in_thread(
            self._services.sign_in.with_password, self.typed("username"), self.typed("password")
        )
        self.fill(password="")
        return await self._enter(session)

    def refused(self, sentence: str) -> None:
        """Clear the password, which cannot be read to see what is wrong with it."""
        self.fill(password="")
        self.focus_on("password")
        super().refused(sentence)

    def action_code(self) -> None:
        from fleet_tui.ui.sign_in.code import CodeScreen

        self.app.push_screen(CodeScreen(self._services, self._enter))

    @work(exclusive=True, group=ASKING)
    async def action_forgot(self) -> None:
        from fleet_tui.ui.dialogs.prompt import Prompt

        hint = "Your username, e-mail address or phone number. Enter asks for a code, Esc goes back."
        prompt = Prompt("I forgot my password", self.typed("username"), self._ask_reset, hint=hint)
        if await self.app.push_screen_wait(prompt):
            self.say(ASKED)

    async def _ask_reset(self, who: str) -> str:
        if not who.strip():
            return "Type your username, e-mail address or phone number."
        await run_in_thread(self._services.resets.request, who)
        return ""

"""Sign-in with the code of an invitation or of a password reset."""

from __future__ import annotations

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.sign_in import CodeDetails
from fleet_tui.domain.errors import BadValue, Invalid, Problem, Refusal
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.sign_in.base import SignInScreen

TYPE_IT = "Type or paste the code from the message; capitals and hyphens do not matter."


class CodeScreen(SignInScreen):
    """Asks for the code first, then for the fields that its account still needs."""

    fields = (
        Field("code", "Code", Kind.TEXT),
        Field("username", "Username", Kind.TEXT),
        Field("password", "Password", Kind.SECRET),
        Field("confirm", "Confirm", Kind.SECRET),
    )

    def __init__(self, services: Services, enter: Enter) -> None:
        super().__init__("I have a code", TYPE_IT)
        self._services = services
        self._enter = enter
        self._details: CodeDetails | None = None
        self.ask(["code"])

    async def send(self) -> str:
        """Inspect the code, or redeem it."""
        if self._details is None:
            return await self._look_at()
        code, username, password, confirm = map(self.typed, self.rows)
        session = await run_in_thread(self._services.codes.redeem, code, username, password, confirm)
        self.fill(code="", password="", confirm="")
        return await self._enter(session)

    async def _look_at(self) -> str:
        try:
            code_details = await run_in_thread(self._services.codes.inspect, self.typed("code"))
        except (BadValue, Refusal) as wrong:
            raise Invalid({"code": Problem(str(wrong))}) from None
        asked = ["code", *(["username"] if code_details.needs_username else [])]
        asked += ["password", "confirm"] if code_details.needs_password else []
        self.show_about(_about_code(code_details))
        self.fill(username=code_details.username)
        self.ask(asked)
        self._details = code_details
        if code_details.needs_password:
            self.focus_on("password")
        return ""

    def edited(self, name: str) -> None:
        """Ask for the code alone again when it is edited."""
        if name == "code" and self._details is not None:
            self._details = None
            self.show_about(TYPE_IT)
            self.ask(["code"])

    def action_back(self) -> None:  # type: ignore[override]  # nothing has to be asked
        self.dismiss(None)


def _about_code(code_details: CodeDetails) -> str:
    what = "An invitation" if code_details.purpose is Purpose.INVITE else "A password reset"
    if code_details.needs_password and code_details.needs_username:
        todo = "Choose a username and a password"
    elif code_details.needs_password:
        todo = f"Your username is {code_details.username}. Choose a password"
    else:
        todo = f"Your username is {code_details.username}. F2 signs you in"
    rule = " of at least 15 characters; spaces and all signs are welcome." if code_details.needs_password else "."
    return f"{what} for {code_details.name}. {todo}{rule}"

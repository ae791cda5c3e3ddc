"""Setup: the company, how people sign in, and the first administrator."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import SignInOptions
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.fields import Field, Section
from fleet_tui.domain.setup import SETUP_FIELDS, SETUP_SECTIONS
from fleet_tui.services.accounts.setup import SetupService
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import LEAVING, drop_until_seen
from fleet_tui.ui.base.navigation import SIGN_IN, Enter
from fleet_tui.ui.dialogs.questions import quit_if_wanted
from fleet_tui.ui.form.rules import PlainFormRules
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.state import Raw, raw_of

HEAD = "First start: set up the company and its first administrator. That is you."

_FIELDS = {field.name: field for field in SETUP_FIELDS}
_WITH_PASSWORDS = ("username", "password", "confirm")


class SetupFormRules(PlainFormRules):
    """Sign-in by the operating system needs no username and no password."""

    def __init__(self, user: str) -> None:
        """`user` of the operating system."""
        self._user = user

    def asked(self, field: Field, raw: Raw) -> bool:
        """Username and password only where people sign in with passwords."""
        return field.name not in _WITH_PASSWORDS or raw.get("sign_in") != OPERATING_SYSTEM

    def remark(self, field: Field, raw: Raw) -> str:
        """The username, where it comes from the operating system."""
        if field.name == "sign_in" and raw.get("sign_in") == OPERATING_SYSTEM:
            return f"You are {self._user} on this computer, and that is your username then."
        return super().remark(field, raw)


class SetupSaver:
    """Sets up the company and its first administrator."""

    sections: tuple[Section, ...] = SETUP_SECTIONS

    def __init__(self, setup: SetupService, user: str) -> None:
        """`user` of the operating system."""
        self._setup = setup
        self._user = user
        self.session: Session | None = None
        """The administrator's session, once the company is set up."""

    def read(self, shown: FormRecord | None) -> FormRecord:
        """The defaults."""
        values = self._setup.defaults()
        raw = raw_of(_FIELDS, values, str(values.get("country") or ""))
        return FormRecord("first-start", raw, None, SetupFormRules(self._user), HEAD, {})

    def write(self, raw: Raw, shown: FormRecord) -> tuple[FormRecord, tuple[str, ...]]:
        """Set up the company and its administrator."""
        self.session = self._setup.set_up(raw)
        return self.read(shown), ()


class SetupScreen(FormScreen):
    """The form of a company without users; its first administrator is signed in after it."""

    MANUAL: ClassVar[str] = "first-hour"

    entry = SIGN_IN
    has_sidebar = False
    saves = "Set up the company"
    save_group = LEAVING  # keys behind F2 are for the first list

    def __init__(self, services: Services, options: SignInOptions, enter: Enter) -> None:
        self._setup = SetupSaver(services.setup, options.user)
        super().__init__(self._setup, services.drafts, services.grants)
        self._enter = enter
        self._sending = asyncio.Lock()

    @property
    def sending(self) -> bool:
        """Whether the company is being set up or its administrator signed in."""
        return self._sending.locked()

    async def save(self) -> bool:
        """Set up the company, then sign in."""
        if self.sending:  # a second press while the first is on its way
            return False
        async with self._sending:
            saved = await super().save()
            if self._setup.session is not None:
                session, self._setup.session = self._setup.session, None
                sentence = await self._enter(session)
                if sentence:
                    self.say(sentence, problem=True)
            else:
                drop_until_seen(self.app)
            return saved

    @work(exclusive=True, group=LEAVING)
    async def action_back(self) -> None:
        """Ask whether to quit: nothing lies behind this screen."""
        await quit_if_wanted(self)

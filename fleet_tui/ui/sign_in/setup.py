"""The first start: the company, how people sign in, and the first administrator."""

from __future__ import annotations

import asyncio

from textual import work

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import SignInOptions
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.fields import Field
from fleet_tui.domain.setup import SETUP_FIELDS, SETUP_SECTIONS
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import LEAVING, drop_until_seen
from fleet_tui.ui.dialogs.leaving import quit_if_wanted
from fleet_tui.ui.form.record import FormRecord
from fleet_tui.ui.form.rules import PlainFormRules
from fleet_tui.ui.form.saving import SavingForm
from fleet_tui.ui.form.state import Raw, raw_of
from fleet_tui.ui.sign_in.options import DOOR, Enter

HEAD = "First start: set up the company and its first administrator. That is you."

_FIELDS = {field.name: field for field in SETUP_FIELDS}
_WITH_PASSWORDS = ("username", "password", "confirm")


class SetupFormRules(PlainFormRules):
    """The operating system's users need no username of their own and no password."""

    def __init__(self, user: str) -> None:
        """`user` of the operating system."""
        self._user = user

    def asked(self, field: Field, raw: Raw) -> bool:
        """A password only where people sign in with passwords."""
        return field.name not in _WITH_PASSWORDS or raw.get("sign_in") != OPERATING_SYSTEM

    def remark(self, field: Field, raw: Raw) -> str:
        """As whom one signs in then."""
        if field.name == "sign_in" and raw.get("sign_in") == OPERATING_SYSTEM:
            return f"You are {self._user} on this computer, and that is your username then."
        return super().remark(field, raw)


class SetupScreen(SavingForm):
    """The form of a company that nobody can sign in to yet; who fills it in is signed in then."""

    entry = DOOR
    has_sidebar = False
    sections = SETUP_SECTIONS
    saves = "Set up the company"

    def __init__(self, services: Services, options: SignInOptions, enter: Enter) -> None:
        super().__init__(services.drafts)
        self.grants = services.grants
        self._setup = services.setup
        self._user = options.user
        self._enter = enter
        self._session: Session | None = None
        self._sending = asyncio.Lock()

    @property
    def sending(self) -> bool:
        """Whether the company is being set up, or who did it being let in."""
        return self._sending.locked()

    @property
    def key(self) -> str:
        """There is one first start."""
        return "first-start"

    def read(self) -> FormRecord:
        """What the form begins with."""
        values = self._setup.defaults()
        raw = raw_of(_FIELDS, values, str(values.get("country") or ""))
        return FormRecord(raw, None, SetupFormRules(self._user), {}, HEAD)

    def write(self, raw: Raw, version: int | None) -> tuple[FormRecord, tuple[str, ...]]:
        """Set up the company and its administrator."""
        self._session = self._setup.set_up(raw)
        return self.read(), ()

    def action_save(self) -> None:
        """Set up; keys behind this one are for what comes then."""
        self.require_form()
        self.run_worker(self.save(), group=LEAVING)

    async def save(self) -> bool:
        """Set up, then go in."""
        if self.sending:  # a second press while the first is on its way
            return False
        async with self._sending:
            saved = await super().save()
            if self._session is not None:
                session, self._session = self._session, None
                sentence = await self._enter(session)
                if sentence:
                    self.say(sentence, problem=True)
            else:
                drop_until_seen(self.app)
            return saved

    @work(exclusive=True, group=LEAVING)
    async def action_back(self) -> None:
        """Ask whether to quit: nothing lies behind this screen, and the cursor stays in its field."""
        await quit_if_wanted(self)

"""Settings › Company: the company's settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from fleet_tui.domain.access.permissions import MANAGE_COMPANY
from fleet_tui.domain.company import COMPANY_FIELDS, COMPANY_SECTIONS, Company
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.values import show
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.bulk.company_changes import CompanyChanges, undo_company
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.form.rules import PlainFormRules
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.state import Raw, raw_of
from fleet_tui.ui.form.words import read_only
from fleet_tui.ui.people.live.form import LiveForm, OthersOnCompany

_SOMETHING_ELSE = "The company's settings are not what you changed last: u on a list shows that."
_FIELDS = {field.name: field for field in COMPANY_FIELDS}


class CompanyScreen(FormScreen):
    """The form of the company's settings; as for every destination, Esc leads to the list of people."""

    MANUAL: ClassVar[str] = "accounts"

    entry = "company"
    save_group = ASKING  # keys behind F2 are for the question that comes
    starts_at = None  # the digits lead through the sidebar: they must not end up in a field

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", id="company.undo", show=False),
        Binding("U", "undo(True)", "Redo", id="company.redo", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | u | Outside of the fields: take back your last change of the settings. |
    | U | Outside of the fields: do it again. |
    """
    NEEDS: ClassVar = {"undo": (MANAGE_COMPANY,)}

    def __init__(self, services: Services) -> None:
        super().__init__(CompanySaver(services), services.drafts, services.grants)
        self._company, self._undo = services.company, services.company_undo
        self._live = LiveForm(self, services, OthersOnCompany(services))

    def on_mount(self) -> None:
        """Follow what others change."""
        self._live.begin()

    async def agreed(self, raw: Raw) -> bool:
        """Show the changes first: they affect every user, and the texts go out in messages."""
        version = self.record.version if self.record is not None else None
        changes = await run_in_thread(self._company.changes, version or 0, raw)
        return not changes or await self.app.push_screen_wait(CompanyChanges("Save company settings", changes)) is True

    def on_screen_resume(self) -> None:
        """Show what was changed by others meanwhile."""
        self.read_again()

    async def action_back(self) -> None:  # type: ignore[override]  # the app asks what is unsaved as it leaves
        await self.run_action("app.to_list")

    @work(exclusive=True, group=ASKING)
    async def action_undo(self, redo: bool = False) -> None:
        """Undo the last change of the settings, if it is next to be undone, or redo it."""
        try:
            with DialogSequence(self.app) as dialogs:
                said = await undo_company(dialogs, self._undo, redo=redo)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return
        if said:
            self.read_again()
        self.say(_SOMETHING_ELSE if said is None else said)

    async def leave(self) -> bool:
        """Ask what becomes of unsaved typing; the screen stays, so discarded typing is taken off it."""
        left = await super().leave()
        if left and self.record is not None and self.unsaved:
            self.adopt(self.record)
        if left and self.form is not None:
            self.form.focus_first(self.starts_at)
        return left


class CompanySaver:
    """Reads and changes the company's settings."""

    sections = COMPANY_SECTIONS

    def __init__(self, services: Services) -> None:
        self._company, self._grants = services.company, services.grants

    def read(self, shown: FormRecord | None) -> FormRecord:
        """The settings."""
        return self._record(self._company.get())

    def write(self, raw: Raw, shown: FormRecord) -> tuple[FormRecord, tuple[str, ...]]:
        """Save the changed settings."""
        return self._record(self._company.save(shown.version or 0, raw)), ("u on a list takes it back.",)

    def _record(self, company: Company) -> FormRecord:
        values = asdict(company)
        raw = raw_of(_FIELDS, values, company.country)
        words = {name: show(field, values[name], {}, company.country) for name, field in _FIELDS.items()}
        return FormRecord("company", raw, company.version, PlainFormRules(self._shut), "Company settings", words)

    def _shut(self) -> str:
        return "" if self._grants.may(MANAGE_COMPANY) else read_only(MANAGE_COMPANY)

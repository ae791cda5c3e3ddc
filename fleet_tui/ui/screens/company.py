"""Settings › Company: what holds for the whole company."""

from __future__ import annotations

from dataclasses import asdict

from fleet_tui.domain.company import COMPANY_FIELDS, COMPANY_SECTIONS, Company
from fleet_tui.domain.permissions import MANAGE_COMPANY
from fleet_tui.domain.values import show
from fleet_tui.services.company import CompanySettings
from fleet_tui.services.drafts import Drafts
from fleet_tui.services.grants import Grants
from fleet_tui.ui.forms.allowing import read_only
from fleet_tui.ui.forms.record import Record
from fleet_tui.ui.forms.sheet import Raw, raw_of
from fleet_tui.ui.forms.terms import PlainTerms
from fleet_tui.ui.screens.form_saving import SavingForm

_FIELDS = {field.name: field for field in COMPANY_FIELDS}


class CompanyScreen(SavingForm):
    """The form of the company's settings; it is a destination, so Esc leads to the list of people."""

    entry = "company"
    sections = COMPANY_SECTIONS
    starts_at = None  # the digits lead through the sidebar: they must not end up in a field

    def __init__(self, company: CompanySettings, drafts: Drafts, grants: Grants) -> None:
        super().__init__(drafts)
        self.grants = grants
        self._company = company

    @property
    def key(self) -> str:
        """There is one company."""
        return "company"

    def read(self) -> Record:
        """The settings as they are."""
        return self._record(self._company.get())

    def write(self, raw: Raw, version: int | None) -> tuple[Record, tuple[str, ...]]:
        """Save what was changed."""
        return self._record(self._company.save(version or 0, raw)), ()

    def _record(self, company: Company) -> Record:
        values = asdict(company)
        raw = raw_of(_FIELDS, values, company.country)
        words = {name: show(field, values[name], {}, company.country) for name, field in _FIELDS.items()}
        return Record(raw, company.version, PlainTerms(self._shut), words, "Company settings")

    def _shut(self) -> str:
        return "" if self.grants.may(MANAGE_COMPANY) else read_only(MANAGE_COMPANY)

    def on_screen_resume(self) -> None:
        """Coming back, show what somebody else has changed meanwhile."""
        self.read_again()

    async def action_back(self) -> None:  # type: ignore[override]  # the app asks what is unsaved as it leaves
        """Go back to the list of people."""
        await self.run_action("app.to_list")

    async def leave(self) -> bool:
        """Ask what becomes of unsaved typing; the screen stays, so what is discarded is taken off it."""
        left = await super().leave()
        if left and self.record is not None and self.unsaved:
            self.adopt(self.record)
        if left and self.form is not None:
            self.form.focus_first(self.starts_at)
        return left

"""Undo and redo of changes of the company's settings, by the rules of saving them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_COMPANY
from fleet_tui.domain.company import COMPANY_FIELDS, Company, CompanyPlan
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.history.changes import decode, encode
from fleet_tui.domain.local_time import show_moment, show_time
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.context import Context
from fleet_tui.services.company.settings import CompanySettings, in_words
from fleet_tui.storage import company_settings
from fleet_tui.storage.history import log, operations
from fleet_tui.storage.history.operations import CompanyOperation

_FIELDS = {field.name: field for field in COMPANY_FIELDS}
_NAMES = {False: "undo", True: "redo"}
_SINCE = 1_000
"""Changes since that are looked at."""


class CompanyUndo:
    """Takes back the last change of this user when it was one of the company's settings."""

    def __init__(self, context: Context, settings: CompanySettings) -> None:
        self._context = context
        self._settings = settings
        self._database = context.database

    def plan(self, *, redo: bool = False) -> CompanyPlan | None:
        """What would become of the settings; None when something else, or nothing, is next.

        Raises:
            SignedOut, NotAllowed: the actor may not change the settings.
        """
        with self._database.read() as connection:
            found = self._next(connection, redo)
            return found[2] if found else None

    def run(self, plan: CompanyPlan) -> str:
        """Do it, in one transaction, and say so; what cannot be put back counts as taken back and stays.

        Raises:
            SignedOut, NotAllowed: the actor may not change the settings.
            Refusal: something else is next by now, or people could not sign in.
        """
        name = _NAMES[plan.redo]
        with self._database.write() as connection:
            found = self._next(connection, plan.redo)
            if found is None or found[2].operation != plan.operation:
                raise Refusal(f"Something else is next by now: look again at what {name} would do.")
            granted = self._context.granted(connection)
            operation, kept, now = found
            operations.mark_reverted(connection, operation.id)
            if now.refused:
                return f"Nothing was changed. The next {name} goes on with the change before this one."
            values = {key: decode(_FIELDS[key], before) for key, (before, _) in kept.items()}
            role = operations.REDONE if plan.redo else operations.UNDONE
            entry = self._settings.write(connection, granted, company_settings.company(connection), values, role)
            assert entry is not None  # noqa: S101  # the plan is of settings that differ
            operations.record(
                connection,
                at=self._context.clock(),
                by=self._context.author,
                what=operation.what,
                kind=None,
                people=1,
                first=entry,
                last=entry,
                role=role,
            )
        return "The company's settings are changed again." if plan.redo else "The company's settings are changed back."

    def _next(
        self, connection: Connection, redo: bool
    ) -> tuple[CompanyOperation, Mapping[str, Any], CompanyPlan] | None:
        granted = self._context.granted(connection)
        operation = operations.company_next(connection, self._context.author, redo=redo)
        if operation is None:
            return None
        require(granted, MANAGE_COMPANY)
        kept = operations.changes_at(connection, operation.entry)
        company = company_settings.company(connection)
        time = show_time(operation.at, self._context.clock())
        plan = CompanyPlan(
            operation.id,
            redo,
            f"{_NAMES[redo].capitalize()}: {operation.what}, {time}",
            in_words({name: [after, before] for name, (before, after) in kept.items()}, company.country),
            self._refused(connection, operation, kept, company),
        )
        return operation, kept, plan

    def _refused(
        self, connection: Connection, operation: CompanyOperation, kept: Mapping[str, Any], company: Company
    ) -> str:
        """Why the settings stay: somebody else has changed them since, or they are not as this change left them."""
        for row in log.newest(connection, _SINCE, subject_kinds=("company",)):
            both = [_FIELDS[name].label for name in row["changes"] if name in kept]
            if row["id"] > operation.entry and row["author"] != self._context.author.key and both:
                return f"{displayable(row['who'])} changed {', '.join(both)} on {show_moment(row['at'])}."
        for name, (_, after) in kept.items():
            if encode(_FIELDS[name], getattr(company, name), {}) != after:
                return f"{_FIELDS[name].label} has been changed since."
        return ""

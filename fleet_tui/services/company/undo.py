"""Undo and redo of changes of the company's settings, by the rules of saving them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from fleet_tui.domain.access.permissions import MANAGE_COMPANY
from fleet_tui.domain.company import COMPANY_FIELDS, Company
from fleet_tui.domain.company_changes import CompanyPlan, in_words
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.history.changes import decode, encode
from fleet_tui.domain.local_time import show_moment, show_time
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.company.settings import CompanySettings
from fleet_tui.storage.history import log, operations
from fleet_tui.storage.history.operations import CompanyOperation

_FIELDS = {field.name: field for field in COMPANY_FIELDS}
_NAMES = {False: "undo", True: "redo"}
_SINCE = 1_000
"""Changes since that are looked at."""


class _Next(NamedTuple):
    """The operation that is next, its changes as the history keeps them, and the plan."""

    operation: CompanyOperation
    changes: Mapping[str, Any]
    plan: CompanyPlan


class CompanyUndo:
    """Takes back the last change of this user when it was one of the company's settings."""

    def __init__(self, context: Context, settings: CompanySettings) -> None:
        self._context = context
        self._settings = settings

    def plan(self, *, redo: bool = False) -> CompanyPlan | None:
        """What would become of the settings; None when something else, or nothing, is next.

        Raises:
            SignedOut, NotAllowed: the actor may not change the settings.
        """
        with self._context.reading() as tx:
            found = _next(tx, redo)
            return found.plan if found else None

    def run(self, plan: CompanyPlan) -> str:
        """Undo or redo in one transaction, and say so; a change that cannot be put back is skipped.

        Raises:
            SignedOut, NotAllowed: the actor may not change the settings.
            Refusal: something else is next by now, or people could not sign in.
        """
        name = _NAMES[plan.redo]
        with self._context.transaction() as tx:
            found = _next(tx, plan.redo)
            if found is None or found.plan.operation != plan.operation:
                raise Refusal(f"Something else is next by now: look again at what {name} would do.")
            operations.mark_reverted(tx.connection, found.operation.id)
            if found.plan.refused:
                return f"Nothing was changed. The next {name} goes on with the change before this one."
            values = {key: decode(_FIELDS[key], before) for key, (before, _) in found.changes.items()}
            role = operations.REDONE if plan.redo else operations.UNDONE
            entry = self._settings.write(tx, tx.company(), values, role)
            assert entry is not None  # noqa: S101  # the plan is of settings that differ
            tx.record_operation(found.operation.what, None, (entry, entry), role=role)
        return "The company's settings are changed again." if plan.redo else "The company's settings are changed back."


def _next(tx: Transaction, redo: bool) -> _Next | None:
    operation = operations.company_next(tx.connection, tx.author, redo=redo)
    if operation is None:
        return None
    tx.require(MANAGE_COMPANY)
    changes = operations.changes_at(tx.connection, operation.entry)
    company = tx.company()
    plan = CompanyPlan(
        operation.id,
        redo,
        f"{_NAMES[redo].capitalize()}: {operation.what}, {show_time(operation.at, tx.now)}",
        in_words({name: [after, before] for name, (before, after) in changes.items()}, company.country),
        _refused(tx, operation, changes, company),
    )
    return _Next(operation, changes, plan)


def _refused(tx: Transaction, operation: CompanyOperation, changes: Mapping[str, Any], company: Company) -> str:
    """Why the settings stay: others have changed them since, or they are not as this change left them."""
    for row in log.newest(tx.connection, _SINCE, log.HistoryFilter(("company",))):
        both = [_FIELDS[name].label for name in row["changes"] if name in changes]
        if row["id"] > operation.entry and row["author"] != tx.author.key and both:
            return f"{displayable(row['who'])} changed {', '.join(both)} on {show_moment(row['at'])}."
    for name, (_, after) in changes.items():
        if encode(_FIELDS[name], getattr(company, name), {}) != after:
            return f"{_FIELDS[name].label} has been changed since."
    return ""

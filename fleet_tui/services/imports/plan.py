"""The plan of an import: every row of the file read once, matched, decided on and kept for the run."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from fleet_tui.domain.bulk.actions import ImportRows, title
from fleet_tui.domain.bulk.packed_names import PackedNames
from fleet_tui.domain.bulk.plan import Decision, Plan, Verdict
from fleet_tui.domain.bulk.wording import people as how_many
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import entry_ids
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.bulk.notes import with_billed
from fleet_tui.services.bulk.write import Progress
from fleet_tui.services.imports.duplicates import refuse_duplicates
from fleet_tui.services.imports.entries import EntryBook
from fleet_tui.services.imports.evaluate import INACTIVE, REFUSED, SAME_INACTIVE, RowEvaluator, to_be_inactive
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.services.imports.reading import parsed_rows, reading
from fleet_tui.services.imports.rows import ParsedRow, RowResult
from fleet_tui.services.imports.seen import SeenKeys
from fleet_tui.services.imports.spool import ROWS, Spool, SpooledRow
from fleet_tui.storage.history import log


class ImportDetails(Spool):
    """All that the run of a plan needs beside the plan: the rows, the file, its new entries, the state of the database.

    `revision` is that of the history when the plan was made.
    """

    def __init__(self, file: ImportFile, book: EntryBook, revision: int) -> None:
        super().__init__()
        self.file, self.book, self.revision = file, book, revision


def make_plan(tx: Transaction, file: ImportFile, progress: Progress) -> Plan:
    """Read the whole file and decide on each row by its mapping.

    Raises:
        Refusal: the file cannot be read to its end, or a default is wrong.
    """
    mapping = file.mapping
    book, evaluator, parser = reading(tx, mapping)
    details = ImportDetails(file, book, log.revision(tx.connection))
    rows, seen, used = _Rows(), SeenKeys(), set[int]()
    for parsed in _batches(parsed_rows(file, parser)):
        results = evaluator.evaluate(parsed)
        details.append([SpooledRow(*pair) for pair in zip(parsed, results, strict=True)])
        for row, result in zip(parsed, results, strict=True):
            rows.add(row, result)
            if result.decision.verdict is not Verdict.BLOCKED:
                seen.add(keys_of(evaluator, row, result))
                used.update(proposed_in(book, result))
        fraction = file.table.read_fraction()
        progress(len(details), int(len(details) / fraction) if fraction > 0 else 0)
    for place, reason in refuse_duplicates(details, seen, lambda row, result: keys_of(evaluator, row, result)):
        details.refused[place] = reason
        rows.refuse(place)
    for place, reason in _protected(tx, mapping.kind, rows.deactivated):
        details.refused[place] = reason
        rows.refuse(place)
    if not len(details):
        raise Refusal(f"There is nobody in {file.name}: it has no row with anything in it.")
    action = ImportRows(file.name)
    plan = Plan(
        action=action,
        kind=mapping.kind,
        title=title(action, PROFILE_TYPES[mapping.kind], {}, ""),
        ids=rows.ids,
        names=rows.names,
        codes=rows.codes,
        decisions=tuple(rows.decisions),
        versions=rows.versions,
        rows=array("q", range(len(details))),
        details=details,
        notes=(*file.head.notes, *book.notes(used)),
    )
    return with_billed(tx, replace(plan, notes=(*plan.notes, *_inactive(plan))))


def keys_of(evaluator: RowEvaluator, row: ParsedRow, result: RowResult) -> Iterator[str]:
    """The keys that no other row of the file may have: the person, and each unique value that is new to the person."""
    if result.person:
        yield f"person {result.person}"
    for name, key in evaluator.matcher.unique_keys(row.values if not result.person else result.after):
        yield f"{name} {key}"


def proposed_in(book: EntryBook, result: RowResult) -> Iterator[int]:
    """The entries that a row gives and that are in no list yet."""
    if book.proposed:
        for name in book.fields & result.after.keys():
            yield from (id for id in entry_ids(result.after[name]) if id < 0)


class _Rows:
    """The plan's columns as they grow, one row after the other."""

    def __init__(self) -> None:
        self.ids, self.codes, self.versions = array("q"), array("q"), array("q")
        self.names = PackedNames()
        self.deactivated: dict[int, int] = {}
        """The places of the rows that deactivate a person, by person."""
        self.decisions: dict[Decision, int] = {}

    def add(self, row: ParsedRow, result: RowResult) -> None:
        refused = result.decision.verdict is Verdict.BLOCKED
        if result.after.get("active") is False and result.person and not refused:
            self.deactivated[result.person] = len(self.ids)
        self.ids.append(-1 - len(self.ids) if refused or not result.person else result.person)
        self.codes.append(self.code(result.decision))
        self.versions.append(result.version)
        self.names.append(result.name or row.name or "—")

    def refuse(self, place: int) -> None:
        """Refuse a row after all."""
        self.codes[place] = self.code(REFUSED)
        self.ids[place] = -1 - place

    def code(self, decision: Decision) -> int:
        """The code of a decision, each of which is kept once."""
        return self.decisions.setdefault(decision, len(self.decisions))


def _protected(tx: Transaction, kind: PersonKind, deactivated: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """The places of the rows that would deactivate the last person who may manage people, each with the reason."""
    if deactivated:
        admins = last_admin.LastAdmin(tx, kind)
        count = admins.candidates(deactivated)
        for person, decision in admins.protected_from_deactivation([id for id in deactivated if id in count]).items():
            yield deactivated[person], to_be_inactive(decision)


def _batches(rows: Iterator[ParsedRow]) -> Iterator[list[ParsedRow]]:
    while some := list(islice(rows, ROWS)):
        yield some


def _inactive(plan: Plan) -> Iterator[str]:
    """How many of the people are inactive, and stay so."""
    codes = {code for code, one in enumerate(plan.decisions) if one == SAME_INACTIVE or _changes_inactive(one)}
    number = sum(code in codes for code in plan.codes)
    if number:
        are = "is" if number == 1 else "are"
        yield f"{how_many(plan.kind, number)} {are} inactive and {are} not activated by this."


def _changes_inactive(decision: Decision) -> bool:
    return decision.verdict is Verdict.CHANGES and decision.reason == INACTIVE

"""Prints an import: its mapping and its counts in words, its rows with tabs between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from fleet_tui.bootstrap.output import say
from fleet_tui.cli.bulk.output import words_of
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk import wording
from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.targets import COUNTRY, default_fields
from fleet_tui.domain.imports.words import describe
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.imports.file import ImportFile

HEADER = "id\tline\tname\tverdict\treason\tchange"
_MOST_NAMED = 20
"""Most ids in a suggested command."""


def print_mapping(file: ImportFile, mapping: ImportMapping) -> None:
    """Prints what each column becomes, which ones the user may not fill, and the defaults."""
    if file.remembered and mapping == file.mapping:
        say("The columns are read as in the last file with these titles.")
    for column in describe(mapping, file.head.titles, ()):
        say(f"{column.title}: {column.becomes}")
    for note in file.notes:
        say(note)
    for name, value in mapping.defaults:
        label = default_fields(mapping.kind)[name].label
        whose = " of phone numbers without a +" if name == COUNTRY else " for everybody who is new"
        say(f"{label}{whose}: {displayable(value)}")


def print_summary(verdicts: Verdicts) -> None:
    """Prints the counts, what is billed, the notes, whom to invite, and why each refused row is refused."""
    words, counts = words_of(verdicts), verdicts.counts()
    say(f"{verdicts.title}: {wording.counted(counts, words) or 'no rows'}.")
    billed = wording.billed(verdicts.billed, verdicts.billed_after)
    for sentence in (*([f"{billed}."] if billed else []), *verdicts.notes):
        say(sentence)
    if verdicts.to_invite:
        say(_invite(verdicts))
    if counts[Verdict.BLOCKED]:
        for place in places_of(verdicts, Verdict.BLOCKED):
            name = displayable(verdicts.names[place])
            line = verdicts.line(place)
            reason = displayable(verdicts.of(place).reason)
            say(f"Line {line:,}{f', {name},' if name else ''} {words[Verdict.BLOCKED]}: {reason}")


def places_of(verdicts: Verdicts, verdict: Verdict) -> Iterator[int]:
    """The places of the rows with that verdict, in order."""
    wanted = {code for code, decision in enumerate(verdicts.decisions) if decision.verdict is verdict}
    return (place for place, code in enumerate(verdicts.codes) if code in wanted)


def _invite(verdicts: Verdicts) -> str:
    """The command that invites the people who were added."""
    people = PROFILE_TYPES[verdicts.kind].plural.lower()
    few = len(verdicts.to_invite) <= _MOST_NAMED
    never = f"--filter 'status:{Status.NEVER_LOGGED_IN.value} created>1d'"
    whom = " ".join(map(str, verdicts.to_invite)) if few else never
    return f"{wording.ended_invitations(verdicts)}: to invite them, fleet-tui invite {people} {whom}"


def write_rows(verdicts: Verdicts, out: TextIO, most: int | None = None) -> None:
    """Writes a header and one line a row, separated by tabs: id, line, name, verdict, reason, change.

    After `most` rows it says how many are left.
    """
    words = words_of(verdicts)
    out.write(f"{HEADER}\n")
    for place, (id, name) in enumerate(zip(verdicts.ids, verdicts.names, strict=True)):
        if place == most:
            out.write(f"and {wording.rows(len(verdicts) - place)} more; --dry-run prints all\n")
            return
        decision = verdicts.of(place)
        texts = (name, words[decision.verdict], decision.reason, decision.change)
        out.write(f"{id if id > 0 else ''}\t{verdicts.line(place)}\t")
        out.write("\t".join(map(tables_as_text.cell, texts)) + "\n")

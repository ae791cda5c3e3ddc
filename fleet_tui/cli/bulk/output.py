"""Prints plans and outcomes: rows to standard output, words to standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TextIO

from fleet_tui.bootstrap.output import say
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk import wording
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict, Verdicts, writing
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable

_MOST_NAMED = 20
"""Most ids in a suggested command."""

HEADER = "id\tname\tverdict\treason\tchange"


def write_rows(verdicts: Verdicts, out: TextIO) -> None:
    """Writes a header and one row a person, separated by tabs: id, name, verdict, reason, change."""
    words = words_of(verdicts)
    ends = [_end(decision, words) for decision in verdicts.decisions]
    out.write(f"{HEADER}\n")
    for id, name, code in zip(verdicts.ids, verdicts.names, verdicts.codes, strict=True):
        out.write(f"{id}\t{tables_as_text.cell(name)}\t{ends[code]}\n")


def words_of(verdicts: Verdicts) -> Mapping[Verdict, str]:
    """The word for each verdict, in a plan or in an outcome."""
    words = wording.happened if isinstance(verdicts, Outcome) else wording.planned
    return words(verdicts.action)


def _end(decision: Decision, words: Mapping[Verdict, str]) -> str:
    return "\t".join((words[decision.verdict], *map(tables_as_text.cell, (decision.reason, decision.change))))


def print_summary(verdicts: Verdicts) -> None:
    """Prints the counts, what is billed, the notes, and why each blocked person cannot."""
    words, counts = words_of(verdicts), verdicts.counts()
    say(f"{verdicts.title}: {wording.counted(counts, words) or 'nobody is meant'}.")
    billed = wording.billed(verdicts.billed, verdicts.billed_after)
    for sentence in (*([f"{billed}."] if billed else []), *verdicts.notes):
        say(sentence)
    if verdicts.to_invite:
        say(_invite_again(verdicts))
    if counts[Verdict.BLOCKED]:
        _tell_reasons(verdicts, words[Verdict.BLOCKED])


def _invite_again(verdicts: Verdicts) -> str:
    """The command that invites people with an ended invitation again."""
    whom = " ".join(map(str, verdicts.to_invite))
    if len(verdicts.to_invite) > _MOST_NAMED:
        whom = f"--filter status:{Status.INVITATION_ENDED.value}"
    people = PROFILE_TYPES[verdicts.kind].plural.lower()
    return f"{wording.ended_invitations(verdicts)}: to invite again, fleet-tui invite {people} {whom}"


def _tell_reasons(verdicts: Verdicts, cannot: str) -> None:
    reasons = {
        code: decision.reason for code, decision in enumerate(verdicts.decisions) if decision.verdict is Verdict.BLOCKED
    }
    for id, name, code in zip(verdicts.ids, verdicts.names, verdicts.codes, strict=True):
        if code in reasons:
            say(f"{displayable(name)} ({id}) {cannot}: {displayable(reasons[code])}.")


def agreed(plan: Plan) -> bool:
    """Asks the user for a yes; no answer is a no."""
    changing = writing(plan.counts())
    sys.stderr.write(f"{displayable(wording.heading(plan, changing))}? [y/N] ")
    sys.stderr.flush()
    return answered_yes()


def answered_yes() -> bool:
    """Reads a line; whether it is a yes."""
    try:
        answer = sys.stdin.readline()
    except UnicodeError:  # not even letters
        return False
    return answer.strip().casefold() in ("y", "yes")

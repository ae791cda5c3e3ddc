"""Plans and outcomes in words, the same on the screen and on the command line (product.md, "Marking")."""

from __future__ import annotations

from collections.abc import Mapping

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, ImportRows, Revert, Send, SetActive
from fleet_tui.domain.bulk.plan import Decision, Outcome, Verdict, Verdicts, writing
from fleet_tui.domain.bulk.repeat import Repeat
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES

_PLANNED = {Verdict.CHANGES: "will change", Verdict.UNCHANGED: "already so", Verdict.BLOCKED: "cannot"}
_HAPPENED = {Verdict.CHANGES: "changed", Verdict.UNCHANGED: "already so", Verdict.BLOCKED: "not changed"}
_SKIPPED = {Verdict.UNCHANGED: "skipped"}
"""A person without an account to reset is skipped, not "already so" (product.md, the table of actions)."""
_IMPORT = {Verdict.UNCHANGED: "same", Verdict.BLOCKED: "refused"}
_TO_IMPORT = {Verdict.NEW: "new", Verdict.CHANGES: "to change", **_IMPORT}
_IMPORTED = {Verdict.NEW: "added", Verdict.CHANGES: "changed", **_IMPORT}
NOBODY = "Nobody would change."
"""Said by a plan without changes."""

_ACTIVE = {True: "activated", False: "deactivated"}
_SENT = {Purpose.INVITE: "invited", Purpose.RESET: "sent a password reset"}


def planned(action: Action) -> Mapping[Verdict, str]:
    """What a plan says of each verdict."""
    if isinstance(action, ImportRows):
        return _TO_IMPORT
    return _PLANNED | _SKIPPED if isinstance(action, Send) else _PLANNED


def happened(action: Action) -> Mapping[Verdict, str]:
    """What an outcome says of each verdict."""
    if isinstance(action, ImportRows):
        return _IMPORTED
    return _HAPPENED | _SKIPPED if isinstance(action, Send) else _HAPPENED


def people(kind: PersonKind, number: int) -> str:
    """How many of them: `1 technician`, `12,000 employees`."""
    profile_type = PROFILE_TYPES[kind]
    return f"{number:,} {(profile_type.singular if number == 1 else profile_type.plural).lower()}"


def heading(plan: Verdicts, changing: int) -> str:
    """The action and how many people it changes: `Deactivate 38 of 40 technicians`."""
    whom = people(plan.kind, len(plan))
    whom = whom if changing == len(plan) else f"{changing:,} of {whom}"
    match plan.action:
        case SetActive():
            return f"{plan.title} {whom}"
        case Send():
            return f"{plan.title} to {whom}"
        case Revert():
            return plan.title  # says of how many people something is taken back
        case ImportRows():
            return f"{plan.title}: {changing:,} of {rows(len(plan))}"
        case _:
            return f"{plan.title} ({whom})"


def rows(number: int) -> str:
    """How many rows of a file: `1 row`, `12,000 rows`."""
    return f"{number:,} row{'' if number == 1 else 's'}"


def counted(counts: Mapping[Verdict, int], words: Mapping[Verdict, str]) -> str:
    """How many people have each verdict: `38 will change · 1 already so · 1 cannot`."""
    return " · ".join(f"{counts[verdict]:,} {words[verdict]}" for verdict in Verdict if counts.get(verdict))


def verdict(decision: Decision, words: Mapping[Verdict, str]) -> str:
    """A person's verdict: what changes, else the reason: `Team: North → West`, `already West`, `cannot: yourself`."""
    if decision.verdict is Verdict.UNCHANGED:
        return decision.reason or words[decision.verdict]
    if decision.change:
        return f"{decision.change} ({decision.reason})" if decision.reason else decision.change
    return f"{words[decision.verdict]}: {decision.reason}" if decision.reason else words[decision.verdict]


def billed(before: int, after: int) -> str:
    """How the number of billed technicians changes; nothing when it does not."""
    return f"Managed technicians {before:,} → {after:,}" if before != after else ""


def ended_invitations(verdicts: Verdicts) -> str:
    """How many activated people have an ended invitation, or added ones no account; the caller says what to do then."""
    number = len(verdicts.to_invite)
    if isinstance(verdicts.action, ImportRows):
        were = "was added and has" if number == 1 else "were added and have"
        return f"{number:,} {were} no account" if number else ""
    whose = "" if len(verdicts) == 1 else f" of {number:,} of them"
    return f"The invitation{whose} has ended" if number else ""


def done(outcome: Outcome) -> str:
    """What was done to how many: `38 technicians deactivated, 2 not changed.`"""
    counts = outcome.counts()
    changed, failed = writing(counts), counts[Verdict.BLOCKED]
    if not changed:
        return "Nobody was changed."
    rest = f", {failed:,} {happened(outcome.action)[Verdict.BLOCKED]}" if failed else ""
    return f"{people(outcome.kind, changed)} {_participle(outcome)}{rest}."


def left_out(repeat: Repeat) -> str:
    """What of an operation is not done again, in a sentence; empty when all of it is."""
    if not repeat.left_out:
        return ""
    fields = ", ".join(repeat.left_out)
    return f"Left out: {fields}. {'They are' if len(repeat.left_out) > 1 else 'It is'} set on each profile by itself."


def _participle(outcome: Outcome) -> str:
    match outcome.action:
        case SetActive(active=active):
            return _ACTIVE[active]
        case Send(purpose=purpose):
            return _SENT[purpose]
        case Revert(redo=redo):
            return "changed again" if redo else "changed back"
        case ImportRows():
            return "imported"
        case _:
            return "changed"

"""What a bulk action or an import would do, or has done, person by person: one shape before and after.

Source: product.md, "Marking" and "Import and export".
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Protocol

from fleet_tui.domain.bulk.actions import Action
from fleet_tui.domain.bulk.packed_names import PackedNames
from fleet_tui.domain.fields import PersonKind


class Verdict(Enum):
    """What becomes of a person."""

    NEW = "new"
    CHANGES = "changes"
    UNCHANGED = "already"
    BLOCKED = "cannot"

    @property
    def writes(self) -> bool:
        """Whether a run writes something for the person: adds or changes them."""
        return self in (Verdict.NEW, Verdict.CHANGES)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its reason; `billed` is by how much the number of billed technicians changes.

    `change` is what is there and what will be, in words, of a person that changes.
    """

    verdict: Verdict
    reason: str = ""
    billed: int = 0
    change: str = ""


class RowDetails(Protocol):
    """What a plan says of single rows of a file, read when it is shown: a million sentences stay out of memory."""

    def line(self, row: int) -> int:
        """The line of the file on which the row begins, from 1."""
        ...

    def words(self, row: int) -> tuple[str, str]:
        """The reason and the change of a row, as in `Decision`; empty where all rows with the same code share it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """People in order, each with a verdict.

    Few verdicts are different, so each stands once in `decisions` and `codes` says which one a person has: 100,000
    people take little more memory than their names. `billed` is how many technicians the company is billed for before
    it, 0 as long as no verdict changes that; `notes` is what else should be known and is no reason not to do it;
    `to_invite` are activated people with an ended invitation.

    The people of an import are rows of a file: `rows` has the number of each row, by which `details` are read, and the
    id of a row without a person in the database is negative.
    """

    action: Action
    kind: PersonKind
    title: str
    ids: array[int]
    names: Sequence[str]
    codes: array[int]
    decisions: tuple[Decision, ...]
    billed: int = 0
    notes: tuple[str, ...] = ()
    to_invite: Sequence[int] = ()
    rows: array[int] = field(default_factory=lambda: array("q"))
    details: RowDetails | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, place: int) -> Decision:
        """The verdict on the person at a place, from 0, in all its words."""
        decision = self.decisions[self.codes[place]]
        if self.details is None:
            return decision
        reason, change = self.details.words(self.rows[place])
        return replace(decision, reason=reason or decision.reason, change=change or decision.change)

    def line(self, place: int) -> int | None:
        """The line of the file on which the row at a place begins; None for people who are in no file."""
        return None if self.details is None else self.details.line(self.rows[place])

    def counts(self) -> Counter[Verdict]:
        """How many people have each verdict."""
        found: Counter[Verdict] = Counter()
        for code, number in Counter(self.codes).items():
            found[self.decisions[code].verdict] += number
        return found

    def ids_with(self, verdict: Verdict) -> list[int]:
        """The people with that verdict, in order."""
        wanted = {code for code, decision in enumerate(self.decisions) if decision.verdict is verdict}
        return [id for id, code in zip(self.ids, self.codes, strict=True) if code in wanted]

    @property
    def billed_after(self) -> int:
        """How many technicians the company is billed for after it."""
        return self.billed + sum(
            self.decisions[code].billed * number
            for code, number in Counter(self.codes).items()
            if self.decisions[code].verdict.writes
        )


def writing(counts: Mapping[Verdict, int]) -> int:
    """How many people a run writes something for, of those counted."""
    return sum(number for verdict, number in counts.items() if verdict.writes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Verdicts):
    """What an action would do. `versions` are those of the people when it was made."""

    versions: array[int]

    def without(self, people: Iterable[int]) -> Plan:
        """The plan with those people dropped from it."""
        dropped = set(people)
        kept = [place for place, id in enumerate(self.ids) if id not in dropped]
        names = (self.names[place] for place in kept)
        return replace(
            self,
            ids=array("q", (self.ids[place] for place in kept)),
            names=PackedNames(names) if isinstance(self.names, PackedNames) else tuple(names),
            codes=array("q", (self.codes[place] for place in kept)),
            versions=array("q", (self.versions[place] for place in kept)),
            rows=array("q", (self.rows[place] for place in kept if self.rows)),
            to_invite=tuple(id for id in self.to_invite if id not in dropped),
        )

    def unrun(self) -> Outcome:
        """The outcome of a plan without changes, all of them dropped: nothing is done for it."""
        return Outcome(**{field.name: getattr(self, field.name) for field in fields(Verdicts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Verdicts):
    """What an action did: CHANGES has become "changed". `operation` is what undo calls it; None when nothing was."""

    operation: int | None = None

"""What a bulk action would do, or has done, person by person: one shape before and after (product.md, "Marking")."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import Enum

from fleet_tui.domain.bulk.actions import Action
from fleet_tui.domain.fields import PersonKind


class Verdict(Enum):
    """What becomes of a person."""

    CHANGES = "changes"
    UNCHANGED = "already"
    BLOCKED = "cannot"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its reason; `billed` is by how much the number of billed technicians changes.

    `change` is what is there and what will be, in words, of a person that changes.
    """

    verdict: Verdict
    reason: str = ""
    billed: int = 0
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """People in order, each with a verdict.

    Few verdicts are different, so each stands once in `decisions` and `codes` says which one a person has: 100,000
    people take little more memory than their names. `billed` is how many technicians the company is billed for before
    it, 0 as long as no verdict changes that; `notes` is what else should be known and is no reason not to do it;
    `to_invite` are activated people with an ended invitation.
    """

    action: Action
    kind: PersonKind
    title: str
    ids: array[int]
    names: tuple[str, ...]
    codes: array[int]
    decisions: tuple[Decision, ...]
    billed: int = 0
    notes: tuple[str, ...] = ()
    to_invite: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, place: int) -> Decision:
        """The verdict on the person at a place, from 0."""
        return self.decisions[self.codes[place]]

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
            if self.decisions[code].verdict is Verdict.CHANGES
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Verdicts):
    """What an action would do. `versions` are those of the people when it was made."""

    versions: array[int]

    def without(self, people: Iterable[int]) -> Plan:
        """The plan with those people dropped from it."""
        dropped = set(people)
        kept = [place for place, id in enumerate(self.ids) if id not in dropped]
        return replace(
            self,
            ids=array("q", (self.ids[place] for place in kept)),
            names=tuple(self.names[place] for place in kept),
            codes=array("q", (self.codes[place] for place in kept)),
            versions=array("q", (self.versions[place] for place in kept)),
            to_invite=tuple(id for id in self.to_invite if id not in dropped),
        )

    def unrun(self) -> Outcome:
        """The outcome of a plan without changes, all of them dropped: nothing is done for it."""
        return Outcome(**{field.name: getattr(self, field.name) for field in fields(Verdicts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Verdicts):
    """What an action did: CHANGES has become "changed". `operation` is what undo calls it; None when nothing was."""

    operation: int | None = None

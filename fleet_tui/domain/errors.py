"""Refusals: what the program does not do, each with a sentence for the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.local_time import show_moment


class Refusal(Exception):
    """Something was not done, for a reason that can be shown as it is. `str()` of it is the sentence."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The person that already has a number, an address or a name that must be unique."""

    kind: PersonKind
    id: int
    name: str
    active: bool

    def __str__(self) -> str:
        return self.name if self.active else f"{self.name} (inactive)"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field and what would be right; `holder` when another person has the value.

    `beside` names the other fields that may mend it: a change of one of them takes the sentence away too.
    """

    sentence: str
    holder: Holder | None = None
    beside: frozenset[str] = frozenset()


def still_wrong(problems: Mapping[str, Problem], edited: str) -> dict[str, Problem]:
    """The problems, by field, that a change of the edited field cannot have mended."""
    return {name: problem for name, problem in problems.items() if name != edited and edited not in problem.beside}


class Invalid(Refusal):
    """Some fields are wrong: all problems at once, by field name."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems.values()))


class BadValue(ValueError):
    """One value is wrong; the message is the sentence for its field."""


@dataclass(eq=False)
class Stale(Refusal):
    """The record changed after it was read: by which author, when, and which fields (labels)."""

    who: str
    when: datetime
    version: int
    fields: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        changed = f" ({', '.join(self.fields)})" if self.fields else ""
        moment = show_moment(self.when)
        return f"{self.who} changed this on {moment}{changed}, after you opened it. Nothing of yours is saved yet."


class Gone(Refusal):
    """The record asked for is not in the database."""


class DatabaseRefused(Refusal):
    """The database file cannot be used: what is wrong and what to do. The file is untouched."""


class Stopped(Refusal):
    """The user stopped it while it ran; nothing was changed."""


class Busy(Refusal):
    """Another program held the database for longer than the time limit; nothing was changed."""

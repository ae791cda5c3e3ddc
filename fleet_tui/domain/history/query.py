"""What the History screen asks for: the fields of its filter line, and its rows.

The line is that of the lists (`domain/filters/line`), over these fields in place of a profile's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Choice, Field, Kind, PersonKind, When
from fleet_tui.domain.filters.conditions import Ago
from fleet_tui.domain.filters.line.ranges import parse_bound
from fleet_tui.domain.history.changes import BESIDES, Event, account_subject
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import search_key

WHO, WHOM, FIELD, ACTION, WHEN = "who", "whom", "field", "action", "when"

ACTIONS = {
    "added": "add",
    "changed": "change",
    "activated": "activate",
    "deactivated": "deactivate",
    "invited": "invite",
    "sent a reset": "reset",
    "undone": "undo",
    "redone": "redo",
    "renamed": "rename",
    "retired": "retire",
    "brought back": "bring back",
    "shared": "share",
    "unshared": "unshare",
    "removed": "remove",
    "accepted": "accept",
    "signed in": "sign in",
    "signed out": "sign out",
    "refused": "refuse",
    "set password": "password",
    "asked reset": "ask reset",
    "code used": "use code",
    "code refused": "refuse code",
    "sent": "send",
    "not sent": "fail",
    "stopped": "stop",
    "exported": "export",
}
"""Every action that the history records, with the other word that finds it."""


def _fields() -> tuple[Choice, ...]:
    """Every field whose changes the history keeps, once: many are of both kinds of profile."""
    found: dict[str, Field] = {}
    for profile_type in PROFILE_TYPES.values():
        for field in profile_type.recorded:
            found.setdefault(field.name, field)
    for field in (*BESIDES.values(), *COMPANY_FIELDS):
        found.setdefault(field.name, field)
    return tuple(Choice(field.name, field.title) for field in found.values())


@dataclass(frozen=True)
class HistoryFields:
    """The fields of the history, each with the words that its filter takes."""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by name."""
        actions = tuple(Choice(word.replace(" ", "_"), other) for word, other in ACTIONS.items())
        every = (
            Field(WHO, "Who", Kind.TEXT),
            Field(WHOM, "Whom", Kind.TEXT),
            Field(FIELD, "Field", Kind.CHOICE, choices=_fields()),
            Field(ACTION, "Action", Kind.CHOICE, choices=actions, when=When.NEVER),
            Field(WHEN, "When", Kind.MOMENT, when=When.NEVER),
        )
        return {field.name: field for field in every}


HISTORY_FIELDS = HistoryFields()


_SHORTEST = 3
"""Letters of a word that is looked for in the titles of fields: fewer begin a word of most of them."""


def fields_called(word: str) -> list[str | None]:
    """The fields with a word in their titles that begins with this one."""
    wanted = search_key(word)
    if len(wanted) < _SHORTEST:
        return []
    fields = HISTORY_FIELDS.fields[FIELD].choices
    return [each.value for each in fields if any(part.startswith(wanted) for part in search_key(each.label).split())]


def day_from_text(text: str) -> date:
    """A day that was typed: `2026-01-31`, or `7d` for the day seven days ago.

    Raises:
        BadValue: it is none.
    """
    try:
        bound = parse_bound(HISTORY_FIELDS.fields[WHEN], text)
    except BadValue:
        bound = None
    if isinstance(bound, Ago):
        return date.fromordinal(max(1, datetime.now().date().toordinal() - bound.days))
    if not isinstance(bound, date):
        raise BadValue("Type a day: 2026-01-31, or 7d for seven days ago.")
    return bound


def recorded_action(choice: str) -> str:
    """The action as the history records it, of a choice of the filter."""
    return choice.replace("_", " ")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row: an entry, or a bulk action or its undo with an entry for each of its people.

    `id` is that of its newest entry and `first` of its oldest. `event` is the entry; an operation on several people has
    a `heading` instead.
    """

    id: int
    first: int
    at: datetime
    who: str
    action: str
    subject: str
    heading: str = ""
    event: Event | None = None

    @property
    def profile(self) -> tuple[PersonKind, int] | None:
        """The kind and id of the profile that the entry is about; None for a thing or a bulk action."""
        if self.event is None or self.event.person is None:
            return None
        about = self.event.subject_kind
        kinds = {of: kind for kind in PersonKind for of in (kind.value, account_subject(kind))}
        return (kinds[about], self.event.person) if about in kinds else None

    @property
    def entries(self) -> int:
        """How many entries it stands for."""
        return self.id - self.first + 1


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """Where a row stands: how many matching rows are newer than it, and how many match in all."""

    newer: int
    matching: int

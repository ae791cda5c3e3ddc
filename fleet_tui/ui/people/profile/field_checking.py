"""Checks of what was typed, made as soon as its field is left; nothing waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.rules import TOGETHER
from fleet_tui.services.people.profiles import People
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.form.tabs import Pages
from fleet_tui.ui.form.widget import Form

_CHECKED = frozenset({Kind.TEXT, Kind.LINES, Kind.PHONE, Kind.EMAIL, Kind.DIGITS, Kind.MONEY, Kind.PERCENT, Kind.DATE})
"""What is picked from a list is right by itself, and a secret is checked when it is saved."""
_PICKED = frozenset({"truck"})
"""What is picked and still asked about."""
_ALSO = {"country": ("zip",)}
"""By field, the others that mean something else once it has changed."""
_BESIDE = frozenset({"email", "mobile"})
"""What a username may be made of."""


class CheckedScreen(Protocol):
    """What the checks need of the form's screen."""

    form: Form | None

    @property
    def person(self) -> int | None:
        """The id of the profile; None for a new one."""

    @property
    def said(self) -> str:
        """The sentence in the status line."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Write to the status line."""


class FieldChecking:
    """Shows beside a field what its value will be refused for, or who has it already, once the field is left."""

    def __init__(self, screen: CheckedScreen, people: People, kind: PersonKind) -> None:
        self._screen = screen
        self._people = people
        self._kind = kind
        self._asked: dict[str, object] = {}
        """The values asked about last, and the stored ones."""

    def begin(self, stored: Raw) -> None:
        """Take the stored values as checked."""
        self._asked = dict(stored)

    def to_ask(self, name: str) -> tuple[str, ...]:
        """The fields to check when a field is left: those that were filled or changed since they were checked."""
        form = self._screen.form
        if form is None:
            return ()
        typed, rules = form.typed_now(), form.rules
        fields = (field for field in form.fields() if field.name == name or field.name in _ALSO.get(name, ()))
        changed = self._asked.get(name) != typed.get(name)
        self._asked[name] = typed.get(name)
        return tuple(
            field.name
            for field in fields
            if changed and _is_checked(field) and typed.get(field.name) and rules.asked(field, typed)
        )

    async def check(self, names: Iterable[str]) -> None:
        """Check fields, and show what is found beside those that have not been edited meanwhile."""
        form, names = self._screen.form, tuple(names)
        if form is None or not names:
            return
        wanted = {*names, *TOGETHER[self._kind], *_BESIDE}
        raw = {name: value for name, value in form.typed_now().items() if name in wanted}
        try:
            found = await run_in_thread(self._people.check, self._kind, self._screen.person, names, raw)
        except Refusal:
            return  # saving says it
        typed = form.typed_now()
        same = {name for name in names if typed.get(name) == raw.get(name)}
        problems = {name: problem for name, problem in found.problems.items() if name in same}
        notes = {name: note for name, note in found.notes.items() if name in same}
        if not (problems or notes):
            return
        if isinstance(form.rules, PersonFormRules):
            form.rules.notes |= {name: (raw.get(name), note) for name, note in notes.items()}
        form.put_problems(problems)
        form.call_after_refresh(self._say_what_is_out_of_sight, form, problems or notes)

    def _say_what_is_out_of_sight(self, form: Form, found: Iterable[str]) -> None:
        """Say in the status line what stands beside a field that was scrolled away."""
        form.keep_in_sight()
        pages = form.query_one(Pages)
        for name in found:
            row = form.rows.get(name)
            if row is not None and not pages.region.overlaps(row.region) and (row.problem or row.remark):
                found_out = f"{row.field.label}: {row.problem or row.remark}"
                self._screen.say(f"{self._screen.said} {found_out}".strip(), problem=bool(row.problem))
                return


def _is_checked(field: Field) -> bool:
    return field.kind in _CHECKED or field.name in _PICKED

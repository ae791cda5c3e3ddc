"""The author of a change: a unique key, and the name that is shown. The name never decides anything.

No two are shown by the same name: names of the program are plain, and what tells people apart from them and from one
another stands in brackets, which usernames do not have (`usernames`).
"""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.accounts.usernames import NAMES_OF_THE_PROGRAM, brackets, looks_like
from fleet_tui.domain.fields import PersonKind

_KINDS = {PersonKind.TECHNICIAN: "technician", PersonKind.EMPLOYEE: "employee"}

_PROGRAM = "program"
PROGRAM_NAMES = frozenset(NAMES_OF_THE_PROGRAM)
"""The names in which the program itself acts."""


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a change: `key` is unique, `name` is for people to read."""

    key: str
    name: str


def person(kind: PersonKind, id: int, username: str | None) -> Author:
    """Somebody with a profile. Technicians are named as such: an employee may have the same username."""
    return Author(f"{kind.value} {id}", _shown(kind, username or f"#{id}"))


def person_of(key: str) -> tuple[PersonKind, int] | None:
    """Whose key it is: the kind and the id of a profile; None when it is nobody's with a profile."""
    kind, _, id = key.partition(" ")
    if kind in {each.value for each in PersonKind} and id.isdecimal():
        return PersonKind(kind), int(id)
    return None


def program(name: str) -> Author:
    """The program itself."""
    return Author(f"{_PROGRAM} {name}", name)


def of_program(key: str) -> Author:
    """The program, by a key that is no person's."""
    return Author(key, key.removeprefix(f"{_PROGRAM} "))


def outsider(system_user: str) -> Author:
    """A user of the operating system without a session here, by the system's name for them."""
    return Author(f"system {system_user}", f"{system_user} (not signed in)")


def _shown(kind: PersonKind, username: str) -> str:
    if kind is PersonKind.TECHNICIAN or brackets(username) or looks_like(username, PROGRAM_NAMES):
        return f"{username} ({_KINDS[kind]})"
    return username

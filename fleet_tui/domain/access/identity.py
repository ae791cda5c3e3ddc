"""The author of a change: a unique key, and the name that is shown. The name never decides anything.

No two authors are shown by the same name: names of the program are plain, and what sets people apart from them and from
each other stands in brackets, which usernames cannot contain (`usernames`).
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
    """A person with a profile. A technician is marked as one: an employee may have the same username."""
    return Author(f"{kind.value} {id}", _shown(kind, username or f"#{id}"))


def person_of(key: str) -> tuple[PersonKind, int] | None:
    """The kind and id of the profile that the key belongs to; None for any other author."""
    kind, _, id = key.partition(" ")
    if kind in {each.value for each in PersonKind} and id.isdecimal():
        return PersonKind(kind), int(id)
    return None


def program(name: str) -> Author:
    """The program itself."""
    return Author(f"{_PROGRAM} {name}", name)


def of_program(key: str) -> Author:
    """The program, by a key that belongs to no person."""
    return Author(key, key.removeprefix(f"{_PROGRAM} "))


def outsider(system_user: str) -> Author:
    """A user of the operating system without a session, by the name that the system gives."""
    return Author(f"system {system_user}", f"{system_user} (not signed in)")


def _shown(kind: PersonKind, username: str) -> str:
    if kind is PersonKind.TECHNICIAN or brackets(username) or looks_like(username, PROGRAM_NAMES):
        return f"{username} ({_KINDS[kind]})"
    return username

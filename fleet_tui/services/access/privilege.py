"""Nobody raises themselves: who may do something that the actor may not is touched by those alone who change roles.

Whoever could redirect an administrator's messages, or give somebody a role that allows more, could become one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_ROLES, allowed, takes
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.bulk.actions import Action, Send, SetActive, SetField
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.text import displayable
from fleet_tui.storage import ranking
from fleet_tui.storage.lists import permissions_of
from fleet_tui.storage.people import rows
from fleet_tui.storage.ranking import MorePrivileged
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

PROTECTED_FIELDS = frozenset({"name", "role", "email", "mobile", "active"})
"""The fields of which it holds, beside invitations, resets, new accounts, and a person's own permissions.

A name too: messages and everybody else go by it, so that somebody could be made to pass for somebody else.
"""


def needs_privilege_check(action: Action) -> bool:
    """Whether an action on people is one of which it holds."""
    return isinstance(action, SetActive | Send) or (isinstance(action, SetField) and action.field in PROTECTED_FIELDS)


class PrivilegeCheck:
    """Which of some people have permissions beyond the granted ones, in one transaction."""

    def __init__(
        self, connection: Connection, kind: PersonKind, granted: frozenset[str], people: Collection[int]
    ) -> None:
        self._granted = granted
        self.free = MANAGE_ROLES in granted
        """Whether everybody may be touched."""
        self._roles = {} if self.free else ranking.roles(connection)
        self._answers = {} if self.free else ranking.answers(connection, kind, people)
        self._above = frozenset(role for role, allows in self._roles.items() if not allows <= granted)

    def refused(self, person: int | None, before: int | None, after: int | None) -> Decision | None:
        """Why somebody is not touched who has a role before and one after; None when nothing is in the way.

        Of a new person there is nothing but the role.
        """
        if self.free:
            return None
        answers = self._answers[person][1] if person in self._answers else {}
        if self._more(before, answers):
            return MORE_THAN_YOU
        return MORE_THAN_YOU_THEN if self._more(after, answers) else None

    def more_privileged(self, after: int | None = None) -> MorePrivileged | None:
        """The same of all of them at once: of what they may now and, with that role, then. None for nobody."""
        if self.free:
            return None
        apart = {
            person: self._more(role, answers) or (after is not None and self._more(after, answers))
            for person, (role, answers) in self._answers.items()
        }
        return MorePrivileged(
            roles=self._above,
            with_overrides=frozenset(apart),
            people=frozenset(person for person, more in apart.items() if more),
            everybody=after is not None and self._more(after, {}),
        )

    def _more(self, role: int | None, answers: Mapping[str, str]) -> bool:
        if not answers:
            return role in self._above
        allows = self._roles.get(role, frozenset()) if role is not None else frozenset()
        return not allowed(allows, answers) <= self._granted


def require_privilege_over_recipient(
    connection: Connection, granted: frozenset[str], kind: PersonKind, person: int, name: str
) -> None:
    """Let pass who may send somebody a code and take it back, as far as their rank goes.

    Raises:
        NotAllowed: they may do more than who acts.
    """
    for found in rows.load(connection, PERSON_TABLES[kind], [person], {"role"}):
        role = found.values["role"] if isinstance(found.values["role"], int) else None
        more = PrivilegeCheck(connection, kind, granted, [person]).refused(person, role, role)
        if more:
            raise NotAllowed(sentence(name, more))


def require_privilege_over_role(connection: Connection, granted: frozenset[str], entry: Entry) -> None:
    """Raise NotAllowed for renaming or retiring a role with more permissions than the granted ones.

    Raises:
        NotAllowed: it is such a role.
    """
    if MANAGE_ROLES not in granted and not permissions_of(connection, entry.id) <= granted:
        raise NotAllowed(f"{displayable(entry.name)} allows more than you may: {takes(MANAGE_ROLES)}.")


def sentence(name: str, decision: Decision) -> str:
    """Why somebody is not touched, in a sentence with their name."""
    return f"{displayable(name)} {decision.reason}."

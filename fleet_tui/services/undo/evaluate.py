"""Which people of an operation can be put back as they were before it, and why the others cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState, status_to_store
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.differences import Differences, of_message, of_status
from fleet_tui.domain.bulk.evaluate import ACCOUNT, CAN_ACCEPT, HAS_EMAIL, HAS_MOBILE, SIGNED_IN, evaluator_for
from fleet_tui.domain.bulk.field_effects import billed
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.company import FLEET_PRO_OFF, PAYROLL_OFF
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.history.changes import labels
from fleet_tui.domain.history.inverse import Restoration
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.people.rules import TOGETHER
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names, Values, entry_id
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PROTECTED_FIELDS, PrivilegeCheck
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage import undo
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history.operations import Operation
from fleet_tui.storage.mail.outbox import CANCELLED, QUEUED, REPLACED
from fleet_tui.storage.people import loading, queries
from fleet_tui.storage.people.matching import Holders, compared, holders
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from fleet_tui.storage.undo import Later, Message

_ALWAYS = frozenset({"name", "active"})
_CONTACT = frozenset({"email", "mobile"})
_FOR_STATUS = frozenset({"email", "mobile", "last_sign_in", "status"})
_MOST_KEPT = 20_000
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Reversal:
    """A person of the operation as they are now, and the decision on putting them back.

    `status` is the next status, None when it stays; `cancels` the purpose of the waiting message that is taken back.
    """

    person: Person
    back: Restoration
    decision: Decision
    status: str | None = None
    cancels: Purpose | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """One person beside the profile: later changes, the account, the operation's message, names, privileges.

    `holders` are the people that have unique values which are to be put back.
    """

    later: Later | None
    account: AccountState | None
    message: Message | None
    names: Names
    privilege: Decision | None
    holders: Holders


class OperationEvaluator:
    """Evaluates the people of one operation, some at a time, inside one transaction.

    `names` are those of the list entries that the evaluated people get or had.
    """

    def __init__(self, tx: Transaction, operation: Operation) -> None:
        self._tx = tx
        self._operation = operation
        self._layout = PERSON_TABLES[operation.kind]
        self._type = self._layout.type
        self._company = tx.company()
        self._sends = undo.sends(tx.connection, operation.id)
        self._payroll = {field.name for field in self._type.payroll}
        self._backs: dict[str, Restoration] = {}
        self._words: dict[tuple[int, int], str] = {}
        self.names: dict[int, str] = {}

    def evaluate(self, people: Sequence[int]) -> list[Reversal]:
        """The reversals of these people in order, without those that are gone or were not changed."""
        connection, kind = self._tx.connection, self._operation.kind
        changes = undo.changes_of(connection, self._operation, people)
        backs = self._inverses(set(changes.values()))
        fields = {name for back in backs.values() for name in back.before}
        later = undo.later(connection, self._operation, people)
        technicians = kind is PersonKind.TECHNICIAN
        wanted = _ALWAYS | fields | ({"type"} if technicians else set())
        if not last_admin.ADMIN_FIELDS.isdisjoint(fields):
            wanted |= {"role"}
        states: dict[int, AccountState] = {}
        if fields & _CONTACT or any(back.account or back.message for back in backs.values()):
            wanted |= _FOR_STATUS | ({"mobile_access"} if technicians else set())
            states = accounts.states(connection, kind, people)
        if later and fields & TOGETHER[kind]:
            wanted |= TOGETHER[kind]
        here = loading.load(connection, self._layout, [id for id in people if id in changes], wanted)
        blocked = self._more_privileged({id: backs[text] for id, text in changes.items()})
        messages = undo.messages_of(connection, self._operation, people, self._tx.now) if self._sends else {}
        taken = holders(connection, self._layout, (back.before for back in backs.values()))
        found = []
        for person in here:
            id = person.id
            facts = _Facts(later.get(id), states.get(id), messages.get(id), self.names, blocked.get(id), taken)
            found.append(self._reversal(person, backs[changes[id]], facts))
        return found

    def _more_privileged(self, backs: Mapping[int, Restoration]) -> dict[int, Decision]:
        protected = {id: back for id, back in backs.items() if self._needs_privilege(back)}
        roles = {id: entry_id(back.before["role"]) for id, back in protected.items() if "role" in back.before}
        return PrivilegeCheck(self._tx, self._operation.kind).blocked(protected, roles)

    def _inverses(self, texts: set[str]) -> dict[str, Restoration]:
        """The inverse of what the history keeps, each text once."""
        if len(self._backs) >= _MOST_KEPT:
            self._backs.clear()
            self._words.clear()
        another = {text: Restoration.of(self._type, json.loads(text)) for text in texts.difference(self._backs)}
        entries = {id for back in another.values() for id in back.entries(self._type)}
        self.names |= undo.names_of(self._tx.connection, entries.difference(self.names))
        self._backs |= another
        return {text: self._backs[text] for text in texts}

    def _reversal(self, person: Person, back: Restoration, facts: _Facts) -> Reversal:
        reason = self._reason_blocked(person, back, facts)
        if reason:
            return Reversal(person, back, Decision(Verdict.BLOCKED, reason))
        waiting = facts.message is not None and facts.message.state == QUEUED
        cancels = facts.message.purpose if facts.message and waiting else None
        if back.is_back(person.values) or not (back.before or back.account or back.message or cancels):
            return Reversal(person, back, Decision(Verdict.UNCHANGED, "already as before"))
        values = {**person.values, **back.before}
        difference = billed(values) - billed(person.values)
        status = _next_status(person, values, back, facts.account)
        words = [self._difference(back, difference)]
        if status is not None:
            words.append(of_status(str(person.values["status"]), status))
        if message := cancels or back.message:
            words.append(of_message(message, taken_back=cancels is not None))
        decision = Decision(Verdict.CHANGES, "", difference, " · ".join(filter(None, words)))
        return Reversal(person, back, decision, status, cancels)

    def _difference(self, back: Restoration, billed: int) -> str:
        """What putting it back changes, in words; they are made once for people with the same changes."""
        if (id(back), billed) not in self._words:
            differences = Differences(self._type, self.names, self._company.country)
            self._words[id(back), billed] = differences.words(back.after, back.before, billed)
        return self._words[id(back), billed]

    def _reason_blocked(self, person: Person, back: Restoration, facts: _Facts) -> str:
        """Why the person is left alone; empty when nothing is in the way."""
        now = person.values
        if facts.later and facts.later.others:
            return _words(self._type, facts.later)
        if facts.privilege:
            return facts.privilege.reason
        changed = back.changed_since(self._type, now)
        if changed:
            return "" if back.is_back(now) else f"{changed} has been changed since"
        if back.account and facts.account is not back.account[1]:
            return "the account has been changed since"
        if facts.message and facts.message.state not in (QUEUED, CANCELLED, REPLACED):
            return "the message has been sent"
        if facts.message and facts.message.followed:
            return "another message has followed"
        missing = back.missing(self._type, facts.names)
        if missing:
            return f"what {missing} was is in no list any more"
        if back.untyped(now):
            return "needs a technician type while active"
        unfit = self._unfit(back, now) if facts.later else ""
        return (
            self._unique_violation(person, back, facts.holders)
            or self._switched_off(back)
            or unfit
            or self._unsendable(person, back, facts)
        )

    def _needs_privilege(self, back: Restoration) -> bool:
        """Whether only MANAGE_ROLES may put this back for a more privileged person."""
        return bool(self._sends or back.account or back.message) or not PROTECTED_FIELDS.isdisjoint(back.before)

    def _unique_violation(self, person: Person, back: Restoration, holders: Holders) -> str:
        for name in holders.keys() & back.before.keys():
            field, value = self._type.fields[name], back.before[name]
            ids = holders[name].get(compared(field, value), ()) if value else ()
            other = next((id for id in ids if id != person.id), None)
            holder = queries.holder_with_id(self._tx.connection, self._layout, other) if other else None
            if holder:
                return f"{displayable(str(holder))} has this {field.label.lower()} now"
        return ""

    def _switched_off(self, back: Restoration) -> str:
        """The feature that is off for the company, if the fields need one (both documents, "Feature configuration")."""
        if not self._company.payroll and not self._payroll.isdisjoint(back.before):
            return PAYROLL_OFF
        if not self._company.fleet_pro and back.before.get("fleet_pro"):
            return FLEET_PRO_OFF
        return ""

    def _unfit(self, back: Restoration, now: Values) -> str:
        label = back.unfit(self._type, now, self._company.country)
        return f"{label} would not go with what has been changed since" if label else ""

    def _unsendable(self, person: Person, back: Restoration, facts: _Facts) -> str:
        """Why the message that was taken back cannot be queued again."""
        if back.message is None:
            return ""
        values = {**person.values, **back.before}
        known = values | {
            ACCOUNT: facts.account.value if facts.account else None,
            SIGNED_IN: values["last_sign_in"] is not None,
            CAN_ACCEPT: False,
            HAS_EMAIL: values["email"] is not None,
            HAS_MOBILE: values["mobile"] is not None,
        }
        decision = evaluator_for(Send(back.message), self._type, {}, self._company).evaluate(known).decision
        return "" if decision.verdict is Verdict.CHANGES else decision.reason


def _next_status(person: Person, values: Values, back: Restoration, account: AccountState | None) -> str | None:
    """The status with those values, if it differs; only the account and the contact fields can change it."""
    if not back.account and _CONTACT.isdisjoint(back.before):
        return None
    status = status_to_store(person.kind, values, back.account[0] if back.account else account).value
    return status if status != person.values["status"] else None


def _words(profile_type: ProfileType, later: Later) -> str:
    """A later change in words: "bob changed Team on 2026-06-01 06:12"."""
    changed = labels(profile_type, later.fields)
    what = ", ".join(changed) if len(changed) <= _MOST_NAMED else f"{len(changed)} fields"
    done = f"changed {what}" if changed else later.action
    return f"{displayable(later.who)} {done} on {show_moment(later.at)}"

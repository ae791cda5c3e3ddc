"""What each row of a file does: adds a person, changes one, changes nothing, or is refused, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from fleet_tui.domain.bulk.differences import Differences
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU_THEN, NO_TYPE, ONESELF
from fleet_tui.domain.bulk.field_effects import billed
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.contact import email_key
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.imports.damage import damages
from fleet_tui.domain.people import rules
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.values import Values, entry_id, entry_ids
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PROTECTED_FIELDS, PrivilegeCheck
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.imports.entries import EntryBook
from fleet_tui.services.imports.matching import Matcher
from fleet_tui.services.imports.new_people import NewPeople
from fleet_tui.services.imports.rows import ParsedRow, RowResult
from fleet_tui.services.people.checks import ProfileChange, entry_problem, fixed_permissions, switched_off
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

REFUSED = Decision(Verdict.BLOCKED)
SAME = Decision(Verdict.UNCHANGED)
INACTIVE = "inactive"
SAME_INACTIVE = Decision(Verdict.UNCHANGED, "same, inactive")
_BASICS = frozenset({"name", "active", "role", "email", "mobile"})


class RowEvaluator:
    """Decides on rows, some at a time, inside one transaction.

    `targets` are the fields that the file may change. All that a row needs of the database is read for many at once.
    """

    def __init__(self, tx: Transaction, book: EntryBook, people: NewPeople, targets: Collection[str]) -> None:
        self._tx = tx
        self._book = book
        self.new_people = people
        self._type: ProfileType = people.profile_type
        kind = self._type.kind
        self._tables = PERSON_TABLES[kind]
        self._reference_fields = self._tables.reference_fields
        self._company = tx.company()
        self.matcher = Matcher(tx, self._type)
        self._needed = _BASICS | rules.TOGETHER[kind] | set(targets) | {field.name for field in self._type.required}
        self._privilege = PrivilegeCheck(tx, kind)
        self._own = last_admin.actor_profile_id(tx.actor, kind)
        self._blocked_roles: dict[int | None, bool] = {}
        self._decisions: dict[tuple[Verdict, str, int], Decision] = {}

    def evaluate(self, rows: Sequence[ParsedRow]) -> list[RowResult]:
        """What each row does, in their order."""
        good = [row for row in rows if not row.reason]
        matched = dict(zip(map(id, good), self.matcher.match(good), strict=True))
        wanted = sorted({found.person for found in matched.values() if found.person})
        loaded = loading.load(self._tx.connection, self._tables, wanted, self._needed) if wanted else []
        people = {person.id: person for person in loaded}
        self._book.names.update(loading.names_of(self._tx.connection, self._tables, (one.values for one in loaded)))
        results = []
        for row in rows:
            found = matched.get(id(row))
            if found is None or found.reason:
                results.append(RowResult(REFUSED, row.name, reason=row.reason or (found.reason if found else "")))
            elif found.person:
                person = people[found.person]
                if said := found.contradicted(row.values, person.values):
                    results.append(RowResult(REFUSED, row.name, reason=said))
                else:
                    results.append(self._existing(row, person))
            else:
                results.append(self._added(row))
        return self._without_privileged(results)

    def _added(self, row: ParsedRow) -> RowResult:
        values = self.new_people.complete(row.values)
        problems = rules.check(self._type, values, {}, adding=False)
        reasons = [problem.sentence for problem in problems.values()] + damages(self._type.fields, {}, row.values)
        reasons += self._reasons(ProfileChange(self._type.kind, None, {}, values))
        if self._blocks_role(entry_id(values.get("role"))):
            reasons.append(f"{self._type.fields['role'].label}: such a person {MORE_THAN_YOU_THEN.reason}.")
        if reasons:
            return RowResult(REFUSED, row.name, reason=_sentences(reasons))
        return RowResult(
            self._decision(Verdict.NEW, "" if values["active"] else INACTIVE, billed(values)),
            str(values["name"]),
            after=self.new_people.special(values),
        )

    def _existing(self, row: ParsedRow, person: Person) -> RowResult:
        now, kind = person.values, self._type.kind
        given = _without_same_address(row.values, now)
        values = rules.with_derived_values(self._type, {**now, **given}, self._company.country)
        after = {name: value for name, value in values.items() if name in now and now[name] != value}
        name = str(values["name"])
        if not after:
            told = now["active"] or "active" in row.values
            return RowResult(SAME if told else SAME_INACTIVE, name, person.id, person.version)
        before = {name: now[name] for name in after}
        reasons = damages(self._type.fields, before, after)
        reasons += self._reasons(ProfileChange(kind, person.id, now, values))
        if not after.keys().isdisjoint(rules.TOGETHER[kind]):
            reasons += [problem.sentence for problem in rules.spanning(self._type, values).values()]
        if after.get("active") is False and person.id == self._own:
            reasons.append(to_be_inactive(ONESELF))
        if after.get("active") and kind is PersonKind.TECHNICIAN and values["type"] is None:
            reasons.append(f"To be active: {NO_TYPE.reason}.")
        if reasons:
            return RowResult(REFUSED, name, person.id, person.version, reason=_sentences(reasons))
        difference = billed(values) - billed(now)
        reason = "" if now["active"] or "active" in row.values else INACTIVE
        words = Differences(self._type, self._book.names, self._company.country).words(before, after, difference)
        decision = self._decision(Verdict.CHANGES, reason, difference)
        return RowResult(decision, name, person.id, person.version, before, after, change=words)

    def _reasons(self, change: ProfileChange) -> list[str]:
        """What the company, its lists and the person's type have against the values."""
        found = switched_off(self._company, change) | fixed_permissions(change)
        reasons = [f"{self._type.fields[name].label}: {problem.sentence}" for name, problem in found.items()]
        return reasons + list(self._retired(change))

    def _retired(self, change: ProfileChange) -> Iterator[str]:
        """An entry that is retired from its list is not given to another person."""
        retired = self._book.retired
        for field in self._reference_fields if retired else ():
            given = change.after.get(field.name)
            if given is None or given == change.before.get(field.name) or retired.isdisjoint(entry_ids(given)):
                continue
            for id in sorted(entry_ids(given) - entry_ids(change.before.get(field.name))):
                stays = field.name == "zones" and id == change.before.get("zone")
                if id > 0 and (
                    why := entry_problem(field, self._book.entries.get(id), field.label, may_be_retired=stays)
                ):
                    yield why

    def _blocks_role(self, role: int | None) -> bool:
        """Whether a person with the role could do more than the actor; a proposed role allows nothing."""
        if role not in self._blocked_roles:
            blocked = role is not None and role > 0 and self._privilege.blocks_role(role)
            self._blocked_roles[role] = blocked
        return self._blocked_roles[role]

    def _without_privileged(self, results: list[RowResult]) -> list[RowResult]:
        """The results, with the change of a more privileged person refused."""
        touched = {
            one.person: entry_id(one.after["role"]) if "role" in one.after else None
            for one in results
            if one.person and not PROTECTED_FIELDS.isdisjoint(one.after)
        }
        roles = {id: role for id, role in touched.items() if role is not None and role > 0}
        blocked: Mapping[int, Decision] = self._privilege.blocked(touched, roles) if touched else {}
        return [
            RowResult(REFUSED, one.name, one.person, one.version, reason=f"{blocked[one.person].reason}.")
            if one.person in blocked and one.after
            else one
            for one in results
        ]

    def _decision(self, verdict: Verdict, reason: str, difference: int) -> Decision:
        """One object for all equal decisions: a plan keeps each once."""
        return self._decisions.setdefault((verdict, reason, difference), Decision(verdict, reason, difference))


def to_be_inactive(decision: Decision) -> str:
    """Why a person stays active, as a sentence."""
    return f"To be inactive: this is {decision.reason}."


def _without_same_address(given: Values, now: Values) -> Values:
    """The values without an e-mail address that is the present one in another spelling, which stays as it is."""
    address, known = given.get("email"), now["email"]
    if address and known and address != known and email_key(str(address)) == email_key(str(known)):
        return {**given, "email": known}
    return given


def _sentences(reasons: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(reasons))

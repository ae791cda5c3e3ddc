"""Which person of the database a row is about: by id, then e-mail address, then phone (product.md, "Import")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fleet_tui.domain.contact import email_key
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.text import displayable, search_key
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.imports.rows import ParsedRow
from fleet_tui.storage.people import queries
from fleet_tui.storage.people.matching import Holders, compared, existing, holders, with_keys
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables


@dataclass(frozen=True, slots=True)
class Matched:
    """The person that a row is about, 0 for a new one; or why that cannot be said.

    `by` is the only key that led to the person; empty where several did.
    """

    person: int = 0
    reason: str = ""
    by: str = ""

    def contradicted(self, given: Values, now: Values) -> str:
        """Why the row is about another person after all, in a sentence.

        Phones are handed on, and another system counts its ids anew. With the same phone the name is another one in
        every word, or in a part while the e-mail address is another one too; with the same id it is another one in
        every word, and what the row has of phone and address is another one too.
        """
        if self.by not in ("id", "mobile"):
            return ""
        said, known = (search_key(str(each.get("name") or "")).split() for each in (given, now))
        if not said or not known or said == known:
            return ""
        holder = f"{displayable(str(now['name']))} (#{self.person})"
        if self.by == "id":
            phone = given.get("mobile")
            has_contact = bool(phone or given.get("email"))
            if set(said) & set(known) or not has_contact or (phone and phone == now["mobile"]):
                return ""
            return (
                f"The id is that of {holder}, but name, phone and address are others: empty that cell to add a new "
                "person, or change the name alone first."
            )
        addresses = {email_key(str(each["email"])) for each in (given, now) if each.get("email")}
        if set(said) & set(known) and len(addresses) < 2:
            return ""
        return (
            f"The mobile phone is that of {holder}: correct it, or write {self.person} in a column “id” "
            "if this is the same person."
        )


class Matcher:
    """Matches rows to people of one kind, active and inactive, inside one transaction."""

    def __init__(self, tx: Transaction, profile_type: ProfileType) -> None:
        self._tx = tx
        self._tables: PersonTables = PERSON_TABLES[profile_type.kind]
        self._noun = profile_type.singular.lower()
        self._unique = [field for field in profile_type.stored if field.unique]
        self._by_phone = profile_type.kind is PersonKind.TECHNICIAN
        self._mobile = profile_type.fields["mobile"]

    def unique_keys(self, values: Values) -> Iterable[tuple[str, str]]:
        """The values that no two people of the kind may have: field and value as it is compared."""
        for field in self._unique:
            value = values.get(field.name)
            if value:
                yield field.name, compared(field, value)

    def match(self, rows: Sequence[ParsedRow]) -> list[Matched]:
        """The person of each of the rows, in order."""
        found = self._holders(rows)
        ids = {row.id for row in rows if row.id is not None}
        known = existing(self._tx.connection, self._tables, list(filter(is_id, ids)))
        return [self._match(row, found, known) for row in rows]

    def _holders(self, rows: Sequence[ParsedRow]) -> Holders:
        """The people with the values that rows have, by field and value."""
        found = holders(self._tx.connection, self._tables, (row.values for row in rows))
        if self._by_phone:
            return found
        alone = {str(row.values["mobile"]) for row in rows if _has_phone_alone(row.values)}
        return {**found, "mobile": with_keys(self._tx.connection, self._tables, self._mobile, alone)}

    def _match(self, row: ParsedRow, found: Holders, known: Collection[int]) -> Matched:
        if row.id is not None and row.id not in known:
            return Matched(reason=f"No {self._noun} has the id {row.id}: empty that cell to add a new one.")
        people = {"id": row.id} if row.id is not None else {}
        for name, key in self.unique_keys(row.values):
            ids = found[name].get(key)
            if ids:
                people[name] = ids[0]
        if row.id is None and not self._by_phone and _has_phone_alone(row.values):
            sharing = found["mobile"].get(str(row.values["mobile"]), ())
            if len(sharing) > 1:
                return Matched(reason="Several people have this mobile phone: add an e-mail address or an id.")
            people |= {"mobile": sharing[0]} if sharing else {}
        return self._only(people)

    def _only(self, people: Mapping[str, int]) -> Matched:
        """The one person that all keys of a row lead to.

        A payroll ID alone finds no person: another system may count its people anew.
        """
        keys = [name for name in ("id", "email", "mobile") if name in people]
        if not keys:
            if not people:
                return Matched()
            name, holder = next(iter(people.items()))
            return Matched(reason=f"{self._words(holder)} has this {self._label(name)} already.")
        person = people[keys[0]]
        other = next((name for name, holder in people.items() if holder != person), None)
        if other is None:
            return Matched(person, by=keys[0] if len(keys) == 1 else "")
        return Matched(
            reason=f"The {self._label(keys[0])} is that of {self._words(person)}, "
            f"the {self._label(other)} that of {self._words(people[other])}: correct one of them."
        )

    def _label(self, name: str) -> str:
        return "id" if name == "id" else self._tables.type.fields[name].label.lower()

    def _words(self, id: int) -> str:
        holder = queries.holder_with_id(self._tx.connection, self._tables, id)
        return displayable(str(holder)) if holder else f"#{id}"


def _has_phone_alone(values: Values) -> bool:
    """Whether a row names an employee by the mobile phone alone, which several may share."""
    return bool(values.get("mobile")) and not values.get("email")

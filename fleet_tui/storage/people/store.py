"""The one way into the tables of people: create people, update people. One person is a list of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    true,
    update,
)
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names, Values, entry_ids
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.db.inserting import insert_columns, insert_many, unique_violations
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.derived_keys import key_columns_of, keys_of
from fleet_tui.storage.schema.other_tables import FleetPro
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_FLEET_PRO = FleetPro.__table__
_OVERRIDE = tables.PermissionOverride.__table__
_PHOTO = tables.Photo.__table__

Links = tuple[int, frozenset[int], frozenset[int]]
"""A person, and the entries of one field before and after."""


class PeopleStore:
    """Writes people of one kind in the caller's transaction, with all columns derived from the fields.

    `names` are always those of the list entries in the values. A photo is a new file, or the digest of a stored one. A
    Fleet Pro record is created with the field, and kept, suspended, when the field is switched off.
    """

    def __init__(self, connection: Connection, kind: PersonKind) -> None:
        self._connection = connection
        self._tables = PERSON_TABLES[kind]
        self._kind = kind.value

    def create(self, people: Sequence[Values], names: Names) -> range:
        """New people with all stored and system fields; the ids, in order.

        Raises:
            UniqueViolation: another person has a value that must be unique.
        """
        main = self._tables.main
        first = int(self._connection.execute(select(func.coalesce(func.max(main.c.id), 0))).scalar_one()) + 1
        ids = range(first, first + len(people))
        with unique_violations(self._connection):
            self._insert_main(ids, people, names)
            self._insert_detail(ids, people)
        self._insert_links(ids, people)
        self._insert_overrides(ids, people)
        fleet_pro = [(id, values["created"]) for id, values in zip(ids, people, strict=True) if values.get("fleet_pro")]
        self._insert(_FLEET_PRO, [{"kind": self._kind, "person": id, "created": at} for id, at in fleet_pro])
        pending = Status.PENDING.value
        self._sort_pending([id for id, values in zip(ids, people, strict=True) if values.get("status") == pending])
        return ids

    def update(self, ids: Sequence[int], values: Values, names: Names, at: datetime) -> None:
        """Give all of those people these values, and the next version; without values, only the version.

        A status needs `last_sign_in` beside it: people are sorted by both.

        Raises:
            UniqueViolation: another person has a value that must be unique.
        """
        with unique_violations(self._connection):
            self._update_main(ids, values, names, at)
            self._update_detail(ids, values)
        self._replace_links(ids, values)
        self._replace_overrides(ids, values)
        if "fleet_pro" in values:
            self._switch_fleet_pro(ids, bool(values["fleet_pro"]), at)

    def update_links(self, field: str, people: Sequence[Links], names: Names) -> None:
        """Give each of the people other entries of one field; `update` gives them the next version.

        Only the difference is written: where few people have the same entries, that takes a tenth of the time.
        """
        link, main = self._tables.link, self._tables.main
        removed = [{"someone": id, "removed": one} for id, before, after in people for one in before - after]
        added = [{"person": id, "field": field, "entry": one} for id, before, after in people for one in after - before]
        if removed:
            entry = (link.c.person == bindparam("someone")) & (link.c.entry == bindparam("removed"))
            self._connection.execute(delete(link).where(link.c.field == field, entry), removed)
        self._insert(link, added)
        keys = {
            after: keys_of(self._tables, {field: tuple(after)}, names, [field])
            for after in {after for _, _, after in people}
        }
        rows = [{"someone": id, **keys[after]} for id, _, after in people]
        if rows:
            self._connection.execute(update(main).where(main.c.id == bindparam("someone")), rows)

    def update_each(
        self, people: Sequence[tuple[int, Values]], before: Mapping[int, Values], names: Names, at: datetime
    ) -> None:
        """Give each person values of their own, and the next version. `before` has the fields that hold many entries.

        People with values for the same fields share statements.

        Raises:
            UniqueViolation: another person has a value that must be unique.
        """
        alike: dict[tuple[str, ...], list[tuple[int, Values]]] = {}
        for id, values in people:
            alike.setdefault(tuple(sorted(values)), []).append((id, values))
        overrides = {field.name for field in self._tables.permission_fields}
        for names_of_fields, some in alike.items():
            fields = frozenset(names_of_fields)
            with unique_violations(self._connection):
                self._update_each_main(fields, some, names, at)
                self._update_each_detail(fields, some)
            for name in fields.intersection(field.name for field in self._tables.linked_fields):
                links = [(id, entry_ids(before[id][name]), entry_ids(values[name])) for id, values in some]
                self.update_links(name, links, names)
            self._replace_each_overrides(sorted(overrides & fields), some)
            for enabled in (True, False) if "fleet_pro" in fields else ():
                switched = [id for id, values in some if values["fleet_pro"] is enabled]
                self._switch_fleet_pro(switched, enabled, at)

    def mark_signed_in(self, person: int, at: datetime) -> None:
        """Record the sign-in without another version: no open form goes stale by it."""
        main, values = self._tables.main, {"status": Status.SIGNED_IN.value, "last_sign_in": at}
        values |= keys_of(self._tables, values, {}, values)
        self._connection.execute(update(main).where(main.c.id == person).values(**values))

    def keep_photo(self, photo: object) -> object:
        """Store the file of a photo, the same file once; its digest, or what is no file as it is."""
        if not isinstance(photo, Photo):
            return photo
        known = self._connection.execute(select(_PHOTO.c.digest).where(_PHOTO.c.digest == photo.digest)).first()
        if known is None:
            columns = ("digest", "format", "width", "height", "size", "content")
            self._insert(_PHOTO, [{name: getattr(photo, name) for name in columns}])
        return photo.digest

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _insert_main(self, ids: range, people: Sequence[Values], names: Names) -> None:
        fields = [field.name for field in self._tables.main_fields]
        keyed = fields + [field.name for field in self._tables.linked_fields]
        columns: dict[str, Sequence[object]] = {"id": ids, "version": [1] * len(ids)}
        columns |= {name: [values.get(name) for values in people] for name in fields}
        insert_columns(
            self._connection, self._tables.main, columns | key_columns_of(self._tables, people, names, keyed)
        )

    def _insert_detail(self, ids: range, people: Sequence[Values]) -> None:
        fields = [field.name for field in self._tables.detail_fields if field.name != "photo"]
        photos = [values.get("photo") for values in people]
        digests = {photo: self.keep_photo(photo) for photo in set(photos)}
        columns: dict[str, Sequence[object]] = {"id": ids, "photo": [digests[photo] for photo in photos]}
        columns |= {name: [values.get(name) for values in people] for name in fields}
        insert_columns(self._connection, self._tables.detail, columns)

    def _insert_links(self, ids: range, people: Sequence[Values]) -> None:
        rows = []
        for id, values in zip(ids, people, strict=True):
            for field in self._tables.linked_fields:
                entries = values.get(field.name)
                if isinstance(entries, tuple):
                    rows += [(id, field.name, entry) for entry in entries]
        insert_many(self._connection, self._tables.link, ("person", "field", "entry"), rows)

    def _insert_overrides(self, ids: range, people: Sequence[Values]) -> None:
        fields = [(field.name, permission_of(field)) for field in self._tables.permission_fields]
        rows = [
            (self._kind, id, permission, answer)
            for id, values in zip(ids, people, strict=True)
            for name, permission in fields
            if (answer := values.get(name)) is not None and answer != ROLE_DEFAULT
        ]
        insert_many(self._connection, _OVERRIDE, ("kind", "person", "permission", "answer"), rows)

    def _update_main(self, ids: Sequence[int], values: Values, names: Names, at: datetime) -> None:
        main = self._tables.main
        changed = {field.name: values[field.name] for field in self._tables.main_fields if field.name in values}
        linked = {field.name for field in self._tables.linked_fields if field.name in values}
        changed |= keys_of(self._tables, values, names, changed.keys() | linked)
        changed |= {"version": main.c.version + 1, "changed": at}
        self._connection.execute(update(main).where(main.c.id.in_(in_json_ids(ids))).values(changed))
        if values.get("status") == Status.PENDING.value:
            self._sort_pending(ids)

    def _update_each_main(
        self, fields: Collection[str], people: Sequence[tuple[int, Values]], names: Names, at: datetime
    ) -> None:
        main = self._tables.main
        written = [field.name for field in self._tables.main_fields if field.name in fields]
        rows = [
            {"someone": id, "at": at, **{f"new_{name}": values[name] for name in written}}
            | {f"new_{key}": value for key, value in keys_of(self._tables, values, names, written).items()}
            for id, values in people
        ]
        columns: dict[str, ColumnElement[Any]] = {"version": main.c.version + 1, "changed": bindparam("at")}
        columns |= {name.removeprefix("new_"): bindparam(name) for name in rows[0] if name.startswith("new_")}
        self._connection.execute(update(main).where(main.c.id == bindparam("someone")).values(columns), rows)
        pending = Status.PENDING.value
        self._sort_pending([id for id, values in people if values.get("status") == pending])

    def _update_each_detail(self, fields: Collection[str], people: Sequence[tuple[int, Values]]) -> None:
        detail = self._tables.detail
        written = [field.name for field in self._tables.detail_fields if field.name in fields]
        if written:
            rows = [{"someone": id, **{f"new_{name}": values[name] for name in written}} for id, values in people]
            columns: dict[str, ColumnElement[Any]] = {name: bindparam(f"new_{name}") for name in written}
            self._connection.execute(update(detail).where(detail.c.id == bindparam("someone")).values(columns), rows)

    def _sort_pending(self, ids: Sequence[int]) -> None:
        if ids:
            invitations.sort_anew(self._connection, self._tables, ids)

    def _update_detail(self, ids: Sequence[int], values: Values) -> None:
        detail = self._tables.detail
        changed = {field.name: values[field.name] for field in self._tables.detail_fields if field.name in values}
        if "photo" in changed:
            changed["photo"] = self.keep_photo(changed["photo"])
        if changed:
            self._connection.execute(update(detail).where(detail.c.id.in_(in_json_ids(ids))).values(changed))

    def _replace_links(self, ids: Sequence[int], values: Values) -> None:
        link = self._tables.link
        for name in [field.name for field in self._tables.linked_fields if field.name in values]:
            of_people = link.c.person.in_(in_json_ids(ids))
            self._connection.execute(delete(link).where(link.c.field == name, of_people))
            entries = values[name]
            if isinstance(entries, tuple) and entries:
                people, given = in_json_ids(ids).subquery(), in_json_ids(entries).subquery()
                rows = select(people.c.value, literal(name), given.c.value).join_from(people, given, true())
                self._connection.execute(insert(link).from_select(["person", "field", "entry"], rows))

    def _replace_overrides(self, ids: Sequence[int], values: Values) -> None:
        for field in self._tables.permission_fields:
            answer, permission = values.get(field.name), permission_of(field)
            if answer is None:
                continue
            same = (_OVERRIDE.c.kind == self._kind) & (_OVERRIDE.c.permission == permission)
            self._connection.execute(delete(_OVERRIDE).where(same, _OVERRIDE.c.person.in_(in_json_ids(ids))))
            if answer != ROLE_DEFAULT:
                people = in_json_ids(ids).subquery()
                rows = select(literal(self._kind), people.c.value, literal(permission), literal(answer))
                columns = ["kind", "person", "permission", "answer"]
                self._connection.execute(insert(_OVERRIDE).from_select(columns, rows))

    def _replace_each_overrides(self, fields: Sequence[str], people: Sequence[tuple[int, Values]]) -> None:
        """Give people overrides of their own; those with the same ones share statements."""
        alike: dict[tuple[object, ...], list[int]] = {}
        for id, values in people if fields else ():
            alike.setdefault(tuple([values[name] for name in fields]), []).append(id)
        for answers, ids in alike.items():
            self._replace_overrides(ids, dict(zip(fields, answers, strict=True)))

    def _switch_fleet_pro(self, ids: Sequence[int], enabled: bool, at: datetime) -> None:
        of_kind = _FLEET_PRO.c.kind == self._kind
        known = update(_FLEET_PRO).where(of_kind, _FLEET_PRO.c.person.in_(in_json_ids(ids)))
        self._connection.execute(known.values(suspended=None if enabled else at))
        if enabled:
            people = in_json_ids(ids).subquery()
            without = ~exists().where(of_kind, _FLEET_PRO.c.person == people.c.value)
            rows = select(literal(self._kind), people.c.value, literal(moment_text(at)), null()).where(without)
            columns = ["kind", "person", "created", "suspended"]
            self._connection.execute(insert(_FLEET_PRO).from_select(columns, rows))

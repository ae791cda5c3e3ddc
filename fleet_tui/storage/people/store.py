"""Many people who get the same values: what `rows.store` does to one, in a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, literal, select, true, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.values import Names, Values
from fleet_tui.storage.accounts import accounts, invitations
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.people import rows
from fleet_tui.storage.people.rows import keep_photo
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_OVERRIDE = tables.PermissionOverride.__table__

Links = tuple[int, frozenset[int], frozenset[int]]
"""A person, and the entries that they have of a field before and after."""


def change_same(
    connection: Connection, layout: PersonTables, ids: Sequence[int], values: Values, names: Names, at: datetime
) -> None:
    """Give all of those people these values of these fields and what is derived from them, and the next version.

    `names` are those of the entries in `values`. A status needs `last_sign_in` beside it, which its order depends on;
    a photo is one to keep, or the digest of one that is kept. With no values, they only get the next version.

    Raises:
        Clash: a value that must be unique is somebody else's.
    """
    try:
        _change_main(connection, layout, ids, values, names, at)
        _change_detail(connection, layout, ids, values)
    except IntegrityError:
        raise UniqueViolation from None
    _change_links(connection, layout, ids, values)
    _change_overrides(connection, layout, ids, values)
    if "fleet_pro" in values:
        accounts.enable_fleet_pro_of(connection, layout.type.kind, ids, bool(values["fleet_pro"]), at)


def _change_main(
    connection: Connection, layout: PersonTables, ids: Sequence[int], values: Values, names: Names, at: datetime
) -> None:
    main = layout.main
    changed = {field.name: values[field.name] for field in layout.main_fields if field.name in values}
    linked = {field.name for field in layout.linked_fields if field.name in values}
    changed |= keys_of(layout, values, names, changed.keys() | linked)
    changed |= {"version": main.c.version + 1, "changed": at}
    connection.execute(update(main).where(main.c.id.in_(in_json_ids(ids))).values(changed))
    if values.get("status") == Status.PENDING.value:
        invitations.sort_anew(connection, layout, ids)


def _change_detail(connection: Connection, layout: PersonTables, ids: Sequence[int], values: Values) -> None:
    detail = {field.name: values[field.name] for field in layout.detail_fields if field.name in values}
    photo = detail.get("photo")
    if photo is not None and not isinstance(photo, str):
        detail["photo"] = keep_photo(connection, photo)
    if detail:
        connection.execute(update(layout.detail).where(layout.detail.c.id.in_(in_json_ids(ids))).values(detail))


def _change_links(connection: Connection, layout: PersonTables, ids: Sequence[int], values: Values) -> None:
    link = layout.link
    for field in layout.linked_fields:
        if field.name not in values:
            continue
        connection.execute(delete(link).where(link.c.field == field.name, link.c.person.in_(in_json_ids(ids))))
        entries = values[field.name]
        if isinstance(entries, tuple) and entries:
            people, given = in_json_ids(ids).subquery(), in_json_ids(entries).subquery()
            every = select(people.c.value, literal(field.name), given.c.value).join_from(people, given, true())
            connection.execute(insert(link).from_select(["person", "field", "entry"], every))


def change_links(
    connection: Connection, layout: PersonTables, name: str, people: Sequence[Links], names: Names
) -> None:
    """Give each of many people other entries of one field that holds many. The version is the caller's.

    Only what differs is written: where few people have the same entries, that is a tenth of the time.
    """
    link, main = layout.link, layout.main
    gone = [{"someone": id, "taken": one} for id, before, after in people for one in before - after]
    new = [{"person": id, "field": name, "entry": one} for id, before, after in people for one in after - before]
    theirs = (link.c.person == bindparam("someone")) & (link.c.entry == bindparam("taken"))
    keys = {after: keys_of(layout, {name: tuple(after)}, names, [name]) for after in {after for _, _, after in people}}
    if gone:
        connection.execute(delete(link).where(link.c.field == name, theirs), gone)
    if new:
        connection.execute(insert(link), new)
    rows = [{"someone": id, **keys[after]} for id, _, after in people]
    if rows:
        connection.execute(update(main).where(main.c.id == bindparam("someone")), rows)


def _change_overrides(connection: Connection, layout: PersonTables, ids: Sequence[int], values: Values) -> None:
    kind = layout.type.kind.value
    for field in layout.permission_fields:
        answer = values.get(field.name)
        if answer is None:
            continue
        mine = (_OVERRIDE.c.kind == kind) & (_OVERRIDE.c.permission == permission_of(field))
        connection.execute(delete(_OVERRIDE).where(mine, _OVERRIDE.c.person.in_(in_json_ids(ids))))
        if answer != ROLE_DEFAULT:
            people = in_json_ids(ids).subquery()
            every = select(literal(kind), people.c.value, literal(permission_of(field)), literal(answer))
            connection.execute(insert(_OVERRIDE).from_select(["kind", "person", "permission", "answer"], every))


def signed_in(connection: Connection, kind: PersonKind, person: int, at: datetime) -> None:
    """Say of the person that they have signed in, without another version: nobody's open form goes stale by it."""
    values = {"status": Status.SIGNED_IN.value, "last_sign_in": at}
    rows.store(connection, PERSON_TABLES[kind], person, values, {})

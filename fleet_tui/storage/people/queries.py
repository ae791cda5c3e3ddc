"""Small queries about people and lists, for services inside a transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.contact import email_key
from fleet_tui.domain.errors import Holder
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.choices import MANAGED
from fleet_tui.domain.text import search_key
from fleet_tui.storage.accounts.addresses import reached_at
from fleet_tui.storage.db.dialect import in_json_ids, not_looked_up
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_ENTRY = tables.ListEntry.__table__
_PHOTO = tables.Photo.__table__

NEWEST = 5_000
"""So many technicians tell which colours are taken."""


def holder_of(
    connection: Connection, layout: PersonTables, field: Field, value: str, exclude_id: int | None
) -> Holder | None:
    """Another person of the kind with that value of a unique field."""
    main, detail = layout.main, layout.detail
    if field.kind is Kind.EMAIL:
        same = main.c.email_key == email_key(value)
    elif field.name in main.c:
        same = main.c[field.name] == value
    else:
        same = main.c.id.in_(select(detail.c.id).where(detail.c[field.name] == value))
    statement = select(main.c.id, main.c.name, main.c.active).where(same, main.c.id != (exclude_id or 0))
    row = connection.execute(statement).first()
    return Holder(layout.type.kind, row.id, row.name, row.active) if row else None


def holder_with_id(connection: Connection, layout: PersonTables, id: int) -> Holder | None:
    """The person of the kind with that id, as the holder of a value."""
    main = layout.main
    row = connection.execute(select(main.c.id, main.c.name, main.c.active).where(main.c.id == id)).first()
    return Holder(layout.type.kind, row.id, row.name, row.active) if row else None


def is_in_a_profile(connection: Connection, *, email_key: str | None = None, mobile: str | None = None) -> bool:
    """Whether a profile of either kind has that e-mail address (as compared) or mobile phone (E.164)."""
    theirs = [reached_at(layout.main, email_key=email_key, mobile=mobile) for layout in PERSON_TABLES.values()]
    return any(connection.execute(select(exists().where(one))).scalar_one() for one in theirs)


MOST_NAMESAKES = 100
"""So many people of one name are looked at."""


def namesakes(connection: Connection, layout: PersonTables, name: str, exclude_id: int) -> list[tuple[int, str, bool]]:
    """The ids, names and Active of others of the kind with the same name, without case and accents; active ones first.

    At most `MOST_NAMESAKES`.
    """
    main = layout.main
    statement = select(main.c.id, main.c.name, main.c.active).where(main.c.name_key == search_key(name))
    statement = statement.where(main.c.id != exclude_id).limit(MOST_NAMESAKES)
    found = [(row.id, row.name, row.active) for row in connection.execute(statement)]
    return sorted(found, key=lambda other: (not other[2], other[0]))


def drivers_of(
    connection: Connection, truck: int, exclude_id: Collection[int], activated: Collection[int] = ()
) -> list[str]:
    """The names of the other active technicians with the truck; `activated` count as active."""
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    columns = (main.c.name_key, main.c.id, main.c.name)
    statement = select(*columns).where(
        main.c.truck == truck, not_looked_up(main.c.active) | main.c.id.in_(in_json_ids(activated))
    )
    statement = statement.where(main.c.id.not_in(in_json_ids(exclude_id)))
    # Sorted here: asked for in that order, SQLite would go through everybody in the order of their names.
    return [row.name for row in sorted(connection.execute(statement))]


def shared_trucks(connection: Connection, people: Collection[int]) -> list[tuple[int, str]]:
    """The trucks of those technicians, by id and name, that several have who are active or among those technicians."""
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    theirs = main.c.id.in_(in_json_ids(people))
    trucks = select(main.c.truck).where(theirs, main.c.truck.is_not(None))
    several = select(main.c.truck).where(main.c.truck.in_(trucks), not_looked_up(main.c.active) | theirs)
    several = several.group_by(main.c.truck).having(func.count() > 1)
    statement = select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.id.in_(several)).order_by(_ENTRY.c.name_key)
    return [(row.id, row.name) for row in connection.execute(statement)]


def billed(connection: Connection) -> int:
    """How many technicians the company is billed for: active managed ones."""
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    statement = select(func.count()).where(main.c.type == MANAGED, main.c.active)
    return int(connection.execute(statement).scalar_one())


def colors_in_use(connection: Connection) -> dict[str, int]:
    """How many of the newest technicians have each color: all technicians, in a company of a usual size."""
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    newest = select(main.c.color).order_by(main.c.id.desc()).limit(NEWEST).subquery()
    statement = select(newest.c.color, func.count()).where(newest.c.color.is_not(None)).group_by(newest.c.color)
    return {row[0]: row[1] for row in connection.execute(statement)}


def photo_content(connection: Connection, digest: str) -> bytes | None:
    """The file of a photo."""
    return connection.execute(select(_PHOTO.c.content).where(_PHOTO.c.digest == digest)).scalar()

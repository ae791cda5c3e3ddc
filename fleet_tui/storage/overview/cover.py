"""How many active technicians cover each skill in each zone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, exists, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.dialect import not_looked_up
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_ENOUGH = 1_000
"""So many people tell which of a skill and a zone is the rarer one."""
_PAIR = ("first_field", "first_entry", "second_field", "second_entry")
"""What to begin with, then what to look up."""


def cover(connection: Connection, skills: Sequence[int], zones: Sequence[int], most: int) -> list[list[int]]:
    """A row for each skill with a number for each zone, counted up to `most`.

    Of a skill and a zone the people of the rarer one are looked through, until there are enough.
    """
    of_fields = {"skills": skills, "zones": zones}
    sizes = {entry: _size(connection, field, entry) for field, ids in of_fields.items() for entry in ids}
    return [
        [
            _both(connection, ("zones", zone, "skills", skill), most)
            if sizes[zone] < sizes[skill]
            else _both(connection, ("skills", skill, "zones", zone), most)
            for zone in zones
        ]
        for skill in skills
    ]


def _size(connection: Connection, field: str, entry: int) -> int:
    link = PERSON_TABLES[PersonKind.TECHNICIAN].link
    some = select(link.c.person).where(link.c.field == field, link.c.entry == entry).limit(_ENOUGH).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


@cache
def _counting(most: int) -> Select[Any]:
    """How many have both entries of a pair; made once, since it is asked for each pair."""
    layout = PERSON_TABLES[PersonKind.TECHNICIAN]
    main, begun, other = layout.main, layout.link.alias(), layout.link.alias()
    asked: list[BindParameter[Any]] = [bindparam(name) for name in _PAIR]
    field, entry, other_field, other_entry = asked
    has_other = exists().where(
        other.c.person == begun.c.person, other.c.field == other_field, other.c.entry == other_entry
    )
    is_active = exists().where(main.c.id == begun.c.person, not_looked_up(main.c.active))
    begins = (begun.c.field == field) & (begun.c.entry == entry)
    some = select(begun.c.person).where(begins, has_other, is_active).limit(most).subquery()
    return select(func.count()).select_from(some)


def _both(connection: Connection, pair: tuple[str, int, str, int], most: int) -> int:
    return int(connection.execute(_counting(most), dict(zip(_PAIR, pair, strict=True))).scalar_one())

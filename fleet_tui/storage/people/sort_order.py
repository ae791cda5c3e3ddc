"""The order of a list as SQL: by the sorted column and then by person, so that each person has one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, func, literal_column, tuple_, type_coerce

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.storage.people.filter_sql import Clause
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_NUMBERS = frozenset({Kind.MONEY, Kind.PERCENT})

Place = tuple[Any, int]
"""Where a person stands in an order: the sorted value and the id."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of one kind of people; `key` is what the column is sorted by, never NULL."""

    layout: PersonTables
    key: ColumnElement[Any]
    descending: bool
    read_whole: bool = False
    """Whether the table is read and sorted, because an index of the order would not help."""

    def columns(self, *, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """The columns for ORDER BY."""
        id = self.layout.main.c.id
        return (self.key.desc(), id.desc()) if self.descending != backwards else (self.key, id)

    def before(self, place: Place, *, too: bool = False) -> Clause:
        """Whether a person comes before the place, or with `too` is at it."""
        return self._beyond(place, lower=not self.descending, too=too)

    def after(self, place: Place, *, too: bool = False) -> Clause:
        """Whether a person comes after the place, or with `too` is at it."""
        return self._beyond(place, lower=self.descending, too=too)

    def _beyond(self, place: Place, *, lower: bool, too: bool) -> Clause:
        pair: ColumnElement[Any] = tuple_(self.key, self.layout.main.c.id)
        if lower:
            return pair <= place if too else pair < place
        return pair >= place if too else pair > place

    def unindexed(self) -> Order:
        """The same order by an expression without an index, so that the table is read and sorted."""
        key = self.key
        number = isinstance(key.type, Integer)
        plain = key + literal_column("0") if number else key.concat(literal_column("''"))
        return replace(self, key=plain, read_whole=True)


def order_of(query: ListQuery) -> Order:
    """The order of a query."""
    layout = PERSON_TABLES[query.kind]
    return Order(layout, _key(layout, layout.type.fields[query.sort.field]), query.sort.descending)


def _key(layout: PersonTables, field: Field) -> ColumnElement[Any]:
    column = layout.main.c[layout.key_column(field) or field.name]
    if field.kind in _NUMBERS:
        return func.coalesce(type_coerce(column, Integer), literal_column("-1"))
    if field.kind is Kind.TOGGLE:
        return type_coerce(column, Integer)
    if not column.nullable:
        return type_coerce(column, String)
    return func.coalesce(type_coerce(column, String), literal_column("''"))

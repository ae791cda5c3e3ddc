"""What who acts is allowed, asked once in the transaction of what they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.filters.conditions import FIND, Filter, Find
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.people.profile import Person
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.context import Context

P = TypeVar("P", bound=Person)


def require_permissions(context: Context, connection: Connection, *permissions: str) -> frozenset[str]:
    """Let pass who has all of these permissions; all that they have.

    With none, whoever is signed in passes.

    Raises:
        SignedOut: nobody is signed in, or not any more.
        NotAllowed: one of the permissions is missing.
    """
    granted = context.granted(connection)
    for permission in permissions:
        require(granted, permission)
    return granted


def require_query_permissions(context: Context, connection: Connection, query: ListQuery) -> frozenset[str]:
    """Let pass who may see people, and what the query asks of them: who counts by a value knows it; all they may.

    Raises:
        SignedOut: nobody is signed in, or not any more.
        NotAllowed: the permission to see people is missing, or that to see payroll details of which something is asked.
    """
    asked = (query.sort.field, *(condition.field for condition in query.filter.conditions))
    return require_permissions(context, connection, SEE_PEOPLE, *query_permissions(asked))


def redact_filter(granted: frozenset[str], filter: Filter) -> Filter:
    """The filter over what the actor may see: without the permission, payroll ids are not looked through."""
    find = filter.on(FIND)
    if not isinstance(find, Find) or SEE_PAYROLL in granted:
        return filter
    narrowed = replace(find, payroll=False)
    return Filter(tuple(narrowed if each is find else each for each in filter.conditions))


def query_permissions(fields: Iterable[str]) -> tuple[str, ...]:
    """What it takes beside seeing people to filter or sort by those fields."""
    return (SEE_PAYROLL,) if PAYROLL_FIELDS.intersection(fields) else ()


def redact_payroll(granted: frozenset[str], person: P) -> P:
    """The person as somebody sees them who is granted this: payroll fields hold nothing without the permission."""
    if SEE_PAYROLL in granted or PAYROLL_FIELDS.isdisjoint(person.values):
        return person
    return replace(person, values={**person.values, **dict.fromkeys(PAYROLL_FIELDS & person.values.keys())})

"""Text search as SQL: in one column, or in all that find a person (product.md, "Find")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, String, false, func, or_, select

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import FOUND_BY, Find
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.storage.db.comparing import key_contains
from fleet_tui.storage.db.dialect import search_key_of
from fleet_tui.storage.schema.person_tables import PersonTables
from fleet_tui.storage.schema.tables import Account, ListEntry

Clause = ColumnElement[bool]

_ACCOUNT, _ENTRY = Account.__table__, ListEntry.__table__
_NUMBER = re.compile(r"(tel:)?[\d\s()+./\-\u00a0\u2010-\u2015\u2212]+(;?\s*(ext\.?|x|#)[\s=]*\d+)?", re.IGNORECASE)
_EXTENSION = re.compile(r"[;\s]*(ext|x|#).*", re.IGNORECASE | re.DOTALL)
_FEWEST_DIGITS = 3
"""Fewer digits are in nearly every number; they find trucks, names and addresses only."""


def contains(key: ColumnElement[Any], column: ColumnElement[Any], field: Field, text: str) -> Clause:
    """Whether the field's text contains `text`; `key` is its derived column, or the column itself without one."""
    in_text = _text_contains if key is column else _derived_contains
    return _CONTAINS.get(field.kind, in_text)(key, column, text)


def found(layout: PersonTables, condition: Find) -> Clause:
    """Whether the text is in any field that finds a person, or in the username."""
    text, number = condition.text, bool(_NUMBER.fullmatch(condition.text.strip()))
    main, detail = layout.main, layout.detail
    clauses: list[Clause] = []
    for name in FOUND_BY:
        field = layout.type.fields.get(name)
        if field is None or (name in PAYROLL_FIELDS and not condition.payroll):
            continue
        if field.kind is Kind.PHONE:
            digits = _digits(_EXTENSION.sub("", text)) if number else ""
            if len(digits) >= _FEWEST_DIGITS:
                clauses.append(contains(main.c[name], main.c[name], field, digits))
        elif field.kind is Kind.REFERENCE:
            named = _text_contains(_ENTRY.c.name, _ENTRY.c.name, text)
            clauses.append(main.c[name].in_(select(_ENTRY.c.id).where(_ENTRY.c.list == _list_of(field), named)))
        elif name in main.c:
            clauses.append(contains(main.c[layout.key_column(field) or name], main.c[name], field, text))
        else:
            # Without a function of Python's for each row: an ID has hardly a letter that SQLite cannot fold.
            inside = key_contains(func.lower(detail.c[name], type_=String), text)
            clauses.append(main.c.id.in_(select(detail.c.id).where(inside)))
    username = unicodedata.normalize("NFKC", text).casefold().strip()
    signing_in = select(_ACCOUNT.c.person).where(
        _ACCOUNT.c.kind == layout.type.kind.value, _ACCOUNT.c.username_key.contains(username, autoescape=True)
    )
    return or_(*clauses, main.c.id.in_(signing_in)) if username else false()


def _list_of(field: Field) -> str:
    return field.source.value if field.source else ""


def _derived_contains(key: ColumnElement[Any], column: ColumnElement[Any], text: str) -> Clause:
    return key_contains(key, text)


def _text_contains(key: ColumnElement[Any], column: ColumnElement[Any], text: str) -> Clause:
    """For a column without a derived key."""
    return key_contains(search_key_of(column), text)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(each)) for each in text if each.isdecimal())


def _digits_contained(key: ColumnElement[Any], column: ColumnElement[Any], text: str) -> Clause:
    """Phone numbers match by digits in any notation, without a national or international 0 in front."""
    digits = _digits(text.replace("(0)", ""))
    if not digits:
        return false()
    ways = {digits, digits.removeprefix("0"), digits.removeprefix("00")} - {""}
    return or_(*(key.contains(way) for way in sorted(ways)))


def _address_contains(key: ColumnElement[Any], column: ColumnElement[Any], text: str) -> Clause:
    """Accents make another address; an international domain is found as written and as in the DNS."""
    wanted = unicodedata.normalize("NFKC", text).casefold().strip()
    return or_(key.contains(wanted, autoescape=True), func.lower(column).contains(wanted, autoescape=True))


_CONTAINS: dict[Kind, Callable[[ColumnElement[Any], ColumnElement[Any], str], Clause]] = {
    Kind.PHONE: _digits_contained,
    Kind.EMAIL: _address_contains,
}

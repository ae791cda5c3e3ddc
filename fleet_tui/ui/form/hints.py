"""How a field is filled in, for the line under the form."""

from __future__ import annotations

from fleet_tui.domain.fields import Field, Kind

_BY_KIND = {
    Kind.CHOICE: "Enter opens the list.",
    Kind.REFERENCE: "Enter opens the list.",
    Kind.REFERENCES: "Enter opens the list.",
    Kind.TOGGLE: "Space turns it on or off.",
    Kind.DATE: "Year-month-day, like 2026-01-31.",
    Kind.MONEY: "An amount, like 1250.50.",
    Kind.PERCENT: "A number from 0 to 100, like 7.5.",
}


def hint(field: Field) -> str:
    """The note of the field itself, or else what holds for all of its kind; empty for plain texts."""
    return field.note or _BY_KIND.get(field.kind, "")

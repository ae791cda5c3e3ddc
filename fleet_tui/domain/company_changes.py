"""Changes of the company's settings, and what undo or redo would do with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fleet_tui.domain.company import COMPANY_FIELDS, Company
from fleet_tui.domain.history.changes import FieldChange, encode, words
from fleet_tui.domain.values import Values


def company_changes(before: Company, values: Values) -> dict[str, list[object]]:
    """What `values` change, by field name, before and after as `encode` keeps them."""
    return {
        field.name: [encode(field, getattr(before, field.name), {}), encode(field, values[field.name], {})]
        for field in COMPANY_FIELDS
        if field.name in values and values[field.name] != getattr(before, field.name)
    }


def in_words(changes: Mapping[str, list[object]], country: str) -> tuple[FieldChange, ...]:
    """Changes of settings in words."""
    fields = {field.name: field for field in COMPANY_FIELDS}
    return tuple(
        FieldChange(fields[name].label, words(fields[name], old, country), words(fields[name], new, country))
        for name, (old, new) in changes.items()
    )


@dataclass(frozen=True, slots=True)
class CompanyPlan:
    """Each setting as it is now and as it would be. `refused` says why it stays as it is; empty when it changes."""

    operation: int
    redo: bool
    title: str
    changes: tuple[FieldChange, ...]
    refused: str = ""

"""Columns of a file for what the company has not turned on."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.company import PAYROLL_OFF, TURN_ON, Company
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.targets import LEFT_OUT, target_words
from fleet_tui.domain.people.types import PROFILE_TYPES


def without_switched_off(mapping: ImportMapping, company: Company) -> tuple[ImportMapping, tuple[str, ...]]:
    """The mapping without columns of payroll where payroll is off, and a sentence about them.

    Files of personnel departments have hire dates and employee numbers: every row would be refused for them.
    """
    off = set() if company.payroll else {field.name for field in PROFILE_TYPES[mapping.kind].payroll}
    labels = [target_words(mapping.kind, target) for target in mapping.targets if target in off]
    if not labels:
        return mapping, ()
    targets = tuple(LEFT_OUT if target in off else target for target in mapping.targets)
    return replace(mapping, targets=targets), (f"Left out: {', '.join(labels)}. {PAYROLL_OFF}: {TURN_ON}",)
